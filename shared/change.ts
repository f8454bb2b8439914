/** A change as open browsers hear of it. Versions make it safe to hear twice or late: an older one changes nothing. */
import * as z from "zod"
import { Kind } from "./record.ts"

/** Records; and imports and notifications, whose ids are texts: theirs is 0 here and stands in `data` (an `ImportBrief`, a `NotificationAnswer`). */
export const ChangeKind = z.enum([...Kind.options, "import", "notification"])
export type ChangeKind = z.infer<typeof ChangeKind>

export const Change = z.object({
  kind: ChangeKind,
  id: z.int(),
  version: z.int(),
  action: z.enum(["added", "changed", "deleted"]),
  by: z.int(),
  /** The record as the API shows it; for a deal its card. Absent when deleted. */
  data: z.json().optional(),
})
export type Change = z.infer<typeof Change>

/** What one message carries. `many` says that so much changed at once that lists are better read again. */
export const LiveMessage = z.object({ changes: z.array(Change), many: z.array(ChangeKind) })
export type LiveMessage = z.infer<typeof LiveMessage>

/** Changes of one kind in one batch beyond which browsers are told `many` instead of each. */
export const MANY = 40
