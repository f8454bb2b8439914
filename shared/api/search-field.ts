/** Items by the value of one field. */
import * as z from "zod"
import { Paging } from "./fields.ts"
import { route } from "./route.ts"

export const MATCHES = ["exact", "beginning", "middle"] as const
export type Match = (typeof MATCHES)[number]

/** The item's id, and its value under the field's own key. */
export const FieldValue = z.looseObject({ id: z.int() })

export const FieldQuery = z.strictObject({
  term: z.string().trim().min(1, "must not be empty").max(200),
  entity_type: z.enum(["deal", "person", "organization", "product"], "must be deal, person, organization or product"),
  match: z.enum(MATCHES).default("exact"),
  field: z.string().min(1).max(60),
  ...Paging,
})

export const searchField = {
  find: route({
    method: "GET",
    path: "/api/v2/itemSearch/field",
    summary: "Find items by the value of one of their fields",
    permission: "records.see",
    cost: 20,
    query: FieldQuery,
    answer: z.array(FieldValue),
    envelope: "page",
  }),
}
