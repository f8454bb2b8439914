/** Event buses with the rules and archives on them, and what happens to an event that is put on one. */
import { randomUUID } from "node:crypto"
import { AwsError } from "../aws-error.ts"
import type { Context } from "../family.ts"
import type { Matcher } from "../pattern.ts"
import type { Archives } from "./archives.ts"
import { type RuleName, targetInput } from "./input.ts"
import type { Outbox, Task } from "./outbox.ts"
import type { RuleTarget } from "./target.ts"

export type BusEvent = {
  version: "0"
  id: string
  "detail-type": string
  source: string
  account: string
  time: string
  region: string
  resources: string[]
  detail: Record<string, unknown>
}

export type NewEvent = Pick<BusEvent, "detail-type" | "source" | "detail"> &
  Partial<Pick<BusEvent, "id" | "resources" | "time">>

export type Rule = RuleName & { bus: string; matches: Matcher | undefined; targets: RuleTarget[] }

export type Buses = {
  add(name: string): void
  addRule(rule: Rule): void
  /** The ARN of a bus by its name or ARN; throws when there is none. */
  arnOf(nameOrArn: string): string
  /** Queues the event for everything that matches it, durably; answers its id. */
  put(nameOrArn: string, event: NewEvent): string
  /** Queues an event for the targets of one rule (its schedule is due). */
  fire(rule: Rule, event: NewEvent): void
}

export function createBuses(context: Context, outbox: Outbox, archives: Archives): Buses {
  const rules = new Map<string, Rule[]>([["default", []]])

  function named(nameOrArn: string): string {
    const name = nameOrArn.split("event-bus/").pop() ?? nameOrArn
    if (!rules.has(name)) throw new AwsError("ResourceNotFoundException", `Event bus ${nameOrArn} does not exist.`)
    return name
  }
  function complete(event: NewEvent): BusEvent {
    return {
      version: "0",
      id: event.id ?? randomUUID(),
      "detail-type": event["detail-type"],
      source: event.source,
      account: context.account,
      time: event.time ?? seconds(context.now()),
      region: context.region,
      resources: event.resources ?? [],
      detail: event.detail,
    }
  }
  const tasks = (rule: Rule, event: BusEvent) => rule.targets.map((target) => taskFor(rule, target, event))

  return {
    add: (name) => void (rules.has(name) || rules.set(name, [])),
    addRule: (rule) => void rules.get(named(rule.bus))?.push(rule),
    arnOf: (nameOrArn) => context.arn("events", `event-bus/${named(nameOrArn)}`),
    put(nameOrArn, newEvent) {
      const name = named(nameOrArn)
      const event = complete(newEvent)
      context.state.atomically(() => {
        archives.store(name, event)
        outbox.add(
          (rules.get(name) ?? []).filter((rule) => rule.matches?.(event)).flatMap((rule) => tasks(rule, event)),
        )
      })
      return event.id
    },
    fire: (rule, event) => outbox.add(tasks(rule, complete(event))),
  }
}

/** EventBridge writes times without milliseconds. */
export function seconds(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, "Z")
}

function taskFor(rule: Rule, target: RuleTarget, event: BusEvent): Task {
  return {
    target: target.Arn,
    input: targetInput(target, event, rule),
    by:
      target.RoleArn === undefined
        ? { kind: "service", service: "events.amazonaws.com", sourceArn: rule.arn }
        : { kind: "role", arn: target.RoleArn },
    groupId: target.SqsParameters?.MessageGroupId,
    maximumRetries: target.RetryPolicy?.MaximumRetryAttempts ?? 185,
    maximumAgeMs: (target.RetryPolicy?.MaximumEventAgeInSeconds ?? 86_400) * 1000,
    deadLetterQueue: target.DeadLetterConfig?.Arn,
    deadLetterAttributes: { RULE_ARN: rule.arn },
  }
}
