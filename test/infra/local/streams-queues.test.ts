import { expect, onTestFinished, test, vi } from "vitest"
import * as z from "zod"
import { AwsError } from "../../../infra/local/aws-error.ts"
import { createSqs } from "../../../infra/local/sqs/sqs.ts"
import { createStreams } from "../../../infra/local/streams/streams.ts"
import { testContext } from "../../support/local-context.ts"

const role = "arn:aws:iam::000000000000:role/worker"
const queueArn = (name = "test-Jobs") => `arn:aws:sqs:eu-central-1:000000000000:${name}`

const Event = z.object({
  Records: z.array(z.looseObject({ messageId: z.string(), receiptHandle: z.string(), body: z.string() })),
})
type Event = z.infer<typeof Event>
type Handler = (event: Event) => unknown

type Options = {
  queue?: Record<string, unknown>
  mapping?: Record<string, unknown>
  handler?: Handler
  now?: () => number
}

/** A queue with a function behind it; `batches` are the bodies it was called with. */
async function stack({ queue = {}, mapping = {}, handler = () => null, now = Date.now }: Options = {}) {
  const context = await testContext({ now })
  const batches: string[][] = []
  context.receive("lambda", async (_arn, input) => {
    const event = Event.parse(input)
    batches.push(event.Records.map(({ body }) => body))
    return handler(event)
  })
  const sqs = createSqs(context)
  const streams = createStreams(context, {
    dynamodbUrl() {
      throw new Error("no stream is mapped")
    },
    roleOf: () => role,
    queue: sqs.poll,
  })
  await sqs.types["AWS::SQS::Queue"]?.("Dead", {}, {})
  await sqs.types["AWS::SQS::Queue"]?.("Jobs", queue, {})
  const properties = { EventSourceArn: queueArn(), FunctionName: "worker", ...mapping }
  await streams.types["AWS::Lambda::EventSourceMapping"]?.("Worker", properties, {})
  const start = async () => {
    await sqs.start?.()
    await streams.start?.()
  }
  onTestFinished(async () => {
    await streams.stop?.()
    await sqs.stop?.()
    await context.close()
  })
  const send = (body: string, more: { groupId?: string; attributes?: Record<string, string> } = {}) =>
    context.deliver(queueArn(), body, { by: { kind: "operator" }, ...more })
  const stored = () =>
    [...context.state.records<{ body: string }>("sqs.message").list()].map(
      ([key, { body }]) => `${key.split("/")[0]} ${body}`,
    )
  return { context, streams, batches, send, start, stored }
}

const soon = { timeout: 5000, interval: 5 }

test("a function gets messages as Lambda gives them, and those it takes are deleted", async () => {
  const { context, batches, send, start, stored } = await stack()
  await start()
  await send("hello", { attributes: { kind: "deal" } })
  await vi.waitFor(() => expect(batches).toEqual([["hello"]]), soon)
  const call = context.delivered.find(({ arn }) => arn.includes(":lambda:"))
  expect(call).toEqual({
    arn: "arn:aws:lambda:eu-central-1:000000000000:function:worker",
    delivery: { by: { kind: "operator" }, wait: true },
    input: {
      Records: [
        {
          messageId: expect.any(String),
          receiptHandle: expect.any(String),
          body: "hello",
          attributes: {
            ApproximateReceiveCount: "1",
            SentTimestamp: expect.stringMatching(/^\d{13}$/),
            SenderId: "operator",
            ApproximateFirstReceiveTimestamp: expect.stringMatching(/^\d{13}$/),
          },
          messageAttributes: {
            kind: { stringValue: "deal", stringListValues: [], binaryListValues: [], dataType: "String" },
          },
          md5OfBody: "5d41402abc4b2a76b9719d911017c592",
          md5OfMessageAttributes: expect.stringMatching(/^[0-9a-f]{32}$/),
          eventSource: "aws:sqs",
          eventSourceARN: queueArn(),
          awsRegion: "eu-central-1",
        },
      ],
    },
  })
  await vi.waitFor(() => expect(stored()).toEqual([]), soon)
})

test("messages come in batches no larger than the batch size", async () => {
  const { batches, send, start } = await stack({ mapping: { BatchSize: 2, ScalingConfig: { MaximumConcurrency: 2 } } })
  for (const body of ["1", "2", "3", "4", "5"]) await send(body)
  await start()
  await vi.waitFor(() => expect(batches).toEqual([["1", "2"], ["3", "4"], ["5"]]), soon)
})

test("a batching window gathers messages that come one by one", async () => {
  const window = { BatchSize: 3, MaximumBatchingWindowInSeconds: 60 }
  const { batches, send, start } = await stack({ mapping: window })
  await start()
  for (const body of ["1", "2", "3"]) await send(body)
  await vi.waitFor(() => expect(batches).toEqual([["1", "2", "3"]]), soon)
})

test("a failed batch is seen again after the visibility timeout, and goes to the dead-letter queue in the end", async () => {
  let now = Date.now()
  const RedrivePolicy = { deadLetterTargetArn: queueArn("test-Dead"), maxReceiveCount: 2 }
  const { context, batches, send, start, stored } = await stack({
    queue: { VisibilityTimeout: 60, RedrivePolicy },
    now: () => now,
    handler() {
      throw new Error("never")
    },
  })
  await start()
  await send("poison")
  await vi.waitFor(() => expect(batches).toEqual([["poison"]]), soon)
  await vi.waitFor(() => expect(context.logged).toMatchObject([{ level: "warn", source: "sqs" }]), soon)
  expect(stored()).toEqual(["test-Jobs poison"])
  now += 61_000
  await vi.waitFor(() => expect(batches).toHaveLength(2), soon)
  now += 61_000
  await vi.waitFor(() => expect(stored()).toEqual(["test-Dead poison"]), soon)
  expect(batches).toHaveLength(2)
})

test("with item failures reported, only those messages stay", async () => {
  const { batches, send, start, stored } = await stack({
    mapping: { FunctionResponseTypes: ["ReportBatchItemFailures"] },
    handler: ({ Records }) => ({
      batchItemFailures: Records.filter(({ body }) => body === "bad").map(({ messageId }) => ({
        itemIdentifier: messageId,
      })),
    }),
  })
  for (const body of ["1", "bad", "3"]) await send(body)
  await start()
  await vi.waitFor(() => expect(batches).toEqual([["1", "bad", "3"]]), soon)
  await vi.waitFor(() => expect(stored()).toEqual(["test-Jobs bad"]), soon)
})

test("a report that names an unknown message keeps the whole batch", async () => {
  const { context, batches, send, start, stored } = await stack({
    mapping: { FunctionResponseTypes: ["ReportBatchItemFailures"] },
    handler: ({ Records }) => ({ batchItemFailures: Records[0]?.body === "1" ? [{ itemIdentifier: "other" }] : [] }),
  })
  await send("1")
  await start()
  await vi.waitFor(() => expect(batches).toEqual([["1"]]), soon)
  await send("2")
  await vi.waitFor(() => expect(batches).toEqual([["1"], ["2"]]), soon)
  await vi.waitFor(() => expect(stored()).toEqual(["test-Jobs 1"]), soon)
  expect(context.logged).toEqual([])
})

test("no more batches are worked on at the same time than the mapping allows", async () => {
  const release: (() => void)[] = []
  const { batches, send, start } = await stack({
    mapping: { BatchSize: 1, ScalingConfig: { MaximumConcurrency: 2 } },
    handler: () => new Promise<void>((resolve) => void release.push(resolve)),
  })
  for (const body of ["1", "2", "3"]) await send(body)
  await start()
  await vi.waitFor(() => expect(batches).toEqual([["1"], ["2"]]), soon)
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve))
  expect(batches).toHaveLength(2)
  release[0]?.()
  await vi.waitFor(() => expect(batches).toEqual([["1"], ["2"], ["3"]]), soon)
  for (const done of release) done()
})

test("a function at its limit is asked again, and the messages count as received once", async () => {
  let calls = 0
  const { context, batches, send, start, stored } = await stack({
    handler() {
      if (++calls < 3) throw new AwsError("TooManyRequestsException", "Rate Exceeded.", 429)
    },
  })
  await send("1")
  await start()
  await vi.waitFor(() => expect(batches).toEqual([["1"], ["1"], ["1"]]), soon)
  await vi.waitFor(() => expect(stored()).toEqual([]), soon)
  const inputs = context.delivered.filter(({ arn }) => arn.includes(":lambda:")).map(({ input }) => input)
  expect(inputs[2]).toEqual(inputs[0])
})

test("messages that match no filter are deleted unseen", async () => {
  const FilterCriteria = { Filters: [{ Pattern: '{"body":{"kind":["deal"]}}' }, { Pattern: '{"body":["ping"]}' }] }
  const { batches, send, start, stored } = await stack({ mapping: { FilterCriteria } })
  for (const body of ['{"kind":"deal"}', '{"kind":"note"}', "ping", "pong"]) await send(body)
  await start()
  await vi.waitFor(() => expect(batches).toEqual([['{"kind":"deal"}', "ping"]]), soon)
  await vi.waitFor(() => expect(stored()).toEqual([]), soon)
})

test("a FIFO queue hands on a group's messages one batch after the other", async () => {
  const taken: string[] = []
  const { context, start } = await stack({
    queue: { FifoQueue: true, ContentBasedDeduplication: true, QueueName: "jobs.fifo" },
    mapping: { EventSourceArn: queueArn("jobs.fifo"), BatchSize: 1 },
    async handler({ Records }) {
      await new Promise((resolve) => setImmediate(resolve))
      taken.push(...Records.map(({ body }) => body))
    },
  })
  for (const body of ["a1", "a2", "b1", "a3", "b2"]) {
    await context.deliver(queueArn("jobs.fifo"), body, { by: { kind: "operator" }, groupId: body.slice(0, 1) })
  }
  await start()
  await vi.waitFor(() => expect(taken).toHaveLength(5), soon)
  expect(taken.filter((body) => body.startsWith("a"))).toEqual(["a1", "a2", "a3"])
  expect(taken.filter((body) => body.startsWith("b"))).toEqual(["b1", "b2"])
})

test("a role without the right to receive or delete stops the start", async () => {
  const { context, streams } = await stack()
  context.deny("sqs:DeleteMessage", queueArn())
  expect(() => streams.start?.()).toThrow(/Worker: not authorized to perform sqs:DeleteMessage/)
  expect(context.assertions[0]).toMatchObject({
    principal: { kind: "role", arn: role },
    action: "sqs:ReceiveMessage",
    resource: queueArn(),
  })
})
