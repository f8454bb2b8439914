import { createHash } from "node:crypto"
import { readFileSync } from "node:fs"
import type * as z from "zod"
import { checked } from "../checked.ts"
import type { Context, Provision, Provisioned } from "../family.ts"
import { StartError } from "../start-error.ts"
import type { Api, Provider } from "./api.ts"
import { type Code, loadCode } from "./code.ts"
import { lambda, none } from "./data-source.ts"
import * as properties from "./properties.ts"
import type { Resolver, Step } from "./resolver.ts"
import { graphqlPath } from "./served.ts"

type Shelf = { context: Context; apis: Map<string, Api>; functions: Map<string, Step> }
type Authentication = Pick<z.infer<typeof properties.GraphQLApi>, "AuthenticationType" | "UserPoolConfig">

/** The AppSync resource types; each adds what it describes to its API in `apis`. */
export function appSyncTypes(context: Context, apis: Map<string, Api>): Record<string, Provision> {
  const shelf: Shelf = { context, apis, functions: new Map() }
  return {
    "AWS::AppSync::GraphQLApi": (id, given) => provisionApi(shelf, id, given),
    "AWS::AppSync::GraphQLSchema": (_id, given) => provisionSchema(shelf, given),
    "AWS::AppSync::DataSource": (_id, given) => provisionDataSource(shelf, given),
    "AWS::AppSync::FunctionConfiguration": (id, given) => provisionFunction(shelf, id, given),
    "AWS::AppSync::Resolver": (_id, given) => provisionResolver(shelf, given),
  }
}

function provisionApi({ context, apis }: Shelf, logicalId: string, given: unknown): Provisioned {
  const { AdditionalAuthenticationProviders, ...api } = checked(properties.GraphQLApi, given)
  const id = idOf(context.name(logicalId), 26)
  const arn = context.arn("appsync", `apis/${id}`)
  apis.set(id, {
    id,
    arn,
    logicalId,
    providers: [provider(api), ...AdditionalAuthenticationProviders.map(provider)],
    environment: api.EnvironmentVariables,
    introspection: api.IntrospectionConfig === "ENABLED",
    definition: undefined,
    dataSources: new Map(),
    resolvers: new Map(),
  })
  const url = new URL(graphqlPath(id), context.endpoint.url)
  return {
    ref: arn,
    attributes: {
      ApiId: id,
      Arn: arn,
      GraphQLUrl: url.href,
      RealtimeUrl: `${url.href.replace(/^http/, "ws")}/realtime`,
      GraphQLEndpointArn: context.arn("appsync", `endpoints/graphql-api/${id}`),
      GraphQLDns: url.host,
      RealtimeDns: url.host,
    },
  }
}

function provider({ AuthenticationType, UserPoolConfig }: Authentication): Provider {
  if (AuthenticationType === "AWS_IAM") return { mode: AuthenticationType }
  if (UserPoolConfig === undefined) throw new StartError("UserPoolConfig: missing")
  const { UserPoolId, DefaultAction, AppIdClientRegex } = UserPoolConfig
  const clients = AppIdClientRegex ? new RegExp(`^(?:${AppIdClientRegex})$`) : undefined
  return { mode: AuthenticationType, userPoolId: UserPoolId, defaultAction: DefaultAction, clients }
}

function provisionSchema(shelf: Shelf, given: unknown): Provisioned {
  const { ApiId, Definition, DefinitionS3Location } = checked(properties.GraphQLSchema, given)
  apiOf(shelf, ApiId).definition = textOf(shelf, Definition, DefinitionS3Location)
  return { ref: `${ApiId}GraphQLSchema`, attributes: { Id: `${ApiId}GraphQLSchema` } }
}

function provisionDataSource(shelf: Shelf, given: unknown): Provisioned {
  const source = checked(properties.DataSource, given)
  const api = apiOf(shelf, source.ApiId)
  const made =
    source.Type === "NONE" ? none : lambda(shelf.context, source.LambdaConfig.LambdaFunctionArn, source.ServiceRoleArn)
  api.dataSources.set(source.Name, made)
  const arn = `${api.arn}/datasources/${source.Name}`
  return { ref: arn, attributes: { DataSourceArn: arn, Name: source.Name } }
}

function provisionFunction(shelf: Shelf, logicalId: string, given: unknown): Provisioned {
  const { ApiId, Name, DataSourceName, ...written } = checked(properties.FunctionConfiguration, given)
  const api = apiOf(shelf, ApiId)
  const id = idOf(`${ApiId}/${logicalId}`, 26)
  shelf.functions.set(id, step(api, DataSourceName, codeOf(shelf, written, `function ${Name}`)))
  const arn = `${api.arn}/functions/${id}`
  return { ref: arn, attributes: { FunctionId: id, FunctionArn: arn, DataSourceName, Name } }
}

function provisionResolver(shelf: Shelf, given: unknown): Provisioned {
  const { ApiId, TypeName, FieldName, Kind, DataSourceName, PipelineConfig, ...written } = checked(
    properties.Resolver,
    given,
  )
  const api = apiOf(shelf, ApiId)
  const key = `${TypeName}.${FieldName}`
  const code = codeOf(shelf, written, `resolver ${key}`)
  const steps = (PipelineConfig?.Functions ?? []).map((id) => shelf.functions.get(id) ?? lacks(`the function ${id}`))
  const resolver: Resolver =
    Kind === "UNIT"
      ? { kind: Kind, step: step(api, DataSourceName ?? lacks("DataSourceName"), code) }
      : { kind: Kind, code: code ?? lacks("Code"), steps }
  api.resolvers.set(key, resolver)
  const arn = `${api.arn}/types/${TypeName}/resolvers/${FieldName}`
  return { ref: arn, attributes: { ResolverArn: arn, TypeName, FieldName } }
}

function step(api: Api, dataSourceName: string, code: Code | undefined): Step {
  const dataSource = api.dataSources.get(dataSourceName) ?? lacks(`the data source ${dataSourceName}`)
  if (code !== undefined) return { code, dataSource }
  return dataSource.kind === "AWS_LAMBDA" ? { dataSource } : lacks("Code")
}

function codeOf(
  shelf: Shelf,
  written: Pick<z.infer<typeof properties.Resolver>, "Code" | "CodeS3Location">,
  name: string,
) {
  const source = textOf(shelf, written.Code, written.CodeS3Location)
  return source === undefined ? undefined : loadCode(source, name)
}

function textOf({ context }: Shelf, inline: string | undefined, location: string | undefined): string | undefined {
  if (location === undefined) return inline
  const key = /^s3:\/\/[^/]+\/(.+)$/.exec(location)?.[1]
  return readFileSync(context.asset(key ?? lacks("an S3 location")), "utf8")
}

function apiOf({ apis }: Shelf, id: string): Api {
  return apis.get(id) ?? lacks(`the API ${id}`)
}

/** A name that stays as long as what it is made of. */
function idOf(source: string, length: number): string {
  return BigInt(`0x${createHash("sha256").update(source).digest("hex")}`)
    .toString(36)
    .slice(0, length)
}

function lacks(what: string): never {
  throw new StartError(`${what} is missing`)
}
