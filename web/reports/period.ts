/** Spans of days, and the periods on a time axis. */
import * as z from "zod"
import { addDays, dayNumber, type Interval, periodOf } from "../../shared/time.ts"

export const Period = z.enum(["all", "this-year", "last-year", "last-12-months", "custom"])
export type Period = z.infer<typeof Period>

export type Span = { from?: string; to?: string }

/** The days that a period spans, the first and the last included. The last twelve months are whole ones, this month being the twelfth. */
export function spanOf(period: Exclude<Period, "custom">, today: string): Span {
  const year = Number(today.slice(0, 4))
  if (period === "this-year") return { from: `${year}-01-01`, to: `${year}-12-31` }
  if (period === "last-year") return { from: `${year - 1}-01-01`, to: `${year - 1}-12-31` }
  if (period === "all") return {}
  const first = new Date(Date.UTC(year, Number(today.slice(5, 7)) - 12, 1))
  return { from: first.toISOString().slice(0, 10), to: today }
}

/** The first day of a period such as `2026-Q4` or `2026-W48`. */
export function firstDayOf(period: string): string {
  const year = period.slice(0, 4)
  if (period.length === 4) return `${year}-01-01`
  if (period[5] === "Q") return `${year}-${String(Number(period[6]) * 3 - 2).padStart(2, "0")}-01`
  if (period[5] === "W") {
    const inFirstWeek = dayNumber(`${year}-01-04`)
    const monday = addDays(`${year}-01-04`, -((inFirstWeek + 3) % 7))
    return addDays(monday, (Number(period.slice(6)) - 1) * 7)
  }
  return period.length === 7 ? `${period}-01` : period
}

/** Days after which, counted from its first day, a period is surely over and the one after the next has not begun. */
const LONGER: Record<Interval, number> = { day: 1, week: 7, month: 32, quarter: 93, year: 367 }

/** Periods that a time axis may have; beyond them the empty ones are left out. */
const MOST = 400

/** The periods with those between them that hold nothing, so that a time axis has no gaps. Takes and gives them in order. */
export function withoutGaps(periods: readonly string[], interval: Interval): readonly string[] {
  const [first, last] = [periods[0], periods.at(-1)]
  if (first === undefined || last === undefined) return periods
  const all = [first]
  for (let at = first; at < last; ) {
    at = periodOf(addDays(firstDayOf(at), LONGER[interval]), interval)
    all.push(at)
    if (all.length > MOST) return periods
  }
  return all
}

const MONTH = new Intl.DateTimeFormat("en-GB", { month: "short", year: "numeric", timeZone: "UTC" })
const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" })

/** A period as people read it: `Q4 2026`, `Nov 2026`, `W48 2026`. */
export function periodName(period: string): string {
  const year = period.slice(0, 4)
  if (period[5] === "Q" || period[5] === "W") return `${period.slice(5)} ${year}`
  if (period.length === 7) return MONTH.format(new Date(`${period}-01T00:00:00Z`))
  return period.length === 4 ? year : DAY.format(new Date(`${period}T00:00:00Z`))
}
