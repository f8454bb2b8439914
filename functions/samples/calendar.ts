/**
 * Working time. A moment counts the minutes that the team has worked since the year began, 9:00 to 17:30 on working days, so
 * that whatever is added to a moment falls into working hours again.
 */
import { addDays, dayNumber, instantIn, offsetIn } from "../../shared/time.ts"

/** Minutes of a working day. */
export const WORKDAY = 510
const OPENS_AT = 9 * 60
const HOLIDAYS = ["01-01", "12-24", "12-25", "12-26", "12-31"]
const DAYS_BACK = 365
const DAYS_AHEAD = 75

export type Calendar = ReturnType<typeof calendar>

function isWorkday(day: string): boolean {
  const weekday = (dayNumber(day) + 3) % 7
  return weekday < 5 && !HOLIDAYS.includes(day.slice(5))
}

export function calendar(today: string, zone: string) {
  const every = Array.from({ length: DAYS_BACK + DAYS_AHEAD }, (_, i) => addDays(today, i - DAYS_BACK))
  const days = every.filter(isWorkday)
  /** Index of today, or of the next working day when nobody works today. */
  const present = days.findIndex((day) => day >= today)
  const offset = offsetIn(zone)
  const dayOf = (moment: number): number => Math.floor(moment / WORKDAY)
  const dayAt = (index: number): string => days[index] ?? today
  const at = (moment: number): string => {
    const minute = OPENS_AT + (moment % WORKDAY)
    const time = `${digits(Math.floor(minute / 60))}:${digits(minute % 60)}:00`
    return instantIn(offset, dayAt(dayOf(moment)), time)
  }
  return {
    today,
    present,
    /** The moment at which today's work begins: what has happened, happened before. */
    now: present * WORKDAY,
    dayOf,
    dayAt,
    at,
  }
}

function digits(number: number): string {
  return String(number).padStart(2, "0")
}
