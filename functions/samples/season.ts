/** When new business comes in: more each month, less in summer and around the turn of the year. */
import { dayNumber } from "../../shared/time.ts"
import { type Calendar, WORKDAY } from "./calendar.ts"
import type { Random } from "./random.ts"

/** By month, January first. */
const MONTHS = [1, 1.1, 1.2, 1.05, 1, 0.95, 0.7, 0.65, 1.2, 1.25, 1.2, 0.6]
/** By weekday, Monday first. */
const WEEKDAYS = [1, 1.15, 1.15, 1.1, 0.8]
/** What a year adds to the first month's business. */
const GROWTH = 0.8

/** Moments in order, spread over the past working days by season and growth. */
export function arrivals(random: Random, calendar: Calendar, count: number): number[] {
  const weights = Array.from({ length: calendar.present }, (_, i) => weightOf(calendar.dayAt(i), i / calendar.present))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  let day = 0
  let passed = weights[0] ?? 0
  const moments = Array.from({ length: count }, (_, i) => {
    const wanted = ((i + random.next()) / count) * total
    while (passed < wanted && day < weights.length - 1) passed += weights[++day] ?? 0
    return day * WORKDAY + random.between(20, WORKDAY - 40)
  })
  return moments.sort((a, b) => a - b)
}

function weightOf(day: string, passed: number): number {
  const month = MONTHS[Number(day.slice(5, 7)) - 1] ?? 1
  const weekday = WEEKDAYS[(dayNumber(day) + 3) % 7] ?? 1
  return month * weekday * (1 + GROWTH * passed)
}
