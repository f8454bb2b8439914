/** The properties of the AppSync resources that are built; any other stops the start by its name. */
import * as z from "zod"

const Text = z.string().min(1)
/** What changes nothing here: logs, metrics and labels. */
const ignored = { Tags: z.unknown().optional(), LogConfig: z.unknown().optional(), XrayEnabled: z.unknown().optional() }
const Runtime = z.strictObject({ Name: z.literal("APPSYNC_JS"), RuntimeVersion: z.string() })
const code = { Code: Text.optional(), CodeS3Location: Text.optional(), Runtime: Runtime.optional() }

const UserPoolConfig = z.strictObject({
  UserPoolId: Text,
  AwsRegion: z.string().optional(),
  DefaultAction: z.enum(["ALLOW", "DENY"]).default("ALLOW"),
  AppIdClientRegex: z.string().optional(),
})
const AuthenticationType = z.enum(["AWS_IAM", "AMAZON_COGNITO_USER_POOLS"])

export const GraphQLApi = z.strictObject({
  Name: Text,
  AuthenticationType,
  UserPoolConfig: UserPoolConfig.optional(),
  AdditionalAuthenticationProviders: z
    .array(z.strictObject({ AuthenticationType, UserPoolConfig: UserPoolConfig.optional() }))
    .default([]),
  EnvironmentVariables: z.record(z.string(), z.string()).default({}),
  IntrospectionConfig: z.enum(["ENABLED", "DISABLED"]).default("ENABLED"),
  ApiType: z.literal("GRAPHQL").optional(),
  Visibility: z.literal("GLOBAL").optional(),
  ...ignored,
})

export const GraphQLSchema = z.strictObject({
  ApiId: Text,
  Definition: Text.optional(),
  DefinitionS3Location: Text.optional(),
})

export const DataSource = z.discriminatedUnion("Type", [
  z.strictObject({ ...dataSource(), Type: z.literal("NONE"), ServiceRoleArn: z.string().optional() }),
  z.strictObject({
    ...dataSource(),
    Type: z.literal("AWS_LAMBDA"),
    ServiceRoleArn: Text,
    LambdaConfig: z.strictObject({ LambdaFunctionArn: Text }),
  }),
])

export const FunctionConfiguration = z.strictObject({
  ApiId: Text,
  Name: Text,
  Description: z.string().optional(),
  DataSourceName: Text,
  FunctionVersion: z.literal("2018-05-29").optional(),
  ...code,
})

export const Resolver = z.strictObject({
  ApiId: Text,
  TypeName: Text,
  FieldName: Text,
  Kind: z.enum(["UNIT", "PIPELINE"]).default("UNIT"),
  DataSourceName: Text.optional(),
  PipelineConfig: z.strictObject({ Functions: z.array(Text) }).optional(),
  MetricsConfig: z.unknown().optional(),
  ...code,
})

function dataSource() {
  return { ApiId: Text, Name: Text, Description: z.string().optional(), MetricsConfig: z.unknown().optional() }
}
