import * as z from "zod"
import { Id } from "./record.ts"
import { Instant } from "./time.ts"

/** What somebody said of a note. */
export const Comment = z.object({
  /** Version 7: comments stand in the order of time. */
  uuid: z.uuid(),
  version: z.int().positive(),
  noteId: Id,
  /** HTML, cleaned of everything that could run. */
  content: z.string().min(1).max(100_000),
  userId: Id,
  changedBy: Id,
  addedAt: Instant,
  changedAt: Instant,
})
export type Comment = z.infer<typeof Comment>
