/**
 * The raw engine: DynamoDB Local through the bare SDK, with neither endpoint nor function between. It is asked what a request of
 * the product asked: the same calls on the same items, each once those are answered that the product had waited for.
 */
import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  type ConsumedCapacity,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb"
import type { Key } from "../../functions/data/table.ts"
import type { Recorded } from "./messages.ts"
import type { Units } from "./request.ts"

export type Raw = {
  /** Copies items as they are, but for what `rewrite` changes. */
  copy(table: string, keys: readonly Key[], rewrite: (item: string) => string): Promise<void>
  /** Milliseconds that the calls take, and the request units they cost. */
  replay(calls: readonly Recorded[], rewrite?: (input: string) => string): Promise<{ ms: number; units: Units }>
  close(): void
}

type Capacity = ConsumedCapacity | ConsumedCapacity[] | undefined
type Run = (input: string) => () => Promise<Units>

export function rawEngine(endpoint: string): Raw {
  const credentials = { accessKeyId: "LOCAL", secretAccessKey: "LOCAL" }
  const client = new DynamoDBClient({ endpoint, region: "us-east-1", credentials })
  const operations = operationsOf(client)
  return {
    async copy(table, keys, rewrite) {
      for (const { pk, sk } of keys) {
        const { Item } = await client.send(
          new GetItemCommand({ TableName: table, Key: { pk: { S: pk }, sk: { S: sk } } }),
        )
        if (Item === undefined) throw new Error(`there is no item ${pk} ${sk} to copy`)
        await client.send(new PutItemCommand({ TableName: table, Item: JSON.parse(rewrite(JSON.stringify(Item))) }))
      }
    },
    async replay(calls, rewrite = (input) => input) {
      const ready = calls.map(({ operation, input }) => {
        const run = operations[operation]
        if (run === undefined) throw new Error(`the bench does not know the operation ${operation}`)
        return run(rewrite(input))
      })
      const began = performance.now()
      const answers: Promise<Units>[] = []
      for (const [i, { started }] of calls.entries()) {
        const before = answers.filter((_, earlier) => (calls[earlier]?.ended ?? 0) < started)
        answers.push(Promise.all(before).then(ready[i]))
      }
      const all = await Promise.all(answers)
      return { ms: performance.now() - began, units: sum(all) }
    },
    close: () => client.destroy(),
  }
}

function operationsOf(client: DynamoDBClient): Record<string, Run> {
  return {
    GetItem: (input) => {
      const command = new GetItemCommand(JSON.parse(input))
      return async () => {
        const { ConsumedCapacity, Item } = await client.send(command)
        return read(ConsumedCapacity, Item === undefined ? 0 : 1)
      }
    },
    BatchGetItem: (input) => {
      const command = new BatchGetItemCommand(JSON.parse(input))
      return async () => {
        const { ConsumedCapacity, Responses } = await client.send(command)
        return read(ConsumedCapacity, Object.values(Responses ?? {}).flat().length)
      }
    },
    Query: (input) => {
      const command = new QueryCommand(JSON.parse(input))
      return async () => {
        const { ConsumedCapacity, Count } = await client.send(command)
        return read(ConsumedCapacity, Count ?? 0)
      }
    },
    PutItem: (input) => {
      const command = new PutItemCommand(JSON.parse(input))
      return async () => written((await client.send(command)).ConsumedCapacity)
    },
    UpdateItem: (input) => {
      const command = new UpdateItemCommand(JSON.parse(input))
      return async () => written((await client.send(command)).ConsumedCapacity)
    },
    TransactWriteItems: (input) => {
      const command = new TransactWriteItemsCommand(JSON.parse(input))
      return async () => written((await client.send(command)).ConsumedCapacity)
    },
    BatchWriteItem: (input) => {
      const command = new BatchWriteItemCommand(JSON.parse(input))
      return async () => written((await client.send(command)).ConsumedCapacity)
    },
  }
}

const total = (capacity: Capacity): number =>
  [capacity ?? []].flat().reduce((units, one) => units + (one.CapacityUnits ?? 0), 0)

const read = (capacity: Capacity, items: number): Units => ({ read: total(capacity), write: 0, items })
const written = (capacity: Capacity): Units => ({ read: 0, write: total(capacity), items: 0 })

function sum(all: readonly Units[]): Units {
  return all.reduce((a, b) => ({ read: a.read + b.read, write: a.write + b.write, items: a.items + b.items }), {
    read: 0,
    write: 0,
    items: 0,
  })
}
