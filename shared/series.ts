/** A series of activities: a rule, and what its occurrences are made of. They are activities of their own as soon as they are near. */
import * as z from "zod"
import { Activity, TimeOfDay } from "./activity.ts"
import { addDays } from "./day.ts"
import { Id } from "./record.ts"
import { daysOf, isWithin, leftOut, ruleFrom } from "./recurrence.ts"
import { Day, instant, instantIn, offsetIn, seconds, Zone } from "./time.ts"

/** What every occurrence is made with. */
export const Pattern = Activity.pick({
  subject: true,
  type: true,
  ownerId: true,
  creatorId: true,
  dealId: true,
  personId: true,
  organizationId: true,
  leadUuid: true,
  projectId: true,
  participants: true,
  duration: true,
  busy: true,
  priority: true,
  location: true,
  publicDescription: true,
  note: true,
})
export type Pattern = z.infer<typeof Pattern>

export const Series = z.object({
  id: z.string(),
  version: z.int(),
  /** The activity it began with. */
  masterId: Id,
  rule: z.string(),
  extension: z.string().optional(),
  /** The clocks it goes by: its owner's when it began. */
  zone: Zone,
  first: Day,
  /** What the clocks show then; a whole day without. */
  time: TimeOfDay.optional(),
  /** Up to this day its occurrences are there. */
  madeUntil: Day,
  /** From this day on there are none any more. */
  endedOn: Day.optional(),
  /** The day on which it is looked after next. */
  nextOn: Day.optional(),
  byUserId: Id,
  pattern: Pattern,
})
export type Series = z.infer<typeof Series>

export const DAYS_AHEAD = 90
export const MOST_AHEAD = 30
/** A series that has as many before it as there may be is filled up after so many days. */
const DAYS_TILL_MORE = 7

const offsets = new Map<string, ReturnType<typeof offsetIn>>()

export function offsetOf(zone: string): ReturnType<typeof offsetIn> {
  const offset = offsets.get(zone) ?? offsetIn(zone)
  offsets.set(zone, offset)
  return offset
}

/** What the clocks of a zone show when something is due that is said in UTC. */
export function wallIn(
  zone: string,
  due: { dueOn: string; dueAt?: string | undefined },
): { day: string; time?: string } {
  if (due.dueAt === undefined) return { day: due.dueOn }
  const second = seconds(`${due.dueOn}T${due.dueAt}:00Z`)
  const shown = instant((second + offsetOf(zone)(second) * 60) * 1000)
  return { day: shown.slice(0, 10), time: shown.slice(11, 16) }
}

/** When an occurrence is due, in UTC as activities are. */
export function dueOn({ zone, time }: Pick<Series, "zone" | "time">, day: string): { dueOn: string; dueAt?: string } {
  if (time === undefined) return { dueOn: day }
  const at = instantIn(offsetOf(zone), day, `${time}:00`)
  return { dueOn: at.slice(0, 10), dueAt: at.slice(11, 16) }
}

/** The days of a series that are not left out, from its first on. */
export function* occurrences(
  series: Pick<Series, "rule" | "extension" | "first" | "zone" | "time">,
): Generator<string> {
  const rule = ruleFrom(series.rule)
  const without = leftOut(series.extension, series.zone)
  for (const day of daysOf(rule, series.first)) {
    const due = dueOn(series, day)
    if (!isWithin(rule, day, due.dueAt && `${due.dueOn}T${due.dueAt}:00Z`)) return
    if (day === series.first || !without.has(day)) yield day
  }
}

/**
 * The days whose occurrences are to be made today, and when to look again (never, once it is at its end): those of the next 90
 * days but at most 30, and always the next one.
 */
export function ahead(series: Series, today: string): { days: string[]; nextOn: string | undefined } {
  const days: string[] = []
  const tomorrow = addDays(today, 1)
  let [there, last] = [0, series.first]
  for (const day of occurrences(series)) {
    if (series.endedOn !== undefined && day >= series.endedOn) return { days, nextOn: undefined }
    if (there >= MOST_AHEAD) return { days, nextOn: addDays(today, DAYS_TILL_MORE) }
    if (there > 0 && day > addDays(today, DAYS_AHEAD)) {
      const [soonest = tomorrow] = [addDays(day, -DAYS_AHEAD), addDays(last, 1)].sort()
      return { days, nextOn: [soonest, tomorrow].sort().at(-1) }
    }
    if (day < today) continue
    there += 1
    last = day
    if (day > series.madeUntil) days.push(day)
  }
  return { days, nextOn: undefined }
}
