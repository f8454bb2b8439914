/** Search under v1. */
import * as z from "zod"
import { route } from "../route.ts"
import { Found } from "../search.ts"
import { FieldValue } from "../search-field.ts"
import { V1Boolean, V1Id, V1Int, V1Start } from "./fields.ts"

const Term = {
  term: z.string().trim().min(1, "must not be empty").max(200),
  exact_match: V1Boolean.default(false),
  start: V1Start,
  limit: V1Int.pipe(z.int().min(1, "must be at least 1"))
    .transform((limit) => Math.min(limit, 100))
    .default(100),
}

/** Some of a set of names, separated by commas; others are passed over. */
function namesOf<const N extends readonly [string, ...string[]]>(names: N) {
  return z.string().transform((text) => {
    const asked = text.split(",").map((part) => part.trim())
    return names.filter((name): name is N[number] => asked.includes(name))
  })
}

function searchRoute<Q extends z.ZodObject>(path: string, summary: string, query: Q) {
  return route({
    method: "GET",
    path,
    summary,
    permission: "records.see",
    cost: 40,
    query,
    answer: Found,
    envelope: "v1page",
  })
}

export const v1Search = {
  items: searchRoute(
    "/v1/itemSearch",
    "Search deals, persons and organizations",
    z.object({
      ...Term,
      item_types: namesOf(["deal", "person", "organization"]).optional(),
      fields: namesOf(["address", "email", "name", "phone", "title", "custom_fields", "notes"]).optional(),
      search_for_related_items: V1Boolean.optional(),
    }),
  ),
  byField: route({
    method: "GET",
    path: "/v1/itemSearch/field",
    summary: "Find items by the value of one of their fields",
    permission: "records.see",
    cost: 40,
    query: z.object({
      ...Term,
      field_type: z.enum(["dealField", "personField", "organizationField", "productField"]),
      field_key: z.string().min(1).max(60),
      return_item_ids: V1Boolean.optional(),
    }),
    answer: z.array(FieldValue),
    envelope: "v1page",
  }),
  deals: searchRoute(
    "/v1/deals/search",
    "Search deals",
    z.object({
      ...Term,
      fields: namesOf(["title", "custom_fields", "notes"]).optional(),
      person_id: V1Id.optional(),
      organization_id: V1Id.optional(),
      status: z.enum(["open", "won", "lost"]).optional(),
    }),
  ),
  persons: searchRoute(
    "/v1/persons/search",
    "Search persons",
    z.object({
      ...Term,
      fields: namesOf(["name", "email", "phone", "custom_fields", "notes"]).optional(),
      organization_id: V1Id.optional(),
    }),
  ),
  organizations: searchRoute(
    "/v1/organizations/search",
    "Search organizations",
    z.object({ ...Term, fields: namesOf(["name", "address", "custom_fields", "notes"]).optional() }),
  ),
}
