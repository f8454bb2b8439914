/** What changed lately, under v1. */
import * as z from "zod"
import { route } from "../route.ts"
import { V1Paging } from "./fields.ts"

export const RECENT_ITEMS = [
  "activity",
  "activityType",
  "deal",
  "file",
  "filter",
  "note",
  "person",
  "organization",
  "pipeline",
  "stage",
  "user",
] as const
export type RecentItem = (typeof RECENT_ITEMS)[number]

export const V1Recent = z.object({ item: z.string(), id: z.int(), data: z.looseObject({ id: z.int() }) })
export type V1Recent = z.infer<typeof V1Recent>

/** `2026-01-31 09:00:00` in UTC, or an instant. */
const Timestamp = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d)?(\.\d+)?Z?)?$/, "must be a time such as 2026-01-31 09:00:00")
  .transform((text, context) => {
    const [day = "", time = ""] = text.replace(" ", "T").replace("Z", "").split("T")
    const at = new Date(`${day}T${(time || "00:00").slice(0, 8)}Z`)
    if (Number.isNaN(at.getTime())) {
      context.addIssue({ code: "custom", message: "is not a time that exists" })
      return z.NEVER
    }
    return `${at.toISOString().slice(0, 19)}Z`
  })

export const v1Recents = {
  list: route({
    method: "GET",
    path: "/v1/recents",
    summary: "What was added, changed or deleted since a time, the oldest change first",
    permission: "records.see",
    cost: 20,
    query: z.object({
      since_timestamp: Timestamp,
      items: z
        .string()
        .transform((text) => RECENT_ITEMS.filter((item) => text.split(",").some((part) => part.trim() === item)))
        .optional(),
      ...V1Paging,
    }),
    answer: z.array(V1Recent),
    envelope: "v1",
  }),
}
