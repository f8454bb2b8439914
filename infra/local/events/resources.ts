/** The AWS::Events types of the template. */
import * as z from "zod"
import { checked } from "../checked.ts"
import type { Context, Provision } from "../family.ts"
import { compilePattern } from "../pattern.ts"
import { ignored, JsonObject, Whole } from "../shapes.ts"
import { Statement } from "../statement.ts"
import type { Archives } from "./archives.ts"
import { type Buses, type Rule, seconds } from "./buses.ts"
import { compileSchedule } from "./expression.ts"
import { RuleTarget } from "./target.ts"
import type { Timetable } from "./timetable.ts"

const Policy = JsonObject.pipe(
  z.object({ Statement: z.union([z.array(Statement), Statement.transform((one) => [one])]) }),
)

const BusProperties = z.strictObject({
  Name: z.string(),
  Policy: Policy.optional(),
  DeadLetterConfig: ignored,
  Description: ignored,
  KmsKeyIdentifier: ignored,
  LogConfig: ignored,
  Tags: ignored,
})

const RuleProperties = z.strictObject({
  Name: z.string().optional(),
  Description: ignored,
  EventBusName: z.string().default("default"),
  EventPattern: JsonObject.optional(),
  ScheduleExpression: z.string().optional(),
  State: z.enum(["ENABLED", "DISABLED", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"]).default("ENABLED"),
  RoleArn: z.string().optional(),
  Targets: z.array(RuleTarget).default([]),
  Tags: ignored,
})

const ArchiveProperties = z.strictObject({
  ArchiveName: z.string().optional(),
  Description: ignored,
  KmsKeyIdentifier: ignored,
  EventPattern: JsonObject.optional(),
  RetentionDays: Whole.optional(),
  SourceArn: z.string(),
})

const BusPolicyProperties = z.strictObject({
  EventBusName: z.string().default("default"),
  StatementId: z.string(),
  Statement: Statement,
})

type Parts = { context: Context; buses: Buses; archives: Archives; timetable: Timetable }

export function eventTypes(parts: Parts): Record<string, Provision> {
  const { context, buses, archives } = parts
  return {
    "AWS::Events::EventBus": (_id, properties) => {
      const { Name, Policy } = checked(BusProperties, properties)
      buses.add(Name)
      for (const statement of Policy?.Statement ?? []) context.iam.attach(buses.arnOf(Name), statement)
      return { ref: Name, attributes: { Arn: buses.arnOf(Name), Name } }
    },
    "AWS::Events::Rule": (id, properties) => provisionRule(parts, id, properties),
    "AWS::Events::Archive": (id, properties) => {
      const archive = checked(ArchiveProperties, properties)
      const name = archive.ArchiveName ?? context.name(id, 48)
      archives.add({
        name,
        bus: lastPart(buses.arnOf(archive.SourceArn)),
        matches: archive.EventPattern === undefined ? () => true : compilePattern(archive.EventPattern),
        retentionDays: archive.RetentionDays,
      })
      return { ref: name, attributes: { Arn: context.arn("events", `archive/${name}`) } }
    },
    "AWS::Events::EventBusPolicy": (_id, properties) => {
      const policy = checked(BusPolicyProperties, properties)
      context.iam.attach(buses.arnOf(policy.EventBusName), policy.Statement)
      return { ref: policy.StatementId }
    },
  }
}

function provisionRule(
  { context, buses, timetable }: Parts,
  id: string,
  properties: Record<string, unknown>,
): ReturnType<Provision> {
  const given = checked(RuleProperties, properties)
  const name = given.Name ?? context.name(id)
  const bus = lastPart(buses.arnOf(given.EventBusName))
  const arn = context.arn("events", bus === "default" ? `rule/${name}` : `rule/${bus}/${name}`)
  const matches = given.EventPattern === undefined ? undefined : compilePattern(given.EventPattern)
  const targets = given.Targets.map((target) => ({ ...target, RoleArn: target.RoleArn ?? given.RoleArn }))
  const rule = { name, arn, bus, matches, targets }
  if (given.State !== "DISABLED") buses.addRule(rule)
  if (given.ScheduleExpression !== undefined) {
    const start = anchor(context, arn, given.ScheduleExpression)
    const next = compileSchedule(given.ScheduleExpression, { start })
    if (given.State !== "DISABLED") timetable.set(arn, next, context.now(), (dueAt) => fire(buses, rule, dueAt))
  }
  return { ref: bus === "default" ? name : `${bus}|${name}`, attributes: { Arn: arn } }
}

/** Since when a rule's rate counts: the first start that knew this expression. */
function anchor(context: Context, arn: string, expression: string): number {
  const records = context.state.records<{ expression: string; since: number }>("events.rule")
  const known = records.get(arn)
  if (known?.expression === expression) return known.since
  const since = context.now()
  records.put(arn, { expression, since })
  return since
}

function fire(buses: Buses, rule: Rule, dueAt: number): void {
  buses.fire(rule, {
    source: "aws.events",
    "detail-type": "Scheduled Event",
    resources: [rule.arn],
    time: seconds(dueAt),
    detail: {},
  })
}

function lastPart(arn: string): string {
  return arn.split("/").pop() ?? arn
}
