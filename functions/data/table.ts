/** The table as items, read, and what each request to it costs. Nothing here knows what the items mean. */
import {
  type AttributeValue,
  BatchGetItemCommand,
  type ConsumedCapacity,
  DynamoDBClient,
  DynamoDBServiceException,
  GetItemCommand,
  QueryCommand,
  type QueryCommandInput,
} from "@aws-sdk/client-dynamodb"
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb"
import { Problem } from "../../shared/problem.ts"
import { env } from "../platform/env.ts"

export type Key = { pk: string; sk: string }
export type Item = Key & Record<string, unknown>

export const client = new DynamoDBClient({ maxAttempts: 4 })
export const TABLE = env("TABLE_NAME")
export const COUNT = { ReturnConsumedCapacity: "TOTAL" } as const

/** Request units since `reset`: a Lambda answers one request at a time. */
export const meter = { read: 0, write: 0, items: 0 }

export function resetMeter(): void {
  meter.read = 0
  meter.write = 0
  meter.items = 0
}

function reads(capacity: ConsumedCapacity | ConsumedCapacity[] | undefined, items: number): void {
  meter.items += items
  for (const one of [capacity ?? []].flat()) meter.read += one.CapacityUnits ?? 0
}

export function writes(capacity: ConsumedCapacity | ConsumedCapacity[] | undefined): void {
  for (const one of [capacity ?? []].flat()) meter.write += one.CapacityUnits ?? 0
}

export function toAttributes(value: Record<string, unknown>): Record<string, AttributeValue> {
  const attributes = marshall(value, { removeUndefinedValues: true, convertClassInstanceToMap: false })
  for (const one of Object.values(attributes)) withoutDust(one)
  return attributes
}

/** DynamoDB refuses a number that is nearer to 0 than this. */
const LEAST = 1e-130

function withoutDust(attribute: AttributeValue): void {
  if (attribute.N !== undefined && Math.abs(Number(attribute.N)) < LEAST) attribute.N = "0"
  else if (attribute.L !== undefined) for (const one of attribute.L) withoutDust(one)
  else if (attribute.M !== undefined) for (const one of Object.values(attribute.M)) withoutDust(one)
}

function toItem(attributes: Record<string, AttributeValue>): Item {
  return unmarshall(attributes) as Item
}

export async function get(key: Key, consistent = true): Promise<Item | undefined> {
  const answer = await client.send(
    new GetItemCommand({ TableName: TABLE, Key: toAttributes(key), ConsistentRead: consistent, ...COUNT }),
  )
  reads(answer.ConsumedCapacity, answer.Item === undefined ? 0 : 1)
  return answer.Item === undefined ? undefined : toItem(answer.Item)
}

/** Items by key, in the order of the keys; undefined where there is none. Any number of keys, without repeats. */
export async function getMany(keys: readonly Key[], consistent = true): Promise<(Item | undefined)[]> {
  const found = new Map<string, Item>()
  const name = (key: Key) => `${key.pk}\n${key.sk}`
  const parts = chunks([...new Map(keys.map((key) => [name(key), key])).values()], 100)
  await Promise.all(
    parts.map(async (part) => {
      let wanted: Record<string, AttributeValue>[] = part.map(toAttributes)
      for (let attempt = 0; wanted.length > 0; attempt++) {
        if (attempt > 0) await pause(attempt)
        const answer = await client.send(
          new BatchGetItemCommand({
            RequestItems: { [TABLE]: { Keys: wanted, ConsistentRead: consistent } },
            ...COUNT,
          }),
        )
        const items = answer.Responses?.[TABLE] ?? []
        reads(answer.ConsumedCapacity, items.length)
        for (const attributes of items) {
          const item = toItem(attributes)
          found.set(name(item), item)
        }
        wanted = answer.UnprocessedKeys?.[TABLE]?.Keys ?? []
      }
    }),
  )
  return keys.map((key) => found.get(name(key)))
}

export type Range = {
  /** Name of a secondary index; the table itself when undefined. */
  index?: string
  pk: { name: string; value: string }
  sk?: { name: string; from?: string; to?: string; startsWith?: string }
  backwards?: boolean
  limit?: number
  /** Where a page before ended. */
  after?: Record<string, unknown>
  consistent?: boolean
  countOnly?: boolean
}

/** One Query: a page of a range in key order, and where the next page starts. */
export async function query(
  range: Range,
): Promise<{ items: Item[]; next: Record<string, unknown> | undefined; count: number }> {
  const answer = await client.send(new QueryCommand(toQuery(range))).catch((error: unknown) => {
    // where a page goes on comes back from outside: a place that is not in this range is a cursor of something else
    if (range.after === undefined || !(error instanceof DynamoDBServiceException)) throw error
    if (error.name !== "ValidationException") throw error
    throw new Problem("invalid", "cursor: is not a cursor of this list", { cursor: "is not a cursor of this list" })
  })
  const items = (answer.Items ?? []).map(toItem)
  reads(answer.ConsumedCapacity, answer.Count ?? items.length)
  return {
    items,
    next: answer.LastEvaluatedKey === undefined ? undefined : unmarshall(answer.LastEvaluatedKey),
    count: answer.Count ?? items.length,
  }
}

/** After every text. */
export const LAST = "\u{10ffff}"

function toQuery(range: Range): QueryCommandInput {
  const { pk, sk } = range
  const conditions = ["#pk = :pk"]
  const names: Record<string, string> = { "#pk": pk.name }
  const values: Record<string, unknown> = { ":pk": pk.value }
  if (sk !== undefined) {
    names["#sk"] = sk.name
    // not begins_with: DynamoDB Local looks at all of a partition before the first item that does
    conditions.push("#sk BETWEEN :from AND :to")
    values[":from"] = sk.startsWith ?? sk.from ?? " "
    values[":to"] = sk.startsWith === undefined ? (sk.to ?? LAST) : `${sk.startsWith}${LAST}`
  }
  return {
    TableName: TABLE,
    IndexName: range.index,
    KeyConditionExpression: conditions.join(" AND "),
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: toAttributes(values),
    ScanIndexForward: range.backwards !== true,
    Limit: range.limit,
    ExclusiveStartKey: range.after === undefined ? undefined : toAttributes(range.after),
    ConsistentRead: range.index === undefined ? (range.consistent ?? true) : undefined,
    Select: range.countOnly === true ? "COUNT" : undefined,
    ...COUNT,
  }
}

/** Waits before what was throttled is tried again: 50 ms, doubling to 3 s, half of it by chance. */
export async function pause(attempt: number): Promise<void> {
  const most = Math.min(3000, 25 * 2 ** attempt)
  await new Promise((resolve) => setTimeout(resolve, most / 2 + (Math.random() * most) / 2))
}

export function chunks<T>(all: readonly T[], size: number): T[][] {
  const parts: T[][] = []
  for (let at = 0; at < all.length; at += size) parts.push(all.slice(at, at + size))
  return parts
}
