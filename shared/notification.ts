import * as z from "zod"
import { Id } from "./record.ts"
import { Instant } from "./time.ts"

/** `assigned`: somebody made you the owner; `won`, `lost`, `note`: of a deal you own or follow. */
export const NotificationKind = z.enum(["mention", "assigned", "won", "lost", "note", "import"])
export type NotificationKind = z.infer<typeof NotificationKind>

export const NotificationOf = z.enum(["deal", "person", "organization", "activity", "import"])

/** What one person is told of. What it is about is named as it was then. */
export const Notification = z.object({
  id: z.string(),
  kind: NotificationKind,
  userId: Id,
  byUserId: z.int(),
  at: Instant,
  of: NotificationOf,
  /** Of a record, or of an import. */
  recordId: z.union([z.int(), z.string()]),
  title: z.string().max(255),
  /** How the note begins, without its marks. */
  excerpt: z.string().max(200).optional(),
  dealId: Id.optional(),
  personId: Id.optional(),
  organizationId: Id.optional(),
  noteId: Id.optional(),
  /** Of several that changed hands together, all of them. */
  recordIds: z.array(Id).optional(),
})
export type Notification = z.infer<typeof Notification>

export const DAYS_OF_NOTIFICATIONS = 90
