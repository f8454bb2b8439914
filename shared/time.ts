/** Instants are UTC ISO strings to the second (`2026-01-31T09:00:00Z`), days are `YYYY-MM-DD`, zones are always named. */
import * as z from "zod"
import { addDays, dayNumber, dayOf } from "./day.ts"
import { offsetIn } from "./offset.ts"

export { addDays, dayNumber, dayOf, offsetIn }

export const Instant = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
export const Day = z.iso.date("must be a date, YYYY-MM-DD")
/** A day that someone gives. Earlier ones are slips, such as a year of two digits, and formats that pad them do not agree. */
export const GivenDay = Day.refine((day) => day >= "1000", "must be in the year 1000 or later")
export const Zone = z.string().refine(isZone, "must be an IANA time zone, such as Europe/Tallinn")

/** To ask takes a tenth of a millisecond, and every setup names a zone for each of its users. */
const zones = new Map<string, boolean>()
/** More than there are; what anyone sends is not kept without end. */
const MOST_ZONES = 1000

export function isZone(zone: string): boolean {
  const known = zones.get(zone)
  if (known !== undefined) return known
  const is = canBeUsed(zone)
  if (zones.size < MOST_ZONES) zones.set(zone, is)
  return is
}

function canBeUsed(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone })
    return true
  } catch {
    return false
  }
}

/** An instant to the second. */
export function instant(date: Date | number): string {
  return `${new Date(date).toISOString().slice(0, 19)}Z`
}

/** Seconds since the epoch. */
export function seconds(at: string): number {
  return Math.floor(Date.parse(at) / 1000)
}

const zoned = new Map<string, Intl.DateTimeFormat>()

/** The day an instant falls on in a zone. */
export function dayIn(zone: string, at: string | number): string {
  if (zone === "UTC") return typeof at === "string" ? at.slice(0, 10) : new Date(at).toISOString().slice(0, 10)
  let format = zoned.get(zone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" })
    zoned.set(zone, format)
  }
  return format.format(new Date(at))
}

export const Interval = z.enum(["day", "week", "month", "quarter", "year"])
export type Interval = z.infer<typeof Interval>

/** The period a day belongs to: `2026-11-24`, `2026-W48`, `2026-11`, `2026-Q4`, `2026`. Sorts as text. Weeks are ISO 8601. */
export function periodOf(day: string, interval: Interval): string {
  const year = day.slice(0, 4)
  if (interval === "day") return day
  if (interval === "year") return year
  if (interval === "month") return day.slice(0, 7)
  if (interval === "quarter") return `${year}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`
  const number = dayNumber(day)
  const weekday = (((number + 3) % 7) + 7) % 7
  const thursday = number - weekday + 3
  const weekYear = dayOf(thursday).slice(0, 4)
  const week = Math.floor((thursday - dayNumber(`${weekYear}-01-01`)) / 7) + 1
  return `${weekYear}-W${String(week).padStart(2, "0")}`
}

/** The instant at which clocks of a zone show a day and a time (HH:MM:SS). */
export function instantIn(offset: (second: number) => number, day: string, time: string): string {
  const shown = Math.floor(Date.parse(`${day}T${time}Z`) / 1000)
  const guess = shown - offset(shown) * 60
  return instant((shown - offset(guess) * 60) * 1000)
}
