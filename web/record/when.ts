/** Days and times as people read them. What the API says in UTC is shown, and asked for, in this browser's zone. */
import { addDays, dayNumber } from "../../shared/day.ts"

const LOCALE = "en-GB"
const day = new Intl.DateTimeFormat(LOCALE, { day: "numeric", month: "short", timeZone: "UTC" })
const dayAndYear = new Intl.DateTimeFormat(LOCALE, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" })
const weekday = new Intl.DateTimeFormat(LOCALE, { weekday: "long", timeZone: "UTC" })
const clock = new Intl.DateTimeFormat(LOCALE, { hour: "2-digit", minute: "2-digit" })

const two = (value: number) => String(value).padStart(2, "0")

export function localDay(at: Date): string {
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
}

export function today(): string {
  return localDay(new Date())
}

/** `5 Mar`, with its year when that is another one. */
export function showDay(on: string): string {
  const format = on.slice(0, 4) === today().slice(0, 4) ? day : dayAndYear
  return format.format(new Date(`${on.slice(0, 10)}T00:00:00Z`))
}

/** Today, Tomorrow, Friday … for days nearby. */
export function showNearDay(on: string): string {
  const away = dayNumber(on) - dayNumber(today())
  if (away === 0) return "Today"
  if (away === 1) return "Tomorrow"
  if (away === -1) return "Yesterday"
  if (away > 1 && away < 7) return weekday.format(new Date(`${on}T00:00:00Z`))
  return showDay(on)
}

export function showClock(at: string): string {
  return clock.format(new Date(at))
}

/** An instant's day and time, here. */
export function showInstant(at: string): string {
  return `${showDay(localDay(new Date(at)))}, ${showClock(at)}`
}

/** Whole days between an instant and now. */
export function daysSince(at: string, now = Date.now()): number {
  return Math.max(0, Math.floor((now - Date.parse(at)) / 86_400_000))
}

export function showDays(days: number): string {
  return days === 1 ? "1 day" : `${days} days`
}

export function daysFromToday(days: number): string {
  return addDays(today(), days)
}

type Due = { due_date: string; due_time: string | null }

/** An activity's due day and time (or "") here. */
export function localDue(due: Due): { day: string; time: string } {
  if (due.due_time === null) return { day: due.due_date, time: "" }
  const at = new Date(`${due.due_date}T${due.due_time.slice(0, 5)}:00Z`)
  return { day: localDay(at), time: `${two(at.getHours())}:${two(at.getMinutes())}` }
}

/** The same as the API wants it. */
export function utcDue(on: string, time: string): Due {
  if (time === "") return { due_date: on, due_time: null }
  const at = new Date(`${on}T${time}:00`).toISOString()
  return { due_date: at.slice(0, 10), due_time: at.slice(11, 16) }
}

export type Urgency = "overdue" | "today" | "later"

export function urgencyOf(due: Due): Urgency {
  const here = localDue(due)
  const now = new Date()
  const time = `${two(now.getHours())}:${two(now.getMinutes())}`
  if (here.day < today() || (here.day === today() && here.time !== "" && here.time < time)) return "overdue"
  return here.day === today() ? "today" : "later"
}

/** `Today, 14:30`. */
export function showDue(due: Due): string {
  const { day: on, time } = localDue(due)
  return time === "" ? showNearDay(on) : `${showNearDay(on)}, ${time}`
}
