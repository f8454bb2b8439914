/** Schedule expressions of EventBridge rules and of the Scheduler: `rate(…)`, `cron(…)` and `at(…)`. */
import { Cron } from "croner"
import { AwsError } from "../aws-error.ts"

export type When = {
  /** IANA time zone of cron and at. */
  zone?: string
  /** From when a rate counts its periods. */
  start: number
}

/** A compiled expression: the first run after `from`, all in milliseconds since the epoch; undefined when there is none. */
export type NextRun = (from: number) => number | undefined

const units: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 }

export function compileSchedule(expression: string, when: When): NextRun {
  const [, kind, inner = ""] = /^(rate|cron|at)\((.*)\)$/.exec(expression.trim()) ?? []
  try {
    if (kind === "rate") return rate(inner, when.start)
    if (kind === "cron") return cron(inner.trim(), when.zone ?? "UTC")
    if (kind === "at") return at(inner, when.zone ?? "UTC")
  } catch (error) {
    if (error instanceof AwsError) throw error
    throw invalid(`${expression}: ${error instanceof Error ? error.message : error}`)
  }
  throw invalid(expression)
}

export function isOneTime(expression: string): boolean {
  return expression.trim().startsWith("at(")
}

function invalid(reason: string): AwsError {
  return new AwsError("ValidationException", `Parameter ScheduleExpression is not valid. ${reason}`)
}

function rate(text: string, start: number): NextRun {
  const [, count = "", unit = "", plural = ""] = /^(\d+) (minute|hour|day)(s?)$/.exec(text.trim()) ?? []
  const period = Number(count) * (units[unit] ?? 0)
  if (period === 0 || (Number(count) === 1) === (plural === "s")) throw invalid(`rate(${text})`)
  return (from) => (from < start ? start : start + (Math.floor((from - start) / period) + 1) * period)
}

function at(text: string, zone: string): NextRun {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(text)) throw invalid(`at(${text}): use yyyy-mm-ddThh:mm:ss`)
  const once = new Cron(text, { timezone: zone, paused: true }).nextRun(new Date(0))?.getTime()
  return (from) => (once !== undefined && once > from ? once : undefined)
}

function cron(text: string, zone: string): NextRun {
  const [minute = "", hour = "", date = "", month = "", day = "", year, ...more] = text.split(/\s+/)
  if (year === undefined || more.length > 0) throw invalid(`cron(${text}): six fields are needed`)
  if ((date === "?") === (day === "?")) {
    throw invalid(`cron(${text}): exactly one of day-of-month and day-of-week must be ?`)
  }
  const fields = [
    "0",
    stepped(minute, 59),
    stepped(hour, 23),
    date === "?" ? "*" : stepped(date, 31),
    stepped(month, 12),
    day === "?" ? "*" : weekdays(stepped(day, 7)),
    stepped(year, 2199),
  ]
  const job = new Cron(fields.join(" "), { timezone: zone, paused: true, mode: "7-part" })
  return (from) => {
    let next = job.nextRun(new Date(from))
    // AWS skips a local time that does not exist in spring; croner would move it.
    while (next !== null && !job.match(next)) next = job.nextRun(next)
    return next?.getTime()
  }
}

/** `5/15` is "from 5, every 15" here and an error to croner. */
function stepped(field: string, last: number): string {
  return field.replaceAll(/(^|,)(\d+)\/(\d+)/g, `$1$2-${last}/$3`)
}

/** AWS counts Sunday as 1 and Saturday as 7; croner from 0 to 6. A bare L is Saturday. */
function weekdays(field: string): string {
  if (field === "L") return "6"
  return field.replaceAll(/(^|[,\-/])([1-7])(?=$|[,\-#L/])/g, (found, before: string, day: string) =>
    before === "/" ? found : `${before}${Number(day) - 1}`,
  )
}
