/** A stack with nothing but a table and the roles that may and may not use it. */
import { createDynamoDb } from "../../../infra/local/dynamodb/dynamodb.ts"
import { createRoles } from "../../../infra/local/iam/roles.ts"
import { type RunningStack, runStack } from "../../../infra/local/run.ts"
import { type Resources, role, writeAssembly } from "../../support/assembly.ts"

export const tableResource = (properties: object = {}) => ({
  Type: "AWS::DynamoDB::Table",
  Properties: {
    AttributeDefinitions: [
      { AttributeName: "pk", AttributeType: "S" },
      { AttributeName: "sk", AttributeType: "S" },
    ],
    KeySchema: [
      { AttributeName: "pk", KeyType: "HASH" },
      { AttributeName: "sk", KeyType: "RANGE" },
    ],
    BillingMode: "PAY_PER_REQUEST",
    ...properties,
  },
})

const arn = { "Fn::GetAtt": ["Deals", "Arn"] }
const all = ["GetItem", "PutItem", "UpdateItem", "DeleteItem", "Query", "ConditionCheckItem", "BatchWriteItem"]

export const withRoles = (table: object): Resources => ({
  Deals: { Type: "AWS::DynamoDB::Table", ...table },
  Writer: role({
    Effect: "Allow",
    Action: all.map((name) => `dynamodb:${name}`),
    Resource: [arn, { "Fn::Join": ["", [arn, "/index/*"]] }],
  }),
  Reader: role({ Effect: "Allow", Action: ["dynamodb:GetItem", "dynamodb:Query"], Resource: arn }),
})

export type DynamoStack = RunningStack<{
  roles: ReturnType<typeof createRoles>
  dynamodb: ReturnType<typeof createDynamoDb>
}>

export async function runTable(
  resources: Resources,
  options: { dataDir?: string; java?: string; port?: number } = {},
): Promise<DynamoStack> {
  const assembly = writeAssembly(resources, {}, { Outputs: { Name: { Value: { Ref: "Deals" } } } })
  const { java } = options
  try {
    return await runStack({
      assemblyDir: assembly.dir,
      stack: assembly.stack,
      port: options.port ?? 0,
      dataDir: options.dataDir,
      region: "eu-central-1",
      terminal: () => undefined,
      families: (context, policies) => ({
        roles: createRoles(context, policies),
        dynamodb: createDynamoDb(context, { heapMb: 256, brief: true, ...(java !== undefined && { java }) }),
      }),
    })
  } finally {
    assembly.remove()
  }
}

/** What a client of the AWS SDK needs to call the stack with a role of its template. */
export function clientOf({ context, url }: DynamoStack, roleId: string) {
  const roleArn = `arn:aws:iam::000000000000:role/${context.name(roleId)}`
  return { endpoint: url, region: "eu-central-1", credentials: context.iam.credentialsFor(roleArn), maxAttempts: 1 }
}
