import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { EventBridgeClient, ListRulesCommand, PutEventsCommand } from "@aws-sdk/client-eventbridge"
import { expect, onTestFinished, test, vi } from "vitest"
import { AwsError } from "../../../infra/local/aws-error.ts"
import { createEvents } from "../../../infra/local/events/events.ts"
import type { Delivery, Family } from "../../../infra/local/family.ts"
import { type TestContext, testContext } from "../../support/local-context.ts"

const lambda = "arn:aws:lambda:eu-central-1:000000000000:function:f"
const queue = "arn:aws:sqs:eu-central-1:000000000000:dead"
const role = "arn:aws:iam::000000000000:role/caller"

type Stack = { context: TestContext; family: Family; client: EventBridgeClient; stop(): Promise<void> }

async function stack(options: { dataDir?: string; now?: () => number } = {}): Promise<Stack> {
  const context = await testContext(options)
  const family = createEvents(context)
  const client = new EventBridgeClient(context.client(role))
  let stopped = false
  const stop = async () => {
    if (stopped) return
    stopped = true
    client.destroy()
    await family.stop?.()
    await context.close()
  }
  onTestFinished(stop)
  return { context, family, client, stop }
}

function provision(family: Family, type: string, id: string, properties: Record<string, unknown>) {
  const make = family.types[type]
  if (make === undefined) throw new Error(`no ${type}`)
  return make(id, properties, {})
}

function dataDir(): string {
  const dir = mkdtempSync(join(tmpdir(), "halyard-events-"))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

function collect(context: TestContext, service = "lambda") {
  const got: { arn: string; input: unknown; delivery: Delivery }[] = []
  context.receive(service, async (arn, input, delivery) => void got.push({ arn, input, delivery }))
  return got
}

const entry = (detail: unknown, more = {}) => ({
  Source: "crm",
  DetailType: "deal.won",
  Detail: JSON.stringify(detail),
  ...more,
})

const rule = (more: Record<string, unknown> = {}) => ({
  EventPattern: { source: ["crm"] },
  Targets: [{ Id: "t", Arn: lambda }],
  ...more,
})

test("an event reaches the targets of the rules it matches, and no others", async () => {
  const { context, family, client } = await stack()
  const got = collect(context)
  provision(family, "AWS::Events::Rule", "Won", rule({ EventPattern: { "detail-type": ["deal.won"] } }))
  provision(family, "AWS::Events::Rule", "Lost", rule({ EventPattern: { "detail-type": ["deal.lost"] } }))
  provision(family, "AWS::Events::Rule", "Off", rule({ State: "DISABLED" }))
  await family.start?.()
  const answer = await client.send(new PutEventsCommand({ Entries: [entry({ id: 7 }, { Resources: ["r"] })] }))
  expect(answer.FailedEntryCount).toBe(0)
  await vi.waitFor(() => expect(got).toHaveLength(1))
  expect(got[0]?.input).toEqual({
    version: "0",
    id: answer.Entries?.[0]?.EventId,
    "detail-type": "deal.won",
    source: "crm",
    account: "000000000000",
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    region: "eu-central-1",
    resources: ["r"],
    detail: { id: 7 },
  })
  expect(got[0]?.delivery.by).toEqual({
    kind: "service",
    service: "events.amazonaws.com",
    sourceArn: "arn:aws:events:eu-central-1:000000000000:rule/test-Won",
  })
})

test("a bus is found by name and by ARN, and PutEvents is asserted on each", async () => {
  const { context, family, client } = await stack()
  const got = collect(context)
  const bus = await provision(family, "AWS::Events::EventBus", "Bus", { Name: "crm" })
  const made = await provision(family, "AWS::Events::Rule", "R", rule({ EventBusName: "crm" }))
  await family.start?.()
  const arn = String(bus.attributes?.Arn)
  const Entries = [
    entry({ n: 1 }, { EventBusName: "crm" }),
    entry({ n: 2 }, { EventBusName: arn }),
    entry({ n: 3 }),
    entry({ n: 4 }, { EventBusName: "absent" }),
  ]
  const answer = await client.send(new PutEventsCommand({ Entries }))
  expect(answer.FailedEntryCount).toBe(1)
  expect(answer.Entries?.[3]).toMatchObject({ ErrorCode: "ResourceNotFoundException" })
  await vi.waitFor(() =>
    expect(got.map(({ input }) => input)).toMatchObject([{ detail: { n: 1 } }, { detail: { n: 2 } }]),
  )
  expect(made).toEqual({
    ref: "crm|test-R",
    attributes: { Arn: "arn:aws:events:eu-central-1:000000000000:rule/crm/test-R" },
  })
  expect(context.assertions.map(({ principal, action, resource }) => ({ principal, action, resource }))).toEqual([
    { principal: { kind: "role", arn: role }, action: "events:PutEvents", resource: arn },
    {
      principal: { kind: "role", arn: role },
      action: "events:PutEvents",
      resource: "arn:aws:events:eu-central-1:000000000000:event-bus/default",
    },
  ])
})

test("PutEvents without the grant is refused and nothing is delivered", async () => {
  const { context, family, client } = await stack()
  provision(family, "AWS::Events::Rule", "R", rule())
  await family.start?.()
  context.deny("events:PutEvents")
  await expect(client.send(new PutEventsCommand({ Entries: [entry({})] }))).rejects.toMatchObject({
    name: "AccessDeniedException",
  })
  expect([...context.state.records("events.outbox").list()]).toEqual([])
})

test("a faulty entry is answered by itself", async () => {
  const { family, client } = await stack()
  await family.start?.()
  const Entries = [
    entry({}),
    entry({}, { Source: undefined }),
    entry({}, { DetailType: "" }),
    entry({}, { Detail: undefined }),
    entry({}, { Detail: "{" }),
    entry({}, { Detail: "[1]" }),
    entry({}, { Source: "aws.s3" }),
  ]
  const answer = await client.send(new PutEventsCommand({ Entries }))
  expect(answer.FailedEntryCount).toBe(6)
  expect(answer.Entries?.map(({ ErrorCode }) => ErrorCode)).toEqual([
    undefined,
    "InvalidArgument",
    "InvalidArgument",
    "InvalidArgument",
    "MalformedDetail",
    "MalformedDetail",
    "NotAuthorizedForSource",
  ])
})

test("more than ten entries, none, or more than 256 KB are refused as a whole", async () => {
  const { family, client } = await stack()
  await family.start?.()
  const refused = { name: "ValidationException" }
  const put = (Entries: ReturnType<typeof entry>[]) => client.send(new PutEventsCommand({ Entries }))
  await expect(put(Array.from({ length: 11 }, () => entry({})))).rejects.toMatchObject(refused)
  await expect(put([])).rejects.toMatchObject(refused)
  await expect(put([entry({ text: "x".repeat(262_144) })])).rejects.toMatchObject(refused)
  await expect(put([entry({ text: "x".repeat(262_000) })])).resolves.toMatchObject({ FailedEntryCount: 0 })
})

test("other operations answer 501 with their name", async () => {
  const { client } = await stack()
  await expect(client.send(new ListRulesCommand({}))).rejects.toMatchObject({
    message: expect.stringContaining("events:ListRules"),
    $metadata: { httpStatusCode: 501 },
  })
})

test("a target gets its transformed input, its message group, and runs as its role", async () => {
  const { context, family, client } = await stack()
  const got = collect(context, "sqs")
  const Targets = [
    {
      Id: "q",
      Arn: queue,
      RoleArn: role,
      SqsParameters: { MessageGroupId: "g" },
      InputTransformer: { InputPathsMap: { id: "$.detail.id" }, InputTemplate: '{"deal":<id>}' },
    },
  ]
  provision(family, "AWS::Events::Rule", "R", rule({ Targets }))
  await family.start?.()
  await client.send(new PutEventsCommand({ Entries: [entry({ id: 7 })] }))
  await vi.waitFor(() => expect(got).toHaveLength(1))
  expect(got[0]).toEqual({
    arn: queue,
    input: { deal: 7 },
    delivery: { by: { kind: "role", arn: role }, groupId: "g" },
  })
})

test("a target that fails is tried again until it takes the event", async () => {
  const { context, family, client } = await stack()
  let calls = 0
  context.receive("lambda", async () => {
    if (++calls < 3) throw new Error("not yet")
  })
  provision(family, "AWS::Events::Rule", "R", rule())
  await family.start?.()
  await client.send(new PutEventsCommand({ Entries: [entry({})] }))
  await vi.waitFor(() => expect(calls).toBe(3))
  await vi.waitFor(() => expect([...context.state.records("events.outbox").list()]).toEqual([]))
})

test("when the retries are used up the event goes to the dead-letter queue with the reason", async () => {
  const { context, family, client } = await stack()
  const dead = collect(context, "sqs")
  let calls = 0
  context.receive("lambda", async () => {
    calls++
    throw new Error("never")
  })
  const target = { Id: "t", Arn: lambda, RetryPolicy: { MaximumRetryAttempts: 1 }, DeadLetterConfig: { Arn: queue } }
  provision(family, "AWS::Events::Rule", "R", rule({ Targets: [target] }))
  await family.start?.()
  await client.send(new PutEventsCommand({ Entries: [entry({ id: 7 })] }))
  await vi.waitFor(() => expect(dead).toHaveLength(1))
  expect(calls).toBe(2)
  expect(dead[0]?.input).toMatchObject({ detail: { id: 7 } })
  expect(dead[0]?.delivery.attributes).toEqual({
    RULE_ARN: "arn:aws:events:eu-central-1:000000000000:rule/test-R",
    TARGET_ARN: lambda,
    ERROR_CODE: "SDK_CLIENT_ERROR",
    ERROR_MESSAGE: "never",
    EXHAUSTED_RETRY_CONDITION: "MaximumRetryAttempts",
    RETRY_ATTEMPTS: "1",
  })
  await vi.waitFor(() => expect([...context.state.records("events.outbox").list()]).toEqual([]))
})

test("a target that may not be called goes to the dead-letter queue at once", async () => {
  const { context, family, client } = await stack()
  const dead = collect(context, "sqs")
  let calls = 0
  context.receive("lambda", async () => {
    calls++
    throw new AwsError("AccessDeniedException", "no permission", 403)
  })
  provision(
    family,
    "AWS::Events::Rule",
    "R",
    rule({ Targets: [{ Id: "t", Arn: lambda, DeadLetterConfig: { Arn: queue } }] }),
  )
  await family.start?.()
  await client.send(new PutEventsCommand({ Entries: [entry({})] }))
  await vi.waitFor(() => expect(dead).toHaveLength(1))
  expect(calls).toBe(1)
})

test("what was not delivered when the process ended is delivered by the next one", async () => {
  const dir = dataDir()
  const first = await stack({ dataDir: dir })
  first.context.receive("lambda", () => Promise.reject(new Error("down")))
  provision(first.family, "AWS::Events::Rule", "R", rule())
  await first.family.start?.()
  await first.client.send(new PutEventsCommand({ Entries: [entry({ n: 1 }), entry({ n: 2 })] }))
  await vi.waitFor(() => expect(first.context.delivered.length).toBeGreaterThanOrEqual(2))
  await first.stop()

  const second = await stack({ dataDir: dir })
  const got = collect(second.context)
  await second.family.start?.()
  await vi.waitFor(() => expect(got).toHaveLength(2))
  expect(got.map(({ input }) => input)).toMatchObject([{ detail: { n: 1 } }, { detail: { n: 2 } }])
})

test("an archive keeps the events of its bus that match, over restarts", async () => {
  const dir = dataDir()
  const first = await stack({ dataDir: dir })
  const SourceArn = first.context.arn("events", "event-bus/default")
  const archive = { ArchiveName: "won", SourceArn, EventPattern: { "detail-type": ["deal.won"] }, RetentionDays: 1 }
  provision(first.family, "AWS::Events::Archive", "Archive", archive)
  await first.family.start?.()
  await first.client.send(new PutEventsCommand({ Entries: [entry({ n: 1 }), entry({}, { DetailType: "deal.lost" })] }))
  await first.stop()

  const second = await stack({ dataDir: dir })
  provision(second.family, "AWS::Events::Archive", "Archive", archive)
  await second.family.start?.()
  const kept = () => [...second.context.state.records("events.archive").list("won/")].map(([, value]) => value)
  expect(kept()).toMatchObject([{ event: { detail: { n: 1 } } }])
  await second.stop()

  const later = await stack({ dataDir: dir, now: () => Date.now() + 2 * 86_400_000 })
  provision(later.family, "AWS::Events::Archive", "Archive", archive)
  await later.family.start?.()
  expect([...later.context.state.records("events.archive").list()]).toEqual([])
})

test("a rule with a rate runs on time, also after the clock jumped, once", async () => {
  let now = Date.parse("2026-11-23T08:00:00Z")
  const { context, family } = await stack({ now: () => now })
  const got = collect(context)
  provision(family, "AWS::Events::Rule", "R", {
    ScheduleExpression: "rate(5 minutes)",
    Targets: [{ Id: "t", Arn: lambda }],
  })
  await family.start?.()
  now += 5 * 60_000 + 10
  await vi.waitFor(() => expect(got).toHaveLength(1), { timeout: 3000 })
  expect(got[0]?.input).toMatchObject({
    source: "aws.events",
    "detail-type": "Scheduled Event",
    resources: ["arn:aws:events:eu-central-1:000000000000:rule/test-R"],
    time: "2026-11-23T08:05:00Z",
    detail: {},
  })
  now += 22 * 60_000
  await vi.waitFor(() => expect(got).toHaveLength(2), { timeout: 3000 })
})

test("a rate keeps its phase over a restart and does not catch up", async () => {
  const dir = dataDir()
  let now = Date.parse("2026-11-23T08:00:00Z")
  const properties = { ScheduleExpression: "rate(1 day)", Targets: [{ Id: "t", Arn: lambda }] }
  const first = await stack({ dataDir: dir, now: () => now })
  provision(first.family, "AWS::Events::Rule", "R", properties)
  await first.family.start?.()
  await first.stop()

  now = Date.parse("2026-11-26T07:59:00Z")
  const second = await stack({ dataDir: dir, now: () => now })
  const got = collect(second.context)
  provision(second.family, "AWS::Events::Rule", "R", properties)
  await second.family.start?.()
  now = Date.parse("2026-11-26T08:00:01Z")
  await vi.waitFor(() => expect(got).toHaveLength(1), { timeout: 3000 })
  expect(got[0]?.input).toMatchObject({ time: "2026-11-26T08:00:00Z" })
})

test("other services hand events to a bus by its ARN, in either spelling", async () => {
  const { context, family } = await stack()
  const got = collect(context)
  provision(family, "AWS::Events::Rule", "R", rule({ EventPattern: { source: ["aws.s3", "crm"] } }))
  await family.start?.()
  const bus = context.arn("events", "event-bus/default")
  const s3 = { kind: "service", service: "s3.amazonaws.com", sourceArn: "arn:aws:s3:::files" } as const
  await context.deliver(bus, { source: "aws.s3", "detail-type": "Object Created", detail: { key: "k" } }, { by: s3 })
  expect(context.assertions).toEqual([])
  const machine = { kind: "role", arn: role } as const
  await context.deliver(bus, { Source: "crm", DetailType: "x", Detail: '{"n":1}' }, { by: machine })
  expect(context.assertions).toMatchObject([{ principal: machine, action: "events:PutEvents", resource: bus }])
  await vi.waitFor(() =>
    expect(got.map(({ input }) => input)).toMatchObject([{ detail: { key: "k" } }, { detail: { n: 1 } }]),
  )
  await expect(context.deliver(bus, { Source: "crm" }, { by: machine })).rejects.toThrow(/detail-type/)
})

test("a bus policy is attached to its bus, wherever it is written", async () => {
  const { context, family } = await stack()
  const Statement = { Effect: "Allow", Principal: { AWS: "*" }, Action: "events:PutEvents", Resource: "*" }
  provision(family, "AWS::Events::EventBusPolicy", "P", { StatementId: "s", Statement })
  const Policy = { Version: "2012-10-17", Statement: [{ Sid: "1", ...Statement }] }
  provision(family, "AWS::Events::EventBus", "Bus", { Name: "crm", Policy, KmsKeyIdentifier: "" })
  expect(context.attached).toEqual([
    { arn: context.arn("events", "event-bus/default"), statement: Statement },
    { arn: context.arn("events", "event-bus/crm"), statement: Statement },
  ])
})

test("a property or pattern that is not understood stops the start, naming it", async () => {
  const { family } = await stack()
  const make = (properties: Record<string, unknown>) => () =>
    provision(family, "AWS::Events::Rule", "R", rule(properties))
  expect(make({ Targets: [{ Id: "t", Arn: lambda, EcsParameters: {} }] })).toThrow(/Targets.0.*EcsParameters/)
  expect(make({ EventPattern: { source: "crm" } })).toThrow(/"source" must be an object or an array/)
  expect(make({ EventBusName: "absent" })).toThrow(/absent does not exist/)
  expect(make({ ScheduleExpression: "rate(1 minutes)" })).toThrow(/ScheduleExpression/)
})
