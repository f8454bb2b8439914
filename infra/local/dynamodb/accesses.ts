/** Which IAM actions on which tables and indexes an operation of DynamoDB or its streams is. */
import * as z from "zod"
import { AwsError, notBuilt } from "../aws-error.ts"

export type Access = { action: string; resource: string }
type ArnOf = (table: string, index?: string) => string
type Read = (input: unknown, arnOf: ArnOf) => Access[]

const OnTable = z.looseObject({ TableName: z.string(), IndexName: z.string().optional() })
const OnTables = z.looseObject({ RequestItems: z.record(z.string(), z.unknown()) })
const OnItems = z.looseObject({
  TransactItems: z.array(z.record(z.string(), z.looseObject({ TableName: z.string() }))),
})
const OnStream = z.looseObject({ StreamArn: z.string() })
const OnShard = z.looseObject({ ShardIterator: z.string() })

const transactActions: Record<string, string> = {
  Get: "GetItem",
  Put: "PutItem",
  Update: "UpdateItem",
  Delete: "DeleteItem",
  ConditionCheck: "ConditionCheckItem",
}

const onTable =
  (action: string): Read =>
  (input, arnOf) => {
    const { TableName, IndexName } = parse(OnTable, input)
    return [{ action, resource: arnOf(TableName, IndexName) }]
  }

const onTables =
  (action: string): Read =>
  (input, arnOf) =>
    Object.keys(parse(OnTables, input).RequestItems).map((table) => ({ action, resource: arnOf(table) }))

const onItems: Read = (input, arnOf) =>
  parse(OnItems, input).TransactItems.flatMap((item) =>
    Object.entries(item).map(([kind, { TableName }]) => ({
      action: `dynamodb:${transactActions[kind] ?? kind}`,
      resource: arnOf(TableName),
    })),
  )

const operations: Record<string, Read> = {
  ...Object.fromEntries(
    [
      "GetItem",
      "PutItem",
      "UpdateItem",
      "DeleteItem",
      "Query",
      "Scan",
      "DescribeTable",
      "DescribeTimeToLive",
      "CreateTable",
      "DeleteTable",
    ].map((name) => [name, onTable(`dynamodb:${name}`)]),
  ),
  BatchGetItem: onTables("dynamodb:BatchGetItem"),
  BatchWriteItem: onTables("dynamodb:BatchWriteItem"),
  TransactGetItems: onItems,
  TransactWriteItems: onItems,
  ListTables: () => [{ action: "dynamodb:ListTables", resource: "*" }],
  ListStreams: () => [{ action: "dynamodb:ListStreams", resource: "*" }],
  DescribeStream: (input) => [{ action: "dynamodb:DescribeStream", resource: parse(OnStream, input).StreamArn }],
  GetShardIterator: (input) => [{ action: "dynamodb:GetShardIterator", resource: parse(OnStream, input).StreamArn }],
  GetRecords: (input) => [
    { action: "dynamodb:GetRecords", resource: parse(OnShard, input).ShardIterator.split("|")[0] ?? "" },
  ],
}

export function accessesOf(operation: string, input: unknown, arnOf: ArnOf): Access[] {
  const read = Object.hasOwn(operations, operation) ? operations[operation] : undefined
  if (read === undefined) throw notBuilt("dynamodb", operation)
  return read(input, arnOf)
}

function parse<S extends z.ZodType>(schema: S, input: unknown): z.infer<S> {
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new AwsError("ValidationException", `${issue?.path.join(".")}: ${issue?.message}`)
}
