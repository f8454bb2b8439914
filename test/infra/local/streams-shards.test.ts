/** What DynamoDB Local does not do by itself: shards that end, iterators that expire, records that are trimmed. */
import type { Shard, _Record as StreamRecord } from "@aws-sdk/client-dynamodb-streams"
import { afterEach, expect, onTestFinished, test, vi } from "vitest"
import { readMapping } from "../../../infra/local/streams/mapping.ts"
import { pollStream } from "../../../infra/local/streams/stream.ts"
import type { StreamClient } from "../../../infra/local/streams/stream-client.ts"
import { type TestContext, testContext } from "../../support/local-context.ts"

const sourceArn = "arn:aws:dynamodb:ddblocal:000000000000:table/t/stream/2026-11-23T08:00:00.000"
const soon = { timeout: 5000, interval: 5 }

type FakeShard = { id: string; parent?: string; sequences: number[]; isClosed?: boolean; at?: number }

/** A stream of these shards; `fail` may throw in place of an answer. */
function fakeStream(
  shards: FakeShard[],
  fail: (call: "shards" | "iterator" | "read", shardId: string) => void = () => undefined,
) {
  const reads: string[] = []
  const record = (sequence: number, at = Date.now()): StreamRecord => ({
    eventName: "INSERT",
    dynamodb: {
      Keys: { pk: { S: String(sequence) } },
      SequenceNumber: String(sequence).padStart(3, "0"),
      ApproximateCreationDateTime: new Date(at),
    },
  })
  const client: StreamClient = {
    async shards() {
      fail("shards", "")
      return shards.map(
        ({ id, parent }): Shard => (parent === undefined ? { ShardId: id } : { ShardId: id, ParentShardId: parent }),
      )
    },
    async iterator(_arn, shardId, after) {
      fail("iterator", shardId)
      return `${shardId}|${after ?? ""}`
    },
    async read(iterator, limit) {
      const [shardId = "", after = ""] = iterator.split("|")
      reads.push(iterator)
      fail("read", shardId)
      const shard = shards.find(({ id }) => id === shardId)
      const left = (shard?.sequences ?? []).filter((sequence) => String(sequence).padStart(3, "0") > after)
      const records = left.slice(0, limit).map((sequence) => record(sequence, shard?.at))
      const last = records.at(-1)?.dynamodb?.SequenceNumber ?? after
      return { records, next: shard?.isClosed && left.length <= limit ? undefined : `${shardId}|${last}` }
    },
    close: () => undefined,
  }
  return { client, reads }
}

async function poll(
  client: StreamClient,
  properties: Record<string, unknown> = {},
  options: { now?: () => number; handler?: (keys: string[]) => unknown; context?: TestContext } = {},
) {
  const context = options.context ?? (await testContext(options.now === undefined ? {} : { now: options.now }))
  const mapping = readMapping(context, "M", { EventSourceArn: sourceArn, FunctionName: "f", ...properties })
  const batches: string[][] = []
  context.receive("lambda", async (_arn, input) => {
    const keys = JSON.stringify(input).match(/(?<="pk":\{"S":")\d+/g) ?? []
    batches.push([...keys])
    return options.handler?.([...keys])
  })
  const poller = pollStream(context, mapping, "arn:aws:iam::000000000000:role/r", client)
  let stopped = false
  const stop = async () => {
    if (stopped) return
    stopped = true
    await poller.stop()
  }
  onTestFinished(async () => {
    await stop()
    if (options.context === undefined) await context.close()
  })
  return { context, poller, batches, stop }
}

const named = (name: string) => Object.assign(new Error(name), { name })

function once(failing: string, name: string): (call: string) => void {
  let failed = false
  return (call) => {
    if (call !== failing || failed) return
    failed = true
    throw named(name)
  }
}

afterEach(() => {
  vi.useRealTimers()
})

test("a shard is read only when all of its parent is done", async () => {
  const { client } = fakeStream([
    { id: "child", parent: "parent", sequences: [4, 5] },
    { id: "parent", parent: "trimmed", sequences: [1, 2, 3], isClosed: true },
    { id: "other", sequences: [9] },
  ])
  let isDown = true
  const { batches } = await poll(
    client,
    { BatchSize: 2 },
    {
      handler(keys) {
        if (keys.includes("3") && isDown) throw new Error("down")
      },
    },
  )
  await vi.waitFor(() => expect(batches.filter(([key]) => key === "3").length).toBeGreaterThan(1), soon)
  expect(batches.flat()).toContain("9")
  expect(batches.flat()).not.toContain("4")
  isDown = false
  await vi.waitFor(() => expect(batches.flat().slice(-2)).toEqual(["4", "5"]), soon)
})

test("a closed shard is not read again after a restart, and is forgotten when it is trimmed", async () => {
  const shards: FakeShard[] = [
    { id: "parent", sequences: [1], isClosed: true },
    { id: "child", parent: "parent", sequences: [2] },
  ]
  const context = await testContext()
  onTestFinished(() => context.close())
  const first = await poll(fakeStream(shards).client, {}, { context })
  await vi.waitFor(() => expect(first.batches.flat()).toEqual(["1", "2"]), soon)
  await first.stop()
  const checkpoints = () =>
    [...context.state.records("streams.checkpoint").list()].map(([key]) => key.split("/").at(-1))
  expect(checkpoints()).toEqual(["child", "parent", "started"])

  shards.shift()
  shards[0]?.sequences.push(3)
  const { client, reads } = fakeStream(shards)
  const second = await poll(client, {}, { context })
  await vi.waitFor(() => expect(second.batches.flat()).toEqual(["3"]), soon)
  expect(reads[0]).toBe("child|002")
  await vi.waitFor(() => expect(checkpoints()).toEqual(["child", "started"]), soon)
})

test("an expired iterator is replaced by one at the same place", async () => {
  const { client } = fakeStream([{ id: "s", sequences: [1, 2, 3] }], once("read", "ExpiredIteratorException"))
  const { batches } = await poll(client, { BatchSize: 1 })
  await vi.waitFor(() => expect(batches.flat()).toEqual(["1", "2", "3"]), soon)
})

test.each(["read", "iterator"])("when records are trimmed (%s) it goes on with the oldest there is", async (call) => {
  const shards = [{ id: "s", sequences: [1, 2] }]
  const context = await testContext()
  onTestFinished(() => context.close())
  const first = await poll(fakeStream(shards).client, {}, { context })
  await vi.waitFor(() => expect(first.batches.flat()).toEqual(["1", "2"]), soon)
  await first.stop()
  const trimmed = fakeStream([{ id: "s", sequences: [7, 8] }], once(call, "TrimmedDataAccessException"))
  const second = await poll(trimmed.client, {}, { context })
  await vi.waitFor(() => expect(second.batches.flat()).toEqual(["7", "8"]), soon)
})

test.each(["shards", "iterator", "read"])("an engine that is not there yet (%s) is asked again", async (call) => {
  const { client } = fakeStream([{ id: "s", sequences: [1] }], once(call, "ECONNREFUSED"))
  const { context, batches } = await poll(client)
  await vi.waitFor(() => expect(batches.flat()).toEqual(["1"]), soon)
  expect(context.logged).toMatchObject([
    { level: "warn", source: "streams", line: expect.stringContaining("ECONNREFUSED") },
  ])
})

test("a record that is too old is reported and left behind", async () => {
  const now = Date.parse("2026-11-23T08:10:00Z")
  const shards = [
    { id: "old", sequences: [1], at: now - 8 * 60_000, isClosed: true },
    { id: "new", parent: "old", sequences: [2], at: now - 60_000 },
  ]
  const Destination = "arn:aws:sqs:eu-central-1:000000000000:dead"
  const { context, batches } = await poll(
    fakeStream(shards).client,
    { MaximumRecordAgeInSeconds: 300, DestinationConfig: { OnFailure: { Destination } } },
    { now: () => now },
  )
  await vi.waitFor(() => expect(batches).toEqual([["2"]]), soon)
  expect(context.delivered.find(({ arn }) => arn === Destination)?.input).toMatchObject({
    requestContext: { condition: "RecordAgeExceeded" },
    DDBStreamBatchInfo: {
      shardId: "old",
      startSequenceNumber: "001",
      approximateArrivalOfFirstRecord: "2026-11-23T08:02:00.000Z",
    },
  })
})

test("a poke reads at once, without waiting for the next poll", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] })
  const shards = [{ id: "s", sequences: [1] }]
  const { client, reads } = fakeStream(shards)
  const { poller, batches, stop } = await poll(client)
  const settle = async () => {
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve))
  }
  await settle()
  expect(batches).toEqual([["1"]])
  const before = reads.length
  await settle()
  expect(reads.length).toBe(before)
  shards[0]?.sequences.push(2)
  poller.poke()
  await settle()
  expect(batches).toEqual([["1"], ["2"]])
  const stopping = stop()
  await vi.runAllTimersAsync()
  await stopping
})

test("an idle stream is polled now and then only", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] })
  const { client, reads } = fakeStream([{ id: "s", sequences: [] }])
  const { stop } = await poll(client)
  await vi.advanceTimersByTimeAsync(500)
  const before = reads.length
  await vi.advanceTimersByTimeAsync(10_000)
  expect(reads.length - before).toBeGreaterThanOrEqual(19)
  expect(reads.length - before).toBeLessThanOrEqual(21)
  const stopping = stop()
  await vi.runAllTimersAsync()
  await stopping
})
