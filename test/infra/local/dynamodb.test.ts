import { request } from "node:http"
import { crc32 } from "node:zlib"
import {
  BatchWriteItemCommand,
  DeleteItemCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ExecuteStatementCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactGetItemsCommand,
  TransactWriteItemsCommand,
  UpdateTableCommand,
} from "@aws-sdk/client-dynamodb"
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from "@aws-sdk/client-dynamodb-streams"
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest"
import { role } from "../../support/assembly.ts"
import { clientOf, type DynamoStack, runTable, tableResource, withRoles } from "./dynamodb-stack.ts"

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const table = tableResource({
  AttributeDefinitions: ["pk", "sk", "owner"].map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
  GlobalSecondaryIndexes: [
    {
      IndexName: "by-owner",
      KeySchema: [{ AttributeName: "owner", KeyType: "HASH" }],
      Projection: { ProjectionType: "ALL" },
    },
  ],
  StreamSpecification: { StreamViewType: "NEW_AND_OLD_IMAGES" },
  TimeToLiveSpecification: { AttributeName: "ttl", Enabled: true },
  PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
  SSESpecification: { SSEEnabled: true },
  DeletionProtectionEnabled: true,
})

let stack: DynamoStack
let writer: DynamoDBClient
let reader: DynamoDBClient
let TableName: string
beforeAll(async () => {
  stack = await runTable({
    ...withRoles(table),
    StreamReader: role({
      Effect: "Allow",
      Action: ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"],
      Resource: { "Fn::GetAtt": ["Deals", "StreamArn"] },
    }),
  })
  writer = new DynamoDBClient(clientOf(stack, "Writer"))
  reader = new DynamoDBClient(clientOf(stack, "Reader"))
  TableName = String(stack.outputs["Name"])
})
afterAll(() => stack?.close())

const key = (id: string) => ({ pk: { S: id }, sk: { S: "deal" } })
const refusal = (action: string, resource = `table/${TableName}`) =>
  expect.objectContaining({
    name: "AccessDeniedException",
    message: expect.stringContaining(
      `is not authorized to perform: dynamodb:${action} on resource: arn:aws:dynamodb:eu-central-1:000000000000:${resource}`,
    ),
  })

describe("a role", () => {
  test("writes and reads what its policy allows, through the real client", async () => {
    const Item = { ...key("1"), title: { S: "Grüße 🙂" }, owner: { S: "ada" } }
    await writer.send(new PutItemCommand({ TableName, Item }))
    expect((await reader.send(new GetItemCommand({ TableName, Key: key("1") }))).Item).toEqual(Item)
  })

  test("is refused what it is not granted, with action and table named", async () => {
    await expect(reader.send(new PutItemCommand({ TableName, Item: key("2") }))).rejects.toEqual(refusal("PutItem"))
    await expect(reader.send(new DeleteItemCommand({ TableName, Key: key("1") }))).rejects.toEqual(
      refusal("DeleteItem"),
    )
    await expect(reader.send(new GetItemCommand({ TableName: "other", Key: key("1") }))).rejects.toEqual(
      refusal("GetItem", "table/other"),
    )
    expect((await reader.send(new GetItemCommand({ TableName, Key: key("2") }))).Item).toBeUndefined()
  })

  test("needs the index's ARN to query an index", async () => {
    const query = new QueryCommand({
      TableName,
      IndexName: "by-owner",
      KeyConditionExpression: "#o = :o",
      ExpressionAttributeNames: { "#o": "owner" },
      ExpressionAttributeValues: { ":o": { S: "ada" } },
    })
    await expect(reader.send(query)).rejects.toEqual(refusal("Query", `table/${TableName}/index/by-owner`))
    await writer.send(new PutItemCommand({ TableName, Item: { ...key("indexed"), owner: { S: "ada" } } }))
    expect((await writer.send(query)).Count).toBeGreaterThan(0)
  })

  test("finds no index that is in the engine and no longer in the template", async () => {
    const direct = new DynamoDBClient({ ...clientOf(stack, "Writer"), endpoint: stack.families.dynamodb.url })
    const Create = {
      IndexName: "left-over",
      KeySchema: [{ AttributeName: "owner", KeyType: "HASH" as const }],
      Projection: { ProjectionType: "ALL" as const },
    }
    const AttributeDefinitions = ["pk", "sk", "owner"].map((name) => ({
      AttributeName: name,
      AttributeType: "S" as const,
    }))
    await direct.send(
      new UpdateTableCommand({ TableName, AttributeDefinitions, GlobalSecondaryIndexUpdates: [{ Create }] }),
    )
    const query = new QueryCommand({
      TableName,
      IndexName: "left-over",
      KeyConditionExpression: "#o = :o",
      ExpressionAttributeNames: { "#o": "owner" },
      ExpressionAttributeValues: { ":o": { S: "ada" } },
    })
    await expect(writer.send(query)).rejects.toMatchObject({
      name: "ValidationException",
      message: "The table does not have the specified index: left-over",
    })
  })

  test("needs, in a transaction, the action of each of its items", async () => {
    const put = { Put: { TableName, Item: key("t") } }
    const check = { ConditionCheck: { TableName, Key: key("none"), ConditionExpression: "attribute_not_exists(pk)" } }
    await writer.send(new TransactWriteItemsCommand({ TransactItems: [put, check] }))
    await expect(reader.send(new TransactWriteItemsCommand({ TransactItems: [check, put] }))).rejects.toEqual(
      refusal("ConditionCheckItem"),
    )
    const remove = { Delete: { TableName, Key: key("t") } }
    await expect(reader.send(new TransactWriteItemsCommand({ TransactItems: [remove] }))).rejects.toEqual(
      refusal("DeleteItem"),
    )
    const got = await reader.send(
      new TransactGetItemsCommand({ TransactItems: [{ Get: { TableName, Key: key("t") } }] }),
    )
    expect(got.Responses?.[0]?.Item).toEqual(key("t"))
  })

  test("needs, in a batch, the right on every table", async () => {
    const requests = (ids: string[]) => ids.map((id) => ({ PutRequest: { Item: key(id) } }))
    await writer.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: requests(["b1", "b2"]) } }))
    const both = { [TableName]: requests(["b3"]), other: requests(["b4"]) }
    await expect(writer.send(new BatchWriteItemCommand({ RequestItems: both }))).rejects.toEqual(
      refusal("BatchWriteItem", "table/other"),
    )
  })

  test("gets the engine's own exceptions", async () => {
    const put = new PutItemCommand({ TableName, Item: key("1"), ConditionExpression: "attribute_not_exists(pk)" })
    await writer.send(new PutItemCommand({ TableName, Item: key("1") }))
    await expect(writer.send(put)).rejects.toMatchObject({ name: "ConditionalCheckFailedException" })
  })

  test("hears of an operation that is not built by its name", async () => {
    const operator = new DynamoDBClient({ ...clientOf(stack, "Writer"), credentials: stack.context.iam.operator })
    await expect(operator.send(new ExecuteStatementCommand({ Statement: "SELECT 1" }))).rejects.toMatchObject({
      name: "NotImplemented",
      message: expect.stringContaining("dynamodb:ExecuteStatement"),
    })
  })

  test("reads the table's stream with the rights on the stream", async () => {
    const StreamArn = await streamArn()
    const streams = new DynamoDBStreamsClient(clientOf(stack, "StreamReader"))
    await expect(
      new DynamoDBStreamsClient(clientOf(stack, "Writer")).send(new DescribeStreamCommand({ StreamArn })),
    ).rejects.toMatchObject({ name: "AccessDeniedException" })
    const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }))
    const ShardId = StreamDescription?.Shards?.[0]?.ShardId
    const iterator = await streams.send(
      new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType: "TRIM_HORIZON" }),
    )
    await writer.send(new PutItemCommand({ TableName, Item: key("streamed") }))
    const { Records } = await streams.send(new GetRecordsCommand({ ShardIterator: iterator.ShardIterator }))
    expect(Records?.map((record) => record.dynamodb?.Keys?.["pk"]?.S)).toContain("streamed")
  })

  async function streamArn(): Promise<string | undefined> {
    const operator = new DynamoDBClient({ ...clientOf(stack, "Writer"), credentials: stack.context.iam.operator })
    return (await operator.send(new DescribeTableCommand({ TableName }))).Table?.LatestStreamArn
  }
})

test("the answer is the engine's, byte for byte, so its checksum holds", async () => {
  await writer.send(new PutItemCommand({ TableName, Item: { ...key("crc"), text: { S: "ü".repeat(5000) } } }))
  const seen: { body: Buffer; crc: string }[] = []
  const client = new DynamoDBClient(clientOf(stack, "Writer"))
  client.middlewareStack.add(
    (next) => async (args) => {
      const { hostname, port, path, method, headers, body } = Object(args.request)
      const sent = request({ hostname, port, path, method, headers }, async (response) => {
        const chunks: Buffer[] = []
        for await (const chunk of response) chunks.push(chunk)
        seen.push({ body: Buffer.concat(chunks), crc: String(response.headers["x-amz-crc32"]) })
      })
      sent.end(body)
      return next(args)
    },
    { step: "finalizeRequest", priority: "low" },
  )
  await client.send(new GetItemCommand({ TableName, Key: key("crc") }))
  await expect.poll(() => seen.length).toBe(1)
  expect(String(crc32(seen[0]?.body ?? ""))).toBe(seen[0]?.crc)
})

test("the engine itself is reachable for what reads streams on the stack's behalf", async () => {
  const direct = new DynamoDBClient({ ...clientOf(stack, "Reader"), endpoint: stack.families.dynamodb.url })
  const { Table } = await direct.send(new DescribeTableCommand({ TableName }))
  expect(Table?.GlobalSecondaryIndexes?.map((index) => index.IndexName)).toContain("by-owner")
  expect(Table?.StreamSpecification).toEqual({ StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" })
})
