/**
 * A table in AWS's own DynamoDB engine, as the template defines it: for tests of the data layer, and of what
 * follows from its stream. It has to be started before anything of functions/data is imported (`vi.hoisted`).
 */
import { randomUUID } from "node:crypto"
import {
  CreateTableCommand,
  DeleteTableCommand,
  DynamoDBClient,
  type GlobalSecondaryIndex,
  type AttributeValue as SdkValue,
} from "@aws-sdk/client-dynamodb"
import type { AttributeValue, DynamoDBRecord } from "aws-lambda"
import { inject } from "vitest"
import { createStreamClient } from "../../infra/local/streams/stream-client.ts"
import { whereIs } from "./held.ts"

export type Engine = {
  client: DynamoDBClient
  table: string
  /** What the stream holds beyond what was read before, once there are as many records as `count` of those that count. */
  changes(counts: (record: DynamoDBRecord) => boolean, count: number): Promise<DynamoDBRecord[]>
  /** What the stream holds beyond what was read before. */
  pending(): Promise<DynamoDBRecord[]>
  stop(): Promise<void>
}

declare module "vitest" {
  interface ProvidedContext {
    /** The file that says where it is. */
    engine: string
  }
}

/** A table of the caller's own in the engine that all tests share. */
export async function startEngine(): Promise<Engine> {
  const endpoint = await whereIs<string>(inject("engine"))
  const table = `halyard-${randomUUID()}`
  Object.assign(process.env, {
    TABLE_NAME: table,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "LOCAL",
    AWS_SECRET_ACCESS_KEY: "LOCAL",
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
  })
  const client = new DynamoDBClient({ endpoint, region: "us-east-1" })
  const streamArn = await createTable(client, table)
  const stream = readerOf(endpoint, streamArn)
  return {
    client,
    table,
    changes: stream.changes,
    pending: stream.next,
    async stop() {
      stream.close()
      await client.send(new DeleteTableCommand({ TableName: table }))
      client.destroy()
    },
  }
}

async function createTable(client: DynamoDBClient, table: string): Promise<string> {
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
      TableName: table,
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
