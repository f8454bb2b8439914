/** Writes as values: several run as one, or not at all. */
import {
  BatchWriteItemCommand,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  DynamoDBServiceException,
  PutItemCommand,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  type WriteRequest,
} from "@aws-sdk/client-dynamodb"
import { unmarshall } from "@aws-sdk/util-dynamodb"
import { Problem } from "../../shared/problem.ts"
import { COUNT, chunks, client, type Item, type Key, pause, TABLE, toAttributes, writes } from "./table.ts"

/** A condition on an item as it is before the write. */
export type If = { expression: string; names?: Record<string, string>; values?: Record<string, unknown> }

/** A write as a value. `commit` runs several as one. */
export type Write =
  | { put: Item; if?: If }
  | { delete: Key; if?: If }
  | { check: Key; if: If }
  /** To a number, or to a set: what is in it already stays as it is. */
  | { add: Key; attribute: string; by: number | Set<number>; set?: Record<string, unknown>; if?: If }

/** A write's condition did not hold: someone else was first, or the item is there already. `index` says which write. */
export class ConditionFailed extends Error {
  index: number
  constructor(index: number) {
    super(`the condition of write ${index} did not hold`)
    this.name = "ConditionFailed"
    this.index = index
  }
}

/** Runs writes as one: all of them, or none and `ConditionFailed`. At most 100. */
export async function commit(...all: Write[]): Promise<void> {
  const [only] = all
  if (only === undefined) return
  try {
    if (all.length === 1) await commitOne(only)
    else {
      const answer = await client.send(new TransactWriteItemsCommand({ TransactItems: all.map(toTransact), ...COUNT }))
      writes(answer.ConsumedCapacity)
    }
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) throw new ConditionFailed(0)
    if (error instanceof TransactionCanceledException) {
      const reasons = error.CancellationReasons ?? []
      const index = reasons.findIndex(
        (reason) => reason.Code === "ConditionalCheckFailed" || reason.Code === "TransactionConflict",
      )
      if (index >= 0) throw new ConditionFailed(index)
    }
    if (isTooLarge(error)) throw new Problem("too_large", "This is more than one record can hold; take something out")
    throw error
  }
}

/** An item holds 400 KB, a transaction 4 MB. */
function isTooLarge(error: unknown): boolean {
  if (error instanceof TransactionCanceledException) {
    return (error.CancellationReasons ?? []).some(
      ({ Code, Message }) => Code === "ValidationError" && /size/i.test(Message ?? ""),
    )
  }
  return (
    error instanceof DynamoDBServiceException && error.name === "ValidationException" && /size/i.test(error.message)
  )
}

function conditionOf(
  condition: If | undefined,
  more: Record<string, unknown> = {},
  names: Record<string, string> = {},
) {
  const values = { ...condition?.values, ...more }
  const allNames = { ...condition?.names, ...names }
  return {
    ConditionExpression: condition?.expression,
    ExpressionAttributeNames: Object.keys(allNames).length === 0 ? undefined : allNames,
    ExpressionAttributeValues: Object.keys(values).length === 0 ? undefined : toAttributes(values),
  }
}

function toUpdate(write: Extract<Write, { add: Key }>) {
  const set = Object.entries(write.set ?? {})
  const sets = set.length === 0 ? "" : ` SET ${set.map((_, i) => `#s${i} = :s${i}`).join(", ")}`
  const values = { ":by": write.by, ...Object.fromEntries(set.map(([, value], i) => [`:s${i}`, value])) }
  const names = { "#add": write.attribute, ...Object.fromEntries(set.map(([name], i) => [`#s${i}`, name])) }
  return {
    TableName: TABLE,
    Key: toAttributes(write.add),
    UpdateExpression: `ADD #add :by${sets}`,
    ...conditionOf(write.if, values, names),
  }
}

async function commitOne(write: Write): Promise<void> {
  if ("put" in write) {
    const answer = await client.send(
      new PutItemCommand({ TableName: TABLE, Item: toAttributes(write.put), ...conditionOf(write.if), ...COUNT }),
    )
    writes(answer.ConsumedCapacity)
  } else if ("delete" in write) {
    const answer = await client.send(
      new DeleteItemCommand({ TableName: TABLE, Key: toAttributes(write.delete), ...conditionOf(write.if), ...COUNT }),
    )
    writes(answer.ConsumedCapacity)
  } else if ("add" in write) await increase(write)
  else await client.send(new TransactWriteItemsCommand({ TransactItems: [toTransact(write)] }))
}

/** Adds to a number of an item, which is made when it is not there; answers the new number. */
export async function increase(write: Extract<Write, { add: Key }>): Promise<number> {
  try {
    const answer = await client.send(
      new UpdateItemCommand({ ...toUpdate(write), ReturnValues: "UPDATED_NEW", ...COUNT }),
    )
    writes(answer.ConsumedCapacity)
    return Number(unmarshall(answer.Attributes ?? {})[write.attribute])
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) throw new ConditionFailed(0)
    throw error
  }
}

function toTransact(write: Write): TransactWriteItem {
  if ("put" in write) return { Put: { TableName: TABLE, Item: toAttributes(write.put), ...conditionOf(write.if) } }
  if ("delete" in write)
    return { Delete: { TableName: TABLE, Key: toAttributes(write.delete), ...conditionOf(write.if) } }
  if ("add" in write) return { Update: toUpdate(write) }
  const { ConditionExpression = "", ...rest } = conditionOf(write.if)
  return { ConditionCheck: { TableName: TABLE, Key: toAttributes(write.check), ConditionExpression, ...rest } }
}

/** Writes and deletes without conditions, any number, not as one: for what is written again to the same effect. */
export async function writeAll(all: readonly ({ put: Item } | { delete: Key })[], parallel = 4): Promise<void> {
  const parts = chunks(all, 25)
  const worker = async () => {
    for (let part = parts.shift(); part !== undefined; part = parts.shift()) {
      let requests: WriteRequest[] = part.map((write) =>
        "put" in write
          ? { PutRequest: { Item: toAttributes(write.put) } }
          : { DeleteRequest: { Key: toAttributes({ pk: write.delete.pk, sk: write.delete.sk }) } },
      )
      for (let attempt = 0; requests.length > 0; attempt++) {
        if (attempt > 0) await pause(attempt)
        const answer = await client.send(new BatchWriteItemCommand({ RequestItems: { [TABLE]: requests }, ...COUNT }))
        writes(answer.ConsumedCapacity)
        requests = answer.UnprocessedItems?.[TABLE] ?? []
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(parallel, parts.length) }, worker))
}
