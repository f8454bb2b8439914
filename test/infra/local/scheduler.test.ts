import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import {
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  DeleteScheduleCommand,
  GetScheduleCommand,
  ListScheduleGroupsCommand,
  ListSchedulesCommand,
  SchedulerClient,
  UpdateScheduleCommand,
} from "@aws-sdk/client-scheduler"
import { expect, onTestFinished, test, vi } from "vitest"
import { createEvents } from "../../../infra/local/events/events.ts"
import type { Family } from "../../../infra/local/family.ts"
import { type TestContext, testContext } from "../../support/local-context.ts"

const lambda = "arn:aws:lambda:eu-central-1:000000000000:function:remind"
const bus = "arn:aws:events:eu-central-1:000000000000:event-bus/default"
const role = "arn:aws:iam::000000000000:role/scheduler"
const caller = "arn:aws:iam::000000000000:role/caller"
const eight = Date.parse("2026-11-23T08:00:00Z")

type Stack = {
  context: TestContext
  family: Family
  client: SchedulerClient
  got: unknown[]
  stop(): Promise<void>
}

async function stack(options: { dataDir?: string; now?: () => number } = {}): Promise<Stack> {
  const context = await testContext(options)
  const family = createEvents(context)
  const client = new SchedulerClient(context.client(caller))
  const got: unknown[] = []
  context.receive("lambda", async (_arn, input) => void got.push(input))
  let stopped = false
  const stop = async () => {
    if (stopped) return
    stopped = true
    client.destroy()
    await family.stop?.()
    await context.close()
  }
  onTestFinished(stop)
  return { context, family, client, got, stop }
}

function dataDir(): string {
  const dir = mkdtempSync(join(tmpdir(), "halyard-scheduler-"))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

const reminder = (more: Partial<CreateScheduleCommandInput> = {}): CreateScheduleCommandInput => ({
  Name: "reminder",
  ScheduleExpression: "at(2026-11-23T08:30:00)",
  FlexibleTimeWindow: { Mode: "OFF" },
  Target: { Arn: lambda, RoleArn: role, Input: '{"activity":7}' },
  ...more,
})

test("a one-time schedule runs once, as its role, and is gone when it asked to be deleted", async () => {
  let now = eight
  const { context, family, client, got } = await stack({ now: () => now })
  await family.start?.()
  const { ScheduleArn } = await client.send(new CreateScheduleCommand(reminder({ ActionAfterCompletion: "DELETE" })))
  expect(ScheduleArn).toBe("arn:aws:scheduler:eu-central-1:000000000000:schedule/default/reminder")
  expect(got).toEqual([])
  now += 30 * 60_000
  await vi.waitFor(() => expect(got).toEqual([{ activity: 7 }]), { timeout: 3000 })
  expect(context.delivered).toMatchObject([{ arn: lambda, delivery: { by: { kind: "role", arn: role } } }])
  await expect(client.send(new GetScheduleCommand({ Name: "reminder" }))).rejects.toMatchObject({
    name: "ResourceNotFoundException",
    $metadata: { httpStatusCode: 404 },
  })
})

test("a one-time schedule in the past never runs, one of this very minute runs now", async () => {
  const { family, client, got } = await stack({ now: () => eight + 20_000 })
  await family.start?.()
  await client.send(new CreateScheduleCommand(reminder({ ScheduleExpression: "at(2026-11-23T07:00:00)", Name: "old" })))
  await client.send(new CreateScheduleCommand(reminder({ ScheduleExpression: "at(2026-11-23T08:00:00)" })))
  await vi.waitFor(() => expect(got).toEqual([{ activity: 7 }]), { timeout: 3000 })
})

test("a schedule is read back, changed, listed in pages and deleted", async () => {
  const { family, client } = await stack({ now: () => eight })
  await family.types["AWS::Scheduler::ScheduleGroup"]?.("Group", { Name: "reminders" }, {})
  await family.start?.()
  const StartDate = new Date(eight + 3_600_000)
  const GroupName = "reminders"
  for (const Name of ["a1", "a2", "b1"]) {
    await client.send(new CreateScheduleCommand(reminder({ Name, GroupName, StartDate })))
  }
  const change = reminder({
    Name: "a1",
    GroupName,
    ScheduleExpression: "cron(0 9 ? * MON-FRI *)",
    ScheduleExpressionTimezone: "Europe/Berlin",
    State: "DISABLED",
  })
  await client.send(new UpdateScheduleCommand(change))
  expect(await client.send(new GetScheduleCommand({ Name: "a1", GroupName }))).toMatchObject({
    ...change,
    ActionAfterCompletion: "NONE",
    CreationDate: new Date(eight),
  })
  expect(await client.send(new GetScheduleCommand({ Name: "a2", GroupName }))).toMatchObject({ StartDate })

  const first = await client.send(new ListSchedulesCommand({ GroupName, MaxResults: 2 }))
  expect(first.Schedules?.map(({ Name, State }) => [Name, State])).toEqual([
    ["a1", "DISABLED"],
    ["a2", "ENABLED"],
  ])
  const rest = await client.send(new ListSchedulesCommand({ GroupName, MaxResults: 2, NextToken: first.NextToken }))
  expect(rest.Schedules).toMatchObject([{ Name: "b1", Target: { Arn: lambda } }])
  expect(rest.NextToken).toBeUndefined()
  const prefixed = await client.send(new ListSchedulesCommand({ NamePrefix: "a", State: "ENABLED" }))
  expect(prefixed.Schedules?.map(({ Name }) => Name)).toEqual(["a2"])

  await client.send(new DeleteScheduleCommand({ Name: "a1", GroupName }))
  await expect(client.send(new DeleteScheduleCommand({ Name: "a1", GroupName }))).rejects.toMatchObject({
    name: "ResourceNotFoundException",
  })
})

test("every operation is asserted, and the right to pass the role", async () => {
  const { context, family, client } = await stack({ now: () => eight })
  await family.start?.()
  await client.send(new CreateScheduleCommand(reminder()))
  await client.send(new UpdateScheduleCommand(reminder()))
  await client.send(new GetScheduleCommand({ Name: "reminder" }))
  await client.send(new ListSchedulesCommand({}))
  await client.send(new DeleteScheduleCommand({ Name: "reminder" }))
  const arn = "arn:aws:scheduler:eu-central-1:000000000000:schedule/default/reminder"
  expect(context.assertions.map(({ action, resource }) => `${action} ${resource}`)).toEqual([
    `scheduler:CreateSchedule ${arn}`,
    `iam:PassRole ${role}`,
    `scheduler:UpdateSchedule ${arn}`,
    `iam:PassRole ${role}`,
    `scheduler:GetSchedule ${arn}`,
    "scheduler:ListSchedules *",
    `scheduler:DeleteSchedule ${arn}`,
  ])
  expect(context.assertions[1]?.context).toEqual({ "iam:PassedToService": "scheduler.amazonaws.com" })
  context.deny("iam:PassRole", role)
  await expect(client.send(new CreateScheduleCommand(reminder()))).rejects.toMatchObject({
    name: "AccessDeniedException",
  })
})

test("a name taken is a conflict, unless the same request is repeated", async () => {
  const { family, client } = await stack({ now: () => eight })
  await family.start?.()
  await client.send(new CreateScheduleCommand(reminder({ ClientToken: "one" })))
  await client.send(new CreateScheduleCommand(reminder({ ClientToken: "one" })))
  await expect(client.send(new CreateScheduleCommand(reminder()))).rejects.toMatchObject({
    name: "ConflictException",
    $metadata: { httpStatusCode: 409 },
  })
})

test("bad input is refused and names the field; what is not built answers 501", async () => {
  const { family, client } = await stack({ now: () => eight })
  await family.start?.()
  const create = (more: Partial<CreateScheduleCommandInput>) => client.send(new CreateScheduleCommand(reminder(more)))
  const refused = (message: RegExp) => ({
    name: "ValidationException",
    message: expect.stringMatching(message),
  })
  await expect(create({ ScheduleExpression: "at(soon)" })).rejects.toMatchObject(refused(/ScheduleExpression/))
  await expect(create({ ScheduleExpressionTimezone: "Mars/Base" })).rejects.toMatchObject(refused(/Timezone/))
  await expect(create({ Name: "no spaces" })).rejects.toMatchObject(refused(/Name/))
  await expect(create({ Target: { Arn: lambda, RoleArn: undefined } })).rejects.toMatchObject(refused(/RoleArn/))
  await expect(create({ GroupName: "absent" })).rejects.toMatchObject({ name: "ResourceNotFoundException" })
  const universal = { Arn: "arn:aws:scheduler:::aws-sdk:sqs:sendMessage", RoleArn: role }
  const unbuilt = { $metadata: { httpStatusCode: 501 } }
  await expect(create({ Target: universal })).rejects.toMatchObject(unbuilt)
  await expect(client.send(new ListScheduleGroupsCommand({}))).rejects.toMatchObject(unbuilt)
})

test("a one-time schedule that came due while the process was down runs once at the next start", async () => {
  const dir = dataDir()
  let now = eight
  const first = await stack({ dataDir: dir, now: () => now })
  await first.family.start?.()
  await first.client.send(new CreateScheduleCommand(reminder()))
  await first.client.send(
    new CreateScheduleCommand(
      reminder({
        Name: "hourly",
        ScheduleExpression: "rate(1 hour)",
        Target: { Arn: lambda, RoleArn: role, Input: '"hourly"' },
      }),
    ),
  )
  await first.stop()

  now += 24 * 3_600_000 + 60_000
  const second = await stack({ dataDir: dir, now: () => now })
  await second.family.start?.()
  await vi.waitFor(() => expect(second.got).toEqual([{ activity: 7 }]), { timeout: 3000 })
  await second.stop()

  const third = await stack({ dataDir: dir, now: () => now })
  await third.family.start?.()
  now += 3_600_000
  await vi.waitFor(() => expect(third.got).toEqual(["hourly"]), { timeout: 3000 })
})

test("a changed time makes a finished schedule run again", async () => {
  let now = eight
  const { family, client, got } = await stack({ now: () => now })
  await family.start?.()
  await client.send(new CreateScheduleCommand(reminder()))
  now += 31 * 60_000
  await vi.waitFor(() => expect(got).toHaveLength(1), { timeout: 3000 })
  await client.send(new UpdateScheduleCommand(reminder({ ScheduleExpression: "at(2026-11-23T10:00:00)" })))
  now += 2 * 3_600_000
  await vi.waitFor(() => expect(got).toHaveLength(2), { timeout: 3000 })
})

test("a schedule of the template runs in its zone between its dates, and leaves with the template", async () => {
  const dir = dataDir()
  let now = eight
  const first = await stack({ dataDir: dir, now: () => now })
  const made = await first.family.types["AWS::Scheduler::Schedule"]?.(
    "Daily",
    {
      ScheduleExpression: "cron(0 9 * * ? *)",
      ScheduleExpressionTimezone: "America/New_York",
      StartDate: "2026-11-24T00:00:00Z",
      EndDate: "2026-11-24T23:00:00Z",
      FlexibleTimeWindow: { Mode: "FLEXIBLE", MaximumWindowInMinutes: 5 },
      Target: { Arn: lambda, RoleArn: role, RetryPolicy: { MaximumRetryAttempts: "3" } },
    },
    {},
  )
  expect(made).toEqual({
    ref: "test-Daily",
    attributes: { Arn: "arn:aws:scheduler:eu-central-1:000000000000:schedule/default/test-Daily" },
  })
  await first.family.start?.()
  now = Date.parse("2026-11-24T14:00:01Z")
  await vi.waitFor(() => expect(first.got).toHaveLength(1), { timeout: 3000 })
  expect(first.got[0]).toMatchObject({ source: "aws.scheduler", time: "2026-11-24T14:00:00Z", detail: "{}" })
  await first.stop()

  const second = await stack({ dataDir: dir, now: () => now })
  await second.family.start?.()
  expect((await second.client.send(new ListSchedulesCommand({}))).Schedules).toEqual([])
})

test("a schedule puts an event on a bus, with the words of its run filled in", async () => {
  let now = eight
  const { context, family, client } = await stack({ now: () => now })
  await family.types["AWS::Events::Rule"]?.(
    "R",
    { EventPattern: { source: ["crm"] }, Targets: [{ Id: "t", Arn: lambda }] },
    {},
  )
  await family.start?.()
  const Target = {
    Arn: bus,
    RoleArn: role,
    Input: '{"at":"<aws.scheduler.scheduled-time>"}',
    EventBridgeParameters: { Source: "crm", DetailType: "report.due" },
  }
  await client.send(new CreateScheduleCommand(reminder({ Target })))
  now += 30 * 60_000
  const event = { source: "crm", "detail-type": "report.due", detail: { at: "2026-11-23T08:30:00Z" } }
  await vi.waitFor(() => expect(context.delivered.map(({ arn }) => arn)).toEqual([bus, lambda]), { timeout: 3000 })
  expect(context.delivered[1]?.input).toMatchObject(event)
  expect(context.assertions.at(-1)).toMatchObject({
    action: "events:PutEvents",
    principal: { kind: "role", arn: role },
  })
})
