/**
 * AWS's own DynamoDB engine in memory, with the table that the template defines: for tests of the data layer, and of what
 * follows from its stream. It has to be started before anything of functions/data is imported (`vi.hoisted`).
 */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import {
  CreateTableCommand,
  DynamoDBClient,
  type GlobalSecondaryIndex,
  type AttributeValue as SdkValue,
} from "@aws-sdk/client-dynamodb"
import type { AttributeValue, DynamoDBRecord } from "aws-lambda"
import { startJava } from "../../infra/local/dynamodb/java.ts"
import { createStreamClient } from "../../infra/local/streams/stream-client.ts"

export type Engine = {
  client: DynamoDBClient
  table: string
  /** What the stream holds beyond what was read before, once there are as many records as `count` of those that count. */
  changes(counts: (record: DynamoDBRecord) => boolean, count: number): Promise<DynamoDBRecord[]>
  /** What the stream holds beyond what was read before. */
  pending(): Promise<DynamoDBRecord[]>
  stop(): Promise<void>
}

const TABLE = "halyard-test"

/** `brief` unless it is for many minutes. */
export async function startEngine({ brief = true } = {}): Promise<Engine> {
  const dir = mkdtempSync(join(tmpdir(), "halyard-engine-"))
  const java = startJava({ dir, inMemory: true, heapMb: 256, brief, onLine: () => undefined, onEnd: () => undefined })
  const endpoint = `http://127.0.0.1:${await java.port}`
  Object.assign(process.env, {
    TABLE_NAME: TABLE,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "LOCAL",
    AWS_SECRET_ACCESS_KEY: "LOCAL",
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
  })
  const client = new DynamoDBClient({ endpoint, region: "us-east-1" })
  const streamArn = await createTable(client)
  const stream = readerOf(endpoint, streamArn)
  return {
    client,
    table: TABLE,
    changes: stream.changes,
    pending: stream.next,
    async stop() {
      stream.close()
      client.destroy()
      await java.stop()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

async function createTable(client: DynamoDBClient): Promise<string> {
  const { BOARD_ATTRIBUTES, INDEX } = await import("../../functions/data/patterns.ts")
  const keys = (pk: string, sk: string) => [
    { AttributeName: pk, KeyType: "HASH" as const },
    { AttributeName: sk, KeyType: "RANGE" as const },
  ]
  const indexes = Object.values(INDEX).map(({ name, pk, sk }): GlobalSecondaryIndex => {
    const card = { ProjectionType: "INCLUDE" as const, NonKeyAttributes: [...BOARD_ATTRIBUTES] }
    const projection = name === "board" ? card : { ProjectionType: "KEYS_ONLY" as const }
    return { IndexName: name, KeySchema: keys(pk, sk), Projection: projection }
  })
  const names = new Set(["pk", "sk", ...Object.values(INDEX).flatMap(({ pk, sk }) => [pk, sk])])
  const { TableDescription } = await client.send(
    new CreateTableCommand({
      TableName: TABLE,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [...names].map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
      KeySchema: keys("pk", "sk"),
      GlobalSecondaryIndexes: indexes,
      StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
    }),
  )
  return TableDescription?.LatestStreamArn ?? ""
}

function readerOf(endpoint: string, streamArn: string) {
  const client = createStreamClient(endpoint)
  const { signal } = new AbortController()
  const iterators = new Map<string, string | undefined>()
  const next = async (): Promise<DynamoDBRecord[]> => {
    const found: DynamoDBRecord[] = []
    for (const { ShardId = "" } of await client.shards(streamArn, signal)) {
      if (!iterators.has(ShardId)) {
        iterators.set(ShardId, await client.iterator(streamArn, ShardId, undefined, signal))
      }
      const iterator = iterators.get(ShardId)
      if (iterator === undefined) continue
      const page = await client.read(iterator, 1000, signal)
      iterators.set(ShardId, page.next)
      for (const { eventName, dynamodb } of page.records) {
        found.push({
          ...(eventName !== undefined && { eventName }),
          dynamodb: {
            ...(dynamodb?.NewImage && { NewImage: imageOf(dynamodb.NewImage) }),
            ...(dynamodb?.OldImage && { OldImage: imageOf(dynamodb.OldImage) }),
          },
        })
      }
    }
    return found
  }
  return {
    close: client.close,
    next,
    async changes(counts: (record: DynamoDBRecord) => boolean, count: number): Promise<DynamoDBRecord[]> {
      const limit = Date.now() + 30_000
      const all: DynamoDBRecord[] = []
      while (all.filter(counts).length < count) {
        if (Date.now() > limit) throw new Error(`The stream held ${all.filter(counts).length} of ${count} changes`)
        all.push(...(await next()))
      }
      return all
    },
  }
}

function imageOf(values: Record<string, SdkValue>): Record<string, AttributeValue> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, attributeOf(value)]))
}

/** The engine's stream writes an empty map as nothing at all. */
function attributeOf(value: SdkValue): AttributeValue {
  if (value.S !== undefined) return { S: value.S }
  if (value.N !== undefined) return { N: value.N }
  if (value.BOOL !== undefined) return { BOOL: value.BOOL }
  if (value.NULL !== undefined) return { NULL: value.NULL }
  if (value.L !== undefined) return { L: value.L.map(attributeOf) }
  return { M: imageOf(value.M ?? {}) }
}
