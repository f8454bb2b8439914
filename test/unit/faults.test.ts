/** What the database does under load and no local engine does: answer in part, or refuse since two writes met. */
import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DynamoDBClient,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb"
import { mockClient } from "aws-sdk-client-mock"
import { beforeEach, describe, expect, test, vi } from "vitest"

vi.hoisted(() => {
  process.env["TABLE_NAME"] = "table"
  process.env["AWS_REGION"] = "us-east-1"
})
const { commit, ConditionFailed, writeAll } = await import("../../functions/data/commit.ts")
const { getMany, meter, resetMeter, toAttributes } = await import("../../functions/data/table.ts")
const { retrying } = await import("../../functions/data/store.ts")

const engine = mockClient(DynamoDBClient)
beforeEach(() => {
  engine.reset()
  resetMeter()
})

const key = (id: number) => ({ pk: "1#deal#0", sk: String(id) })
const puts = Array.from({ length: 30 }, (_, id) => ({ put: { ...key(id), id } }))
const canceled = (...codes: string[]) =>
  new TransactionCanceledException({
    $metadata: {},
    message: "canceled",
    CancellationReasons: codes.map((Code) => ({ Code })),
  })

describe("a batch that is answered in part", () => {
  test("is written to its end: what was left over is sent again, and only that", async () => {
    const sent: number[][] = []
    engine.on(BatchWriteItemCommand).callsFake((input) => {
      const requests = input.RequestItems.table
      sent.push(
        requests.map((one: { PutRequest: { Item: { id: { N: string } } } }) => Number(one.PutRequest.Item.id.N)),
      )
      const left = sent.length === 1 ? requests.slice(-3) : []
      return { UnprocessedItems: left.length === 0 ? {} : { table: left } }
    })
    await writeAll(puts, 1)
    expect(sent.map((ids) => ids.length)).toEqual([25, 3, 5])
    expect(sent[1]).toEqual([22, 23, 24])
    expect(new Set(sent.flat()).size).toBe(30)
  })

  test("is read to its end, in the order that was asked for, and its cost is counted once", async () => {
    engine.on(BatchGetItemCommand).callsFake((input) => {
      const { Keys } = input.RequestItems.table
      const answered = Keys.slice(0, 2)
      const left = Keys.slice(2)
      return {
        Responses: { table: answered.toReversed() },
        UnprocessedKeys: left.length === 0 ? {} : { table: { Keys: left } },
        ConsumedCapacity: [{ CapacityUnits: answered.length }],
      }
    })
    const found = await getMany([3, 1, 2, 5, 4].map(key))
    expect(found.map((item) => item?.sk)).toEqual(["3", "1", "2", "5", "4"])
    expect([meter.read, meter.items]).toEqual([5, 5])
  })
})

describe("writes that met others", () => {
  const pair = () => commit({ put: { ...key(1), id: 1 } }, { delete: key(2) })

  test("fail by the write whose condition did not hold", async () => {
    engine.on(TransactWriteItemsCommand).rejects(canceled("None", "ConditionalCheckFailed"))
    await expect(pair()).rejects.toMatchObject({ name: "ConditionFailed", index: 1 })
  })

  test("count as late when the database was at another write of the same item", async () => {
    engine.on(TransactWriteItemsCommand).rejects(canceled("TransactionConflict", "None"))
    await expect(pair()).rejects.toBeInstanceOf(ConditionFailed)
  })

  test("are what they were when it is the database that is at fault", async () => {
    engine.on(TransactWriteItemsCommand).rejects(canceled("ThrottlingError", "None"))
    await expect(pair()).rejects.toBeInstanceOf(TransactionCanceledException)
  })

  test("are tried again from the record as it is now, and end as a conflict when it never rests", async () => {
    engine.on(TransactWriteItemsCommand).rejectsOnce(canceled("ConditionalCheckFailed", "None")).resolves({})
    let attempts = 0
    await retrying(() => {
      attempts++
      return pair()
    })
    expect(attempts).toBe(2)
    engine.on(TransactWriteItemsCommand).rejects(canceled("ConditionalCheckFailed", "None"))
    await expect(retrying(pair)).rejects.toMatchObject({ code: "conflict" })
  })
})

test("what is not set is not stored", () => {
  expect(toAttributes({ ...key(1), left: undefined })).toEqual({ pk: { S: "1#deal#0" }, sk: { S: "1" } })
})

test("a number that is too near to 0 for the database is 0", () => {
  const { a, b } = toAttributes({ a: 1e-246, b: { c: [-1e-131, 1e-130, 0.5, 0] } })
  expect(a).toEqual({ N: "0" })
  expect(b?.M?.c?.L?.map(({ N }) => Number(N))).toEqual([0, 1e-130, 0.5, 0])
})
