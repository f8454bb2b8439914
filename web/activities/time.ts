/**
 * The calendar's arithmetic. The API says when an activity is due in UTC; a person reads clocks of their zone. What clocks show is a
 * `Wall`: on the day they are put forward some walls never come, and on the day they are put back some come twice.
 */
import { addDays, dayNumber } from "../../shared/day.ts"
import { offsetIn } from "../../shared/offset.ts"

export type Wall = { day: string; minute: number }
export type Due = { due_date: string; due_time: string | null }
type Timed = Due & { duration: string | null }

export const DAY_MINUTES = 1440
/** What a timed activity without a duration takes on the calendar. */
export const SHOWN_MINUTES = 30
/** The longest duration the API takes. */
export const LONGEST = DAY_MINUTES - 1

export type Clocks = { wallAt: (second: number) => Wall; secondAt: (wall: Wall) => number }

const secondOf = ({ day, minute }: Wall) => dayNumber(day) * 86_400 + minute * 60

export function clocksOf(zone: string): Clocks {
  const offset = offsetIn(zone)
  const wallAt = (second: number): Wall => {
    const shown = second + offset(second) * 60
    const number = Math.floor(shown / 86_400)
    return { day: addDays("1970-01-01", number), minute: Math.floor((shown - number * 86_400) / 60) }
  }
  /** The first of two instants that show the same; a time that is skipped is as much later as the clocks are put forward. */
  const secondAt = (wall: Wall): number => {
    const shown = secondOf(wall)
    const [before, after] = [shown - offset(shown - 86_400) * 60, shown - offset(shown + 86_400) * 60]
    const shows = (second: number) => secondOf(wallAt(second)) === shown
    return shows(before) || !shows(after) ? before : after
  }
  return { wallAt, secondAt }
}

export function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number)
  return hours * 60 + minutes
}

/** `09:05` */
export function clockText(minute: number): string {
  return `${String(Math.floor(minute / 60) % 24).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`
}

/** When it is due by the clocks; the whole day without a minute. */
export function wallOf(clocks: Clocks, due: Due): { day: string; minute: number | undefined } {
  if (due.due_time === null) return { day: due.due_date, minute: undefined }
  return clocks.wallAt(secondOf({ day: due.due_date, minute: minutesOf(due.due_time) }))
}

export function dueFrom(clocks: Clocks, day: string, minute: number | undefined): Due {
  if (minute === undefined) return { due_date: day, due_time: null }
  const second = clocks.secondAt({ day, minute })
  const at = new Date(second * 1000).toISOString()
  return { due_date: at.slice(0, 10), due_time: at.slice(11, 16) }
}

/** Minutes that pass between two walls, not below one. */
export function lengthBetween(clocks: Clocks, from: Wall, to: Wall): number {
  return Math.min(LONGEST, Math.max(1, (clocks.secondAt(to) - clocks.secondAt(from)) / 60))
}

/** From when to when it lasts by the clocks; undefined for the whole day. */
export function spanOf(clocks: Clocks, activity: Timed): { from: Wall; to: Wall } | undefined {
  if (activity.due_time === null) return undefined
  const start = secondOf({ day: activity.due_date, minute: minutesOf(activity.due_time) })
  const minutes = activity.duration === null ? 0 : minutesOf(activity.duration)
  return { from: clocks.wallAt(start), to: clocks.wallAt(start + (minutes || SHOWN_MINUTES) * 60) }
}

/** The part of a span on a day, in minutes of that day. */
export function partOn(span: { from: Wall; to: Wall }, day: string): { start: number; end: number } | undefined {
  if (day < span.from.day || day > span.to.day) return undefined
  const start = day === span.from.day ? span.from.minute : 0
  const end = day === span.to.day ? span.to.minute : DAY_MINUTES
  if (span.to.day === day && day !== span.from.day && end === 0) return undefined
  return { start, end: Math.max(end, start + 15) }
}

export function weekday(day: string): number {
  return (((dayNumber(day) + 3) % 7) + 7) % 7
}

export function mondayOf(day: string): string {
  return addDays(day, -weekday(day))
}

export function weekOf(day: string): string[] {
  const monday = mondayOf(day)
  return [0, 1, 2, 3, 4, 5, 6].map((days) => addDays(monday, days))
}

/** The UTC days on which everything of some days of a zone is due. */
export function utcDays(clocks: Clocks, from: string, to: string): { from: string; to: string } {
  const first = dueFrom(clocks, from, 0).due_date
  const last = new Date((clocks.secondAt({ day: addDays(to, 1), minute: 0 }) - 60) * 1000).toISOString().slice(0, 10)
  return { from: first < from ? first : from, to: last > to ? last : to }
}

export type Urgency = "overdue" | "today" | "later" | "done"

export function urgencyOf(clocks: Clocks, activity: Due & { done: boolean }, now: number): Urgency {
  if (activity.done) return "done"
  const here = clocks.wallAt(now)
  const due = wallOf(clocks, activity)
  if (due.day < here.day || (due.day === here.day && due.minute !== undefined && due.minute < here.minute))
    return "overdue"
  return due.day === here.day ? "today" : "later"
}
