/**
 * The schedules of EventBridge Scheduler, from the template and from its API. Each is written down with whether it has run,
 * so a one-time schedule that came due while the process was down runs once at the next start; a missed rate or cron does not.
 */
import { AwsError } from "../aws-error.ts"
import type { Context } from "../family.ts"
import { compileSchedule, isOneTime, type NextRun } from "./expression.ts"
import type { Outbox } from "./outbox.ts"
import type { Definition } from "./schedule-definition.ts"
import { taskFor } from "./schedule-task.ts"
import type { Timetable } from "./timetable.ts"

export type Schedule = {
  definition: Definition
  createdAt: number
  modifiedAt: number
  /** Since when the current expression holds: a rate counts from here, a one-time run before it is in the past. */
  since: number
  /** When the last run was handed over, if no other will follow. */
  doneAt?: number
  fromTemplate: boolean
  clientToken?: string | undefined
}

export type Schedules = {
  addGroup(name: string): void
  get(group: string, name: string): Schedule
  create(definition: Definition, clientToken?: string): void
  update(definition: Definition): void
  remove(group: string, name: string): void
  list(group?: string): Iterable<[key: string, schedule: Schedule]>
  /** A schedule of the template: made, or changed when the template changed. */
  provision(definition: Definition): void
  arnOf(definition: Definition): string
  start(): void
}

/** The Scheduler is precise to the minute: a one-time run that is not older is due now, not missed. */
const precisionMs = 60_000

export function createSchedules(context: Context, outbox: Outbox, timetable: Timetable): Schedules {
  const records = context.state.records<Schedule>("scheduler.schedule")
  const groups = new Set(["default"])
  const provisioned = new Set<string>()
  const arnOf = ({ GroupName, Name }: Definition) => context.arn("scheduler", `schedule/${GroupName}/${Name}`)

  function get(group: string, name: string): Schedule {
    const found = records.get(`${group}/${name}`)
    if (found !== undefined) return found
    throw new AwsError("ResourceNotFoundException", `Schedule ${name} does not exist.`, 404)
  }

  function put(schedule: Schedule): void {
    const { definition } = schedule
    if (!groups.has(definition.GroupName)) {
      throw new AwsError("ResourceNotFoundException", `Schedule group ${definition.GroupName} does not exist.`, 404)
    }
    planOf(schedule)
    records.put(keyOf(definition), schedule)
    plan(schedule)
  }

  function plan(schedule: Schedule): void {
    const { definition, doneAt, since } = schedule
    const key = keyOf(definition)
    if (definition.State === "DISABLED" || doneAt !== undefined) {
      timetable.delete(key)
      return
    }
    const from = isOneTime(definition.ScheduleExpression) ? since - precisionMs : context.now()
    timetable.set(key, planOf(schedule), from, (dueAt, isLast) => run(key, dueAt, isLast))
  }

  function run(key: string, dueAt: number, isLast: boolean): void {
    const schedule = records.get(key)
    if (schedule === undefined) return
    context.state.atomically(() => {
      outbox.add([taskFor(context, schedule.definition, arnOf(schedule.definition), dueAt)])
      if (!isLast) return
      if (schedule.definition.ActionAfterCompletion === "DELETE" && !schedule.fromTemplate) records.delete(key)
      else records.put(key, { ...schedule, doneAt: context.now() })
    })
  }

  function change(known: Schedule, definition: Definition): void {
    const now = context.now()
    const isSameTime = timing(known.definition) === timing(definition)
    const { doneAt, ...rest } = known
    const progress = isSameTime && doneAt !== undefined ? { doneAt } : {}
    put({ ...rest, ...progress, definition, modifiedAt: now, since: isSameTime ? known.since : now })
  }

  return {
    addGroup: (name) => void groups.add(name),
    get,
    create(definition, clientToken) {
      const known = records.get(keyOf(definition))
      if (known?.clientToken !== undefined && known.clientToken === clientToken) return
      if (known !== undefined) {
        throw new AwsError("ConflictException", `Schedule ${definition.Name} already exists.`, 409)
      }
      const now = context.now()
      put({ definition, createdAt: now, modifiedAt: now, since: now, fromTemplate: false, clientToken })
    },
    update: (definition) => change(get(definition.GroupName, definition.Name), definition),
    remove(group, name) {
      get(group, name)
      records.delete(`${group}/${name}`)
      timetable.delete(`${group}/${name}`)
    },
    list: (group) => records.list(group === undefined ? "" : `${group}/`),
    provision(definition) {
      const key = keyOf(definition)
      provisioned.add(key)
      const known = records.get(key)
      const now = context.now()
      if (known?.fromTemplate) return change(known, definition)
      put({ definition, createdAt: now, modifiedAt: now, since: now, fromTemplate: true })
    },
    arnOf,
    start() {
      for (const [key, schedule] of records.list()) {
        if (schedule.fromTemplate && !provisioned.has(key)) records.delete(key)
        else plan(schedule)
      }
    },
  }
}

function keyOf({ GroupName, Name }: Definition): string {
  return `${GroupName}/${Name}`
}

function timing({ ScheduleExpression, ScheduleExpressionTimezone, StartDate, EndDate }: Definition): string {
  return JSON.stringify([ScheduleExpression, ScheduleExpressionTimezone, StartDate, EndDate])
}

function planOf({ definition, since }: Schedule): NextRun {
  const start = definition.StartDate ?? since
  const zone = definition.ScheduleExpressionTimezone
  const next = compileSchedule(definition.ScheduleExpression, { start, zone })
  if (isOneTime(definition.ScheduleExpression)) return next
  const { StartDate = 0, EndDate = Number.POSITIVE_INFINITY } = definition
  return (from) => {
    const at = next(Math.max(from, StartDate - 1))
    return at !== undefined && at <= EndDate ? at : undefined
  }
}
