/** Days, times and lengths as people read them. */
import { dayNumber } from "../../shared/day.ts"
import { type Clocks, clockText, type Due, minutesOf, type Urgency, wallOf } from "./time.ts"

const LOCALE = "en-GB"
const format = (options: Intl.DateTimeFormatOptions) => {
  const made = new Intl.DateTimeFormat(LOCALE, { ...options, timeZone: "UTC" })
  return (day: string) => made.format(new Date(`${day}T00:00:00Z`))
}

export const shortDay = format({ weekday: "short", day: "numeric", month: "short" })
export const longDay = format({ weekday: "long", day: "numeric", month: "long", year: "numeric" })
export const weekdayName = format({ weekday: "short" })
export const weekdayLong = format({ weekday: "long" })
export const dayOfMonth = format({ day: "numeric" })
const dayAndMonth = format({ day: "numeric", month: "short" })
export const monthAndYear = format({ month: "long", year: "numeric" })
const withYear = format({ day: "numeric", month: "short", year: "numeric" })

/** A day's word within a sentence: "today", "next Monday"; Friday stays as it is. */
export const within = (word: string) =>
  word.replace(/^(Today|Tomorrow|Yesterday|Next)\b/, (first) => first.toLowerCase())

/** Today, Tomorrow, Friday … for days nearby. */
export function nearDay(day: string, today: string): string {
  const away = dayNumber(day) - dayNumber(today)
  if (away === 0) return "Today"
  if (away === 1) return "Tomorrow"
  if (away === -1) return "Yesterday"
  if (away > 1 && away < 7) return weekdayLong(day)
  return day.slice(0, 4) === today.slice(0, 4) ? shortDay(day) : withYear(day)
}

/** `Today, 14:30` */
export function dueText(clocks: Clocks, due: Due, today: string): string {
  const { day, minute } = wallOf(clocks, due)
  return minute === undefined ? nearDay(day, today) : `${nearDay(day, today)}, ${clockText(minute)}`
}

/** `23 – 29 November 2026` */
export function daysText(days: readonly string[]): string {
  const [first = "", last = ""] = [days[0], days.at(-1)]
  if (first === last) return longDay(first)
  if (first.slice(0, 7) === last.slice(0, 7)) return `${dayOfMonth(first)} – ${dayOfMonth(last)} ${monthAndYear(first)}`
  return first.slice(0, 4) === last.slice(0, 4)
    ? `${dayAndMonth(first)} – ${withYear(last)}`
    : `${withYear(first)} – ${withYear(last)}`
}

/** `1 h 30 min` */
export function lengthText(duration: string): string {
  const minutes = minutesOf(duration)
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  return [hours > 0 && `${hours} h`, (rest > 0 || hours === 0) && `${rest} min`].filter(Boolean).join(" ")
}

export const URGENCY: Record<Urgency, string> = {
  overdue: "Overdue",
  today: "Due today",
  later: "Due later",
  done: "Done",
}

export const LENGTHS = [
  "00:15",
  "00:30",
  "00:45",
  "01:00",
  "01:30",
  "02:00",
  "03:00",
  "04:00",
  "06:00",
  "08:00",
] as const
