/** What an activity may begin with. */
import * as z from "zod"
import { TimeOfDay } from "./activity.ts"
import { Id } from "./record.ts"
import { Instant } from "./time.ts"

export const MOST_TEMPLATES = 100
export const LATEST_DAY = 365

export const ActivityTemplate = z.object({
  id: z.uuid(),
  version: z.int(),
  name: z.string(),
  /** The key of a type. */
  type: z.string(),
  subject: z.string(),
  duration: TimeOfDay.optional(),
  priority: z.int().optional(),
  note: z.string().optional(),
  /** Days from the day it is used on until it is due, and when then. */
  inDays: z.int().min(0).max(LATEST_DAY),
  at: TimeOfDay.optional(),
  addedAt: Instant,
  addedBy: Id,
  changedAt: Instant,
})
export type ActivityTemplate = z.infer<typeof ActivityTemplate>
