import * as z from "zod"
import { type Notification, NotificationKind, NotificationOf } from "../notification.ts"
import { Paging } from "./fields.ts"
import { route } from "./route.ts"

export const NotificationAnswer = z.object({
  id: z.string(),
  kind: NotificationKind,
  /** Who did it. */
  by_user_id: z.int(),
  /** What it is about: a record by its number, or an import by its UUID, with its title as it was then. */
  of: NotificationOf,
  record_id: z.union([z.int(), z.string()]),
  title: z.string(),
  /** How the note begins, for `mention` and `note`. */
  excerpt: z.string().nullable(),
  deal_id: z.int().nullable(),
  person_id: z.int().nullable(),
  org_id: z.int().nullable(),
  note_id: z.int().nullable(),
  time: z.string(),
  seen: z.boolean(),
})
export type NotificationAnswer = z.infer<typeof NotificationAnswer>

export function notificationAnswer(one: Notification, seen: boolean): NotificationAnswer {
  return {
    id: one.id,
    kind: one.kind,
    by_user_id: one.byUserId,
    of: one.of,
    record_id: one.recordId,
    title: one.title,
    excerpt: one.excerpt ?? null,
    deal_id: one.dealId ?? null,
    person_id: one.personId ?? null,
    org_id: one.organizationId ?? null,
    note_id: one.noteId ?? null,
    time: one.at,
    seen,
  }
}

/** Beyond this many nobody counts. */
export const MOST_COUNTED = 100

const Unseen = z.object({ unseen: z.int().min(0).max(MOST_COUNTED) })

export const notifications = {
  list: route({
    method: "GET",
    path: "/api/v2/notifications",
    summary: "What you were told of in the last 90 days, the newest first",
    permission: "member",
    cost: 5,
    query: z.strictObject(Paging),
    answer: z.array(NotificationAnswer),
    envelope: "page",
  }),
  count: route({
    method: "GET",
    path: "/api/v2/notifications/count",
    summary: "How many of them you have not seen; 100 stands for 100 or more",
    permission: "member",
    cost: 1,
    answer: Unseen,
    envelope: "one",
  }),
  seen: route({
    method: "POST",
    path: "/api/v2/notifications/seen",
    summary: "Mark some as seen by their ids, or all of them",
    permission: "member",
    cost: 2,
    body: z
      .strictObject({
        ids: z.array(z.string().min(1).max(100)).min(1).max(100).optional(),
        all: z.literal(true, "must be true").optional(),
      })
      .refine(({ ids, all }) => (ids === undefined) !== (all === undefined), {
        message: "must have either ids or all",
        path: ["ids"],
      }),
    answer: Unseen,
    envelope: "one",
  }),
}
