/** Times of day for activities of each type, in working hours. */
import type { Activity } from "../../shared/activity.ts"
import { type Calendar, WORKDAY } from "./calendar.ts"
import type { Random } from "./random.ts"
import type { ActivityType } from "./subjects.ts"

/** When an activity is due, as it is stored, and the moments it begins and ends at. */
export type When = {
  begins: number
  ends: number
  due: Pick<Activity, "dueOn" | "dueAt" | "duration" | "busy">
}

/** Minutes after the working day began, first and last, in steps; and how long it takes. Others last all day. */
const TIMES: Partial<Record<ActivityType, { from: number; to: number; step: number; lengths: readonly number[] }>> = {
  call: { from: 0, to: 465, step: 15, lengths: [15, 30] },
  meeting: { from: 30, to: 420, step: 30, lengths: [60] },
  lunch: { from: 180, to: 210, step: 30, lengths: [60] },
}

export function appointment(random: Random, calendar: Calendar, type: ActivityType, day: number): When {
  const times = TIMES[type]
  const isToday = day === calendar.present
  const onDayOff = isToday && calendar.dayAt(day) !== calendar.today
  if (times === undefined || onDayOff) {
    const begins = day * WORKDAY + random.between(0, WORKDAY - 30)
    return { begins, ends: begins, due: { dueOn: isToday ? calendar.today : calendar.dayAt(day), busy: false } }
  }
  const steps = random.between(0, (times.to - times.from) / times.step)
  const begins = day * WORKDAY + times.from + steps * times.step
  const length = random.pick(times.lengths)
  const [dueOn = "", time = ""] = calendar.at(begins).split("T")
  const duration = `${String(Math.floor(length / 60)).padStart(2, "0")}:${String(length % 60).padStart(2, "0")}`
  return { begins, ends: begins + length, due: { dueOn, dueAt: time.slice(0, 5), duration, busy: type !== "call" } }
}
