import * as z from "zod"
import { ActivityAnswer } from "./activities.ts"
import { ById, Paging, QueryInt, QueryNames } from "./fields.ts"
import { FileAnswer } from "./files.ts"
import { NoteAnswer } from "./notes.ts"
import { route } from "./route.ts"

export const FLOW_ITEMS = ["activity", "note", "file", "change"] as const

/** What one version of the record changed. */
export const FlowChange = z.object({
  version: z.int(),
  actor_user_id: z.int(),
  change_source: z.string(),
  fields: z.array(z.object({ field_key: z.string(), old_value: z.json(), new_value: z.json() })),
})

/** `time` is what the flow is sorted by: when an activity was done, or else when something was added or changed. */
export const FlowItem = z.discriminatedUnion("type", [
  z.object({ type: z.literal("activity"), time: z.string(), data: ActivityAnswer }),
  z.object({ type: z.literal("note"), time: z.string(), data: NoteAnswer }),
  z.object({ type: z.literal("file"), time: z.string(), data: FileAnswer }),
  z.object({ type: z.literal("change"), time: z.string(), data: FlowChange }),
])
export type FlowItem = z.infer<typeof FlowItem>

export const FlowQuery = z.strictObject({
  items: QueryNames(FLOW_ITEMS).optional(),
  limit: QueryInt.pipe(z.int().min(1, "must be at least 1").max(100, "must be at most 100")).default(30),
  cursor: Paging.cursor,
})
export type FlowQuery = z.infer<typeof FlowQuery>

function flowOf<const P extends string>(path: P, what: string) {
  return route({
    method: "GET",
    path: `/api/v2/${path}/{id}/flow`,
    summary: `What happened to ${what}, the newest first: activities, notes, files and changes of its fields`,
    permission: "records.see",
    cost: 20,
    params: ById,
    query: FlowQuery,
    answer: z.array(FlowItem),
    envelope: "page",
  })
}

export const flow = {
  deal: flowOf("deals", "a deal"),
  person: flowOf("persons", "a person"),
  organization: flowOf("organizations", "an organization"),
}
