import * as z from "zod"
import { ACTIVITY_TYPES } from "./activity-type.ts"
import { Address, Id, Unhidden } from "./record.ts"
import { Day, dayNumber, Instant } from "./time.ts"

export { ACTIVITY_TYPES }

export const Participant = z.object({ personId: Id, primary: z.boolean() })

/** HH:MM on a 24-hour clock. */
export const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "must be a time, HH:MM")

export const Activity = Unhidden.extend({
  subject: z.string().min(1).max(255),
  type: z.string().min(1).max(50),
  dealId: Id.optional(),
  personId: Id.optional(),
  organizationId: Id.optional(),
  leadUuid: z.string().optional(),
  projectId: Id.optional(),
  /** Its place in the project's plan. */
  phaseId: Id.optional(),
  groupId: Id.optional(),
  participants: z.array(Participant),
  /** Due day and time of day, both UTC. An activity without a time is due on the whole day. */
  dueOn: Day,
  dueAt: TimeOfDay.optional(),
  duration: TimeOfDay.optional(),
  busy: z.boolean(),
  done: z.boolean(),
  doneAt: Instant.optional(),
  priority: z.int().optional(),
  /** How it went, in a few words. */
  outcome: z.string().max(255).optional(),
  location: Address.optional(),
  publicDescription: z.string().max(65_000).optional(),
  note: z.string().max(65_000).optional(),
  /** The series it is of, the day it is for there (by the series' clocks), and the rule; one of `shared/series.ts`. */
  seriesId: z.string().optional(),
  occursOn: Day.optional(),
  recRule: z.string().optional(),
  recExtension: z.string().optional(),
  /** The activity the series began with, in all the others. */
  recMasterId: Id.optional(),
})
export type Activity = z.infer<typeof Activity>

/** `dueKey` as a number: minutes, and a place before midnight for the whole day. */
export function dueNumber({ dueOn, dueAt }: Pick<Activity, "dueOn" | "dueAt">): number {
  const [hours = 0, minutes = 0] = (dueAt ?? "").split(":").map(Number)
  return dayNumber(dueOn) * 1441 + (dueAt === undefined ? 0 : hours * 60 + minutes + 1)
}

/** What activities are sorted by: the day, then the time; a whole day comes before its hours. */
export function dueKey(due: { on: string; at?: string | undefined }): string {
  return due.at === undefined ? due.on : `${due.on}T${due.at}`
}
