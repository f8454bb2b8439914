/**
 * Days as conditions name them: a day, or days relative to today. `today`, `yesterday`, `tomorrow`; `this_`, `last_`, `next_` week,
 * month, quarter, year; `last_30_days`, `next_7_days` (today included), `30_days_ago`, `in_7_days`; days some weeks or months from
 * today, as `2_weeks_ago` and `in_3_months`; and without an end, `before_today`, `later_or_tomorrow` and their like.
 */
import { dayNumber, dayOf } from "./time.ts"

/** Days from `from` to `to`, both included, as numbers. */
export type Span = { from: number; to: number }

const PERIODS = ["week", "month", "quarter", "year"] as const
type Period = (typeof PERIODS)[number]

const MOST_DAYS = 3660

/** The days that a text means on a day; undefined for what is none. Weeks begin on Monday. */
export function spanOf(text: string, today: string): Span | undefined {
  const now = dayNumber(today)
  if (text === "today" || text === "now") return days(now, 0, 0)
  const open = ENDLESS[text]
  if (open !== undefined) return open(now)
  if (text === "yesterday") return days(now, -1, -1)
  if (text === "tomorrow") return days(now, 1, 1)
  const [, which, period] = /^(this|last|next)_(week|month|quarter|year)$/.exec(text) ?? []
  if (which !== undefined) return periodSpan(now, period as Period, which === "this" ? 0 : which === "last" ? -1 : 1)
  return counted(text, now) ?? shifted(text, today) ?? dated(text)
}

const ENDLESS: Record<string, (now: number) => Span> = {
  before_today: (now) => ({ from: Number.NEGATIVE_INFINITY, to: now - 1 }),
  before_tomorrow: (now) => ({ from: Number.NEGATIVE_INFINITY, to: now }),
  later_or_today: (now) => ({ from: now, to: Number.POSITIVE_INFINITY }),
  later_or_tomorrow: (now) => ({ from: now + 1, to: Number.POSITIVE_INFINITY }),
}

const MOST_SHIFTS = 600

/** A day some weeks or months from today; of a month that is too short its last day. */
function shifted(text: string, today: string): Span | undefined {
  const ago = /^(\d{1,3})_(week|month)s?_ago$/.exec(text)
  const [, count, unit] = ago ?? /^in_(\d{1,3})_(week|month)s?$/.exec(text) ?? []
  const shift = (ago === null ? 1 : -1) * Number(count)
  if (unit === undefined || shift === 0 || Math.abs(shift) > MOST_SHIFTS) return undefined
  if (unit === "week") return days(dayNumber(today), 7 * shift, 7 * shift)
  const [year = 0, month = 1, day = 1] = today.split("-").map(Number)
  const first = year * 12 + month - 1 + shift
  const at = Math.min(firstOf(first) + day - 1, firstOf(first + 1) - 1)
  return { from: at, to: at }
}

function days(now: number, from: number, to: number): Span {
  return { from: now + from, to: now + to }
}

function counted(text: string, now: number): Span | undefined {
  const [, last, next, ago, ahead] =
    /^(?:last_(\d{1,4})_days|next_(\d{1,4})_days|(\d{1,4})_days_ago|in_(\d{1,4})_days)$/.exec(text) ?? []
  const count = Number(last ?? next ?? ago ?? ahead)
  if (!(count >= 1 && count <= MOST_DAYS)) return undefined
  if (last !== undefined) return days(now, 1 - count, 0)
  if (next !== undefined) return days(now, 0, count - 1)
  return ago === undefined ? days(now, count, count) : days(now, -count, -count)
}

function dated(text: string): Span | undefined {
  const day = dayNumber(text.slice(0, 10))
  return Number.isNaN(day) ? undefined : { from: day, to: day }
}

function periodSpan(now: number, period: Period, shift: number): Span {
  if (period === "week") {
    const monday = now - ((((now + 3) % 7) + 7) % 7) + 7 * shift
    return { from: monday, to: monday + 6 }
  }
  const months = { month: 1, quarter: 3, year: 12 }[period]
  const [year = 0, month = 1] = dayOf(now).split("-").map(Number)
  const first = Math.floor((year * 12 + month - 1) / months) * months + shift * months
  return { from: firstOf(first), to: firstOf(first + months) - 1 }
}

/** The first day of a month, counted from the year 0. */
function firstOf(month: number): number {
  return Math.floor(Date.UTC(Math.floor(month / 12), month % 12, 1) / 86_400_000)
}
