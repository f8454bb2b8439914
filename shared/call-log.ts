import * as z from "zod"
import { Id } from "./record.ts"
import { Instant } from "./time.ts"

export const CallOutcome = z.enum(["connected", "no_answer", "left_message", "left_voicemail", "wrong_number", "busy"])

/** How a phone call went; its activity stands among those of the records it belongs to. */
export const CallLog = z.object({
  /** A UUID of version 7 without its dashes. */
  id: z.string().regex(/^[0-9a-f]{32}$/),
  version: z.int().positive(),
  userId: Id,
  activityId: Id,
  subject: z.string(),
  seconds: z.number().min(0),
  outcome: CallOutcome,
  from: z.string().optional(),
  to: z.string(),
  startAt: Instant,
  endAt: Instant,
  dealId: Id.optional(),
  personId: Id.optional(),
  organizationId: Id.optional(),
  note: z.string().optional(),
  recording: z.object({ type: z.string(), size: z.int() }).optional(),
  deletedAt: Instant.optional(),
})
export type CallLog = z.infer<typeof CallLog>
