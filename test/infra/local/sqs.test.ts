import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import {
  ChangeMessageVisibilityBatchCommand,
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  type Message,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  type ReceiveMessageCommandInput,
  SendMessageBatchCommand,
  SendMessageCommand,
  type SendMessageCommandInput,
  SQSClient,
  StartMessageMoveTaskCommand,
} from "@aws-sdk/client-sqs"
import { expect, onTestFinished, test, vi } from "vitest"
import type { Principal } from "../../../infra/local/family.ts"
import { createSqs } from "../../../infra/local/sqs/sqs.ts"
import { type TestContext, testContext } from "../../support/local-context.ts"

const role = "arn:aws:iam::000000000000:role/worker"
const arnOf = (name: string) => `arn:aws:sqs:eu-central-1:000000000000:${name}`

type Stack = Awaited<ReturnType<typeof stack>>

async function stack(options: { dataDir?: string; now?: () => number } = {}) {
  const context: TestContext = await testContext(options)
  const family = createSqs(context)
  const client = new SQSClient(context.client(role))
  const queue = async (id: string, properties: Record<string, unknown> = {}) => {
    const made = await family.types["AWS::SQS::Queue"]?.(id, properties, {})
    return made?.ref ?? ""
  }
  const send = (QueueUrl: string, MessageBody: string, more: Partial<SendMessageCommandInput> = {}) =>
    client.send(new SendMessageCommand({ QueueUrl, MessageBody, ...more }))
  const receive = async (QueueUrl: string, more: Partial<ReceiveMessageCommandInput> = {}): Promise<Message[]> => {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, ...more }),
    )
    return Messages
  }
  const remove = (QueueUrl: string, { ReceiptHandle }: Message) =>
    client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }))
  let stopped = false
  const stop = async () => {
    if (stopped) return
    stopped = true
    client.destroy()
    await family.stop?.()
    await context.close()
  }
  onTestFinished(stop)
  return { context, family, client, queue, send, receive, remove, stop }
}

function dataDir(): string {
  const dir = mkdtempSync(join(tmpdir(), "halyard-sqs-"))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

const bodies = (messages: Message[]) => messages.map(({ Body }) => Body)

test("a message is sent, received with what it carries, and deleted", async () => {
  const { queue, send, receive, remove } = await stack()
  const url = await queue("Jobs")
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/000000000000\/test-Jobs$/)
  const MessageAttributes = {
    kind: { DataType: "String", StringValue: "deal" },
    bytes: { DataType: "Binary", BinaryValue: new Uint8Array([1, 2, 255]) },
    "trace.id": { DataType: "Number", StringValue: "7" },
  }
  const sent = await send(url, "héllo", { MessageAttributes })
  expect(sent.MD5OfMessageBody).toBe("be50e8478cf24ff3595bc7307fb91b50")
  const [message = {}] = await receive(url, {
    MessageAttributeNames: ["All"],
    MessageSystemAttributeNames: ["All"],
  })
  expect(message).toMatchObject({
    MessageId: sent.MessageId,
    Body: "héllo",
    MD5OfMessageAttributes: sent.MD5OfMessageAttributes,
    MessageAttributes,
    Attributes: { ApproximateReceiveCount: "1", SenderId: role, SentTimestamp: expect.stringMatching(/^\d{13}$/) },
  })
  expect(await receive(url)).toEqual([])
  await remove(url, message)
  expect(await receive(url, { VisibilityTimeout: 0 })).toEqual([])
})

test("the digest of attributes is the one AWS answers", async () => {
  const { queue, send } = await stack()
  const url = await queue("Jobs")
  const digest = async (DataType: string, StringValue: string) => {
    const MessageAttributes = { timestamp: { DataType, StringValue } }
    return (await send(url, "derp", { MessageAttributes })).MD5OfMessageAttributes
  }
  expect(await digest("Number", "1493147359900")).toBe("235c5c510d26fb653d073faed50ae77c")
  expect(await digest("Number", "1493147359901")).toBe("994258b45346a2cc3f9cbb611aa7af30")
  expect(await digest("Number.java.lang.Long", "1493147359900")).toBe("2e2e4876d8e0bd6b8c2c8f556831c349")
})

test("attributes are picked by name and by the beginning of names", async () => {
  const { queue, send, receive } = await stack()
  const url = await queue("Jobs", { VisibilityTimeout: 0 })
  const text = (StringValue: string) => ({ DataType: "String", StringValue })
  await send(url, "x", { MessageAttributes: { "trace.id": text("1"), "trace.parent": text("2"), kind: text("3") } })
  const names = async (MessageAttributeNames: string[]) =>
    Object.keys((await receive(url, { MessageAttributeNames }))[0]?.MessageAttributes ?? {}).sort()
  expect(await names([])).toEqual([])
  expect(await names(["kind"])).toEqual(["kind"])
  expect(await names(["trace.*"])).toEqual(["trace.id", "trace.parent"])
})

test("a waiting receiver gets a message the moment it is sent", async () => {
  const { queue, send, receive } = await stack()
  const url = await queue("Jobs", { ReceiveMessageWaitTimeSeconds: 20 })
  const received = receive(url)
  const second = receive(url)
  await send(url, "one")
  expect(bodies(await received)).toEqual(["one"])
  await send(url, "two")
  expect(bodies(await second)).toEqual(["two"])
})

test("a receiver that hung up gets no message", async () => {
  const { client, queue, send, receive } = await stack()
  const url = await queue("Jobs")
  const hangUp = new AbortController()
  const gone = client.send(new ReceiveMessageCommand({ QueueUrl: url, WaitTimeSeconds: 20 }), {
    abortSignal: hangUp.signal,
  })
  const stays = receive(url, { WaitTimeSeconds: 20 })
  hangUp.abort()
  await expect(gone).rejects.toMatchObject({ name: "AbortError" })
  await vi.waitFor(async () => {
    await send(url, "x")
    expect(await Promise.race([stays.then(() => "received"), receive(url).then(() => "waiting")])).toBe("received")
  })
})

test("a received message is hidden, and seen again after its visibility timeout or when given back", async () => {
  let now = Date.now()
  const { client, queue, send, receive } = await stack({ now: () => now })
  const url = await queue("Jobs", { VisibilityTimeout: "60" })
  await send(url, "x")
  const [first] = await receive(url)
  now += 59_000
  expect(await receive(url)).toEqual([])
  now += 2000
  const [second] = await receive(url, { MessageSystemAttributeNames: ["ApproximateReceiveCount"] })
  expect(second?.Attributes).toEqual({ ApproximateReceiveCount: "2" })
  const change = (ReceiptHandle: string | undefined, VisibilityTimeout: number) =>
    client.send(new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle, VisibilityTimeout }))
  await expect(change(first?.ReceiptHandle, 0)).rejects.toMatchObject({ name: "MessageNotInflight" })
  await change(second?.ReceiptHandle, 0)
  expect(await receive(url)).toHaveLength(1)
})

test("an old receipt handle deletes nothing, a forged one is refused", async () => {
  const { queue, send, receive, remove } = await stack()
  const url = await queue("Jobs", { VisibilityTimeout: 0 })
  await send(url, "x")
  const [first = {}] = await receive(url)
  const [second = {}] = await receive(url)
  await remove(url, first)
  expect(await receive(url)).toHaveLength(1)
  await expect(remove(url, { ReceiptHandle: "made-up" })).rejects.toMatchObject({ name: "ReceiptHandleIsInvalid" })
  await remove(url, second)
  expect(await receive(url)).toHaveLength(1)
})

test("a delayed message is not seen before its time; a waiting receiver then gets it", async () => {
  let now = Date.now()
  const { client, queue, send, receive } = await stack({ now: () => now })
  const url = await queue("Jobs", { DelaySeconds: 5 })
  await send(url, "later")
  await send(url, "at once", { DelaySeconds: 0 })
  expect(bodies(await receive(url))).toEqual(["at once"])
  const { Attributes } = await client.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ["All"] }))
  expect(Attributes).toMatchObject({
    ApproximateNumberOfMessages: "0",
    ApproximateNumberOfMessagesNotVisible: "1",
    ApproximateNumberOfMessagesDelayed: "1",
    DelaySeconds: "5",
    QueueArn: arnOf("test-Jobs"),
  })
  const waiting = receive(url, { WaitTimeSeconds: 20 })
  now += 5001
  expect(bodies(await waiting)).toEqual(["later"])
})

test("messages are gone after the retention period", async () => {
  let now = Date.now()
  const { queue, send, receive } = await stack({ now: () => now })
  const url = await queue("Jobs", { MessageRetentionPeriod: 60 })
  await send(url, "old")
  now += 61_000
  await send(url, "new")
  expect(bodies(await receive(url))).toEqual(["new"])
})

test("batches answer for each entry", async () => {
  const { client, queue, receive } = await stack()
  const url = await queue("Jobs")
  const Entries = [
    { Id: "a", MessageBody: "1" },
    { Id: "b", MessageBody: "bad \u0001" },
    { Id: "c", MessageBody: "3" },
  ]
  const sent = await client.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }))
  expect(sent.Successful?.map(({ Id }) => Id)).toEqual(["a", "c"])
  expect(sent.Failed).toMatchObject([{ Id: "b", Code: "InvalidMessageContents", SenderFault: true }])
  const received = await receive(url)
  const handles = received.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }))
  const visible = handles.map((handle) => ({ ...handle, VisibilityTimeout: 0 }))
  const changed = await client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: url, Entries: visible }))
  expect(changed.Successful).toHaveLength(2)
  const removed = await client.send(new DeleteMessageBatchCommand({ QueueUrl: url, Entries: handles }))
  expect(removed.Successful).toHaveLength(2)
  expect(await receive(url)).toEqual([])
})

test("a batch that is empty, too long, or repeats an id is refused", async () => {
  const { client, queue } = await stack()
  const url = await queue("Jobs")
  const batch = (ids: string[], MessageBody = "x") =>
    client.send(new SendMessageBatchCommand({ QueueUrl: url, Entries: ids.map((Id) => ({ Id, MessageBody })) }))
  await expect(batch([])).rejects.toMatchObject({ name: "EmptyBatchRequest" })
  await expect(batch([..."abcdefghijk"])).rejects.toMatchObject({ name: "TooManyEntriesInBatchRequest" })
  await expect(batch(["a", "a"])).rejects.toMatchObject({ name: "BatchEntryIdsNotDistinct" })
  await expect(batch(["a", "b"], "x".repeat(600_000))).rejects.toMatchObject({ name: "BatchRequestTooLong" })
})

test("bad input is refused and names the field", async () => {
  const { client, queue, send, receive } = await stack()
  const url = await queue("Jobs", { MaximumMessageSize: 1024 })
  await expect(send(url, "")).rejects.toMatchObject({ name: "MissingParameter" })
  await expect(send(url, "x".repeat(1025))).rejects.toMatchObject({ name: "InvalidParameterValue" })
  await expect(receive(url, { MaxNumberOfMessages: 11 })).rejects.toThrow(/MaxNumberOfMessages/)
  const MessageAttributes = { a: { DataType: "Text", StringValue: "x" } }
  await expect(send(url, "x", { MessageAttributes })).rejects.toThrow(/MessageAttributes.a.DataType/)
  await expect(send(`${url}-absent`, "x")).rejects.toMatchObject({ name: "QueueDoesNotExist" })
  await expect(client.send(new CreateQueueCommand({ QueueName: "x" }))).rejects.toMatchObject({
    $metadata: { httpStatusCode: 501 },
  })
})

test("a message received too often goes to the dead-letter queue and can be moved back", async () => {
  const { client, queue, send, receive, context } = await stack()
  const dead = await queue("Dead")
  const RedrivePolicy = { deadLetterTargetArn: arnOf("test-Dead"), maxReceiveCount: 2 }
  const url = await queue("Jobs", { VisibilityTimeout: 0, RedrivePolicy })
  const { MessageId } = await send(url, "poison")
  expect(await receive(url)).toHaveLength(1)
  expect(await receive(url)).toHaveLength(1)
  expect(await receive(url)).toEqual([])
  const [letter] = await receive(dead, { VisibilityTimeout: 0, MessageSystemAttributeNames: ["All"] })
  expect(letter).toMatchObject({
    MessageId,
    Body: "poison",
    Attributes: { DeadLetterQueueSourceArn: arnOf("test-Jobs"), ApproximateReceiveCount: "1" },
  })
  await client.send(new StartMessageMoveTaskCommand({ SourceArn: arnOf("test-Dead") }))
  expect(context.assertions.at(-1)).toMatchObject({ action: "sqs:StartMessageMoveTask", resource: arnOf("test-Dead") })
  expect(await receive(dead)).toEqual([])
  expect(await receive(url)).toMatchObject([{ MessageId, Body: "poison" }])
})

test("a FIFO queue keeps the order of each group and holds a group while one of it is in flight", async () => {
  const { queue, send, receive, remove } = await stack()
  const url = await queue("Jobs", { FifoQueue: true, ContentBasedDeduplication: true })
  expect(url).toMatch(/\.fifo$/)
  for (const body of ["a1", "a2", "b1", "a3"]) {
    const { SequenceNumber } = await send(url, body, { MessageGroupId: body.slice(0, 1) })
    expect(SequenceNumber).toMatch(/^\d{20}$/)
  }
  const [a1 = {}] = await receive(url, { MaxNumberOfMessages: 1 })
  expect(a1.Body).toBe("a1")
  expect(bodies(await receive(url))).toEqual(["b1"])
  await remove(url, a1)
  expect(bodies(await receive(url))).toEqual(["a2", "a3"])
  await expect(send(url, "x")).rejects.toMatchObject({ name: "MissingParameter" })
})

test("a FIFO queue drops what was sent in the last five minutes, also over a restart", async () => {
  const dir = dataDir()
  let now = Date.now()
  const fifo = { FifoQueue: true, QueueName: "jobs.fifo" }
  const group = { MessageGroupId: "g", MessageDeduplicationId: "once" }
  const first = await stack({ dataDir: dir, now: () => now })
  const { MessageId } = await first.send(await first.queue("Jobs", fifo), "x", group)
  await first.stop()
  const second = await stack({ dataDir: dir, now: () => now })
  const url = await second.queue("Jobs", fifo)
  expect(await second.send(url, "x", group)).toMatchObject({ MessageId })
  now += 5 * 60_000
  expect((await second.send(url, "x", group)).MessageId).not.toBe(MessageId)
  expect(await second.receive(url)).toHaveLength(2)
  const plain = { MessageGroupId: "g" }
  await expect(second.send(url, "x", plain)).rejects.toThrow(/ContentBasedDeduplication/)
})

test("messages survive a kill: those sent, those being worked on, not those deleted", async () => {
  const dir = dataDir()
  const killed: Stack = await stack({ dataDir: dir })
  const url = await killed.queue("Jobs")
  await killed.send(url, "deleted")
  await killed.remove(url, (await killed.receive(url))[0] ?? {})
  await killed.send(url, "in flight")
  await killed.send(url, "put off")
  const [, putOff] = await killed.receive(url)
  await killed.client.send(
    new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle: putOff?.ReceiptHandle, VisibilityTimeout: 900 }),
  )
  await killed.send(url, "waiting")

  const next = await stack({ dataDir: dir })
  const again = await next.queue("Jobs")
  expect(bodies(await next.receive(again))).toEqual(["in flight", "waiting"])
})

test("purge empties a queue", async () => {
  const { client, queue, send, receive } = await stack()
  const url = await queue("Jobs", { VisibilityTimeout: 0 })
  await send(url, "1")
  await send(url, "2")
  await receive(url, { MaxNumberOfMessages: 1 })
  await client.send(new PurgeQueueCommand({ QueueUrl: url }))
  expect(await receive(url)).toEqual([])
})

test("queues are found by name", async () => {
  const { client, queue } = await stack()
  const jobs = await queue("Jobs")
  await queue("Other", { QueueName: "other" })
  expect(await client.send(new GetQueueUrlCommand({ QueueName: "test-Jobs" }))).toMatchObject({ QueueUrl: jobs })
  expect(await client.send(new ListQueuesCommand({ QueueNamePrefix: "test-" }))).toMatchObject({ QueueUrls: [jobs] })
  await expect(client.send(new GetQueueUrlCommand({ QueueName: "absent" }))).rejects.toMatchObject({
    name: "QueueDoesNotExist",
  })
})

test("every operation is asserted, batches by the action of one", async () => {
  const { client, context, queue, send, receive } = await stack()
  const QueueUrl = await queue("Jobs")
  await send(QueueUrl, "1")
  await client.send(new SendMessageBatchCommand({ QueueUrl, Entries: [{ Id: "a", MessageBody: "2" }] }))
  const [{ ReceiptHandle } = {}] = await receive(QueueUrl)
  await client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries: [{ Id: "a", ReceiptHandle }] }))
  expect(context.assertions.map(({ principal, action, resource }) => ({ principal, action, resource }))).toEqual(
    ["SendMessage", "SendMessage", "ReceiveMessage", "DeleteMessage"].map((action) => ({
      principal: { kind: "role", arn: role },
      action: `sqs:${action}`,
      resource: arnOf("test-Jobs"),
    })),
  )
  context.deny("sqs:SendMessage", arnOf("test-Jobs"))
  await expect(send(QueueUrl, "3")).rejects.toMatchObject({ name: "AccessDeniedException" })
})

test("other services deliver to a queue under its policy, with the source in the condition", async () => {
  const { context, family, queue, receive } = await stack()
  const url = await queue("Jobs")
  const fifo = await queue("Fifo", { FifoQueue: true, ContentBasedDeduplication: true })
  const rule = "arn:aws:events:eu-central-1:000000000000:rule/r"
  const by: Principal = { kind: "service", service: "events.amazonaws.com", sourceArn: rule }
  await context.deliver(arnOf("test-Jobs"), { deal: 7 }, { by, attributes: { RULE_ARN: rule } })
  expect(context.assertions).toEqual([
    { principal: by, action: "sqs:SendMessage", resource: arnOf("test-Jobs"), context: { "aws:SourceArn": rule } },
  ])
  expect(await receive(url, { MessageAttributeNames: ["All"] })).toMatchObject([
    { Body: '{"deal":7}', MessageAttributes: { RULE_ARN: { DataType: "String", StringValue: rule } } },
  ])
  await context.deliver(arnOf("test-Fifo.fifo"), "text", { by, groupId: "g" })
  expect(await receive(fifo, { MessageSystemAttributeNames: ["MessageGroupId"] })).toMatchObject([
    { Body: "text", Attributes: { MessageGroupId: "g" } },
  ])
  const Statement = { Effect: "Allow", Principal: { Service: "events.amazonaws.com" }, Action: "sqs:SendMessage" }
  const policy = { Queues: [url], PolicyDocument: { Statement: [Statement] } }
  await family.types["AWS::SQS::QueuePolicy"]?.("Policy", policy, {})
  expect(context.attached).toEqual([{ arn: arnOf("test-Jobs"), statement: Statement }])
  context.deny("sqs:SendMessage")
  await expect(context.deliver(arnOf("test-Jobs"), {}, { by })).rejects.toThrow(/not authorized/)
})

test("a property that is not understood, or a dead-letter queue that is not there, stops the start", async () => {
  const { family, queue } = await stack()
  await expect(queue("Jobs", { Fifo: true })).rejects.toThrow(/Fifo/)
  await expect(queue("Jobs", { DelaySeconds: "soon" })).rejects.toThrow(/DelaySeconds/)
  await queue("Jobs", { RedrivePolicy: { deadLetterTargetArn: arnOf("absent"), maxReceiveCount: 3 } })
  expect(() => family.start?.()).toThrow(/absent/)
})
