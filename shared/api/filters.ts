import * as z from "zod"
import { type Filter, FilterConditions, FilterOf } from "../filter.ts"
import { ById, Deleted, QueryId, Title } from "./fields.ts"
import { route } from "./route.ts"

export const FilterAnswer = z.object({
  id: z.int(),
  name: z.string(),
  of: FilterOf,
  owner_id: z.int(),
  conditions: FilterConditions,
  shared: z.boolean(),
  add_time: z.string(),
  update_time: z.string(),
})
export type FilterAnswer = z.infer<typeof FilterAnswer>

export function filterAnswer(filter: Filter): FilterAnswer {
  return {
    id: filter.id,
    name: filter.name,
    of: filter.of,
    owner_id: filter.ownerId,
    conditions: filter.conditions,
    shared: filter.shared,
    add_time: filter.addedAt,
    update_time: filter.changedAt,
  }
}

const FilterBody = z.strictObject({
  name: Title,
  of: FilterOf,
  conditions: FilterConditions,
  shared: z.boolean(),
})

export const NewFilter = FilterBody.partial({ of: true, shared: true })
export type NewFilter = z.infer<typeof NewFilter>
export const FilterChange = FilterBody.omit({ of: true })
  .partial()
  .refine((body) => Object.keys(body).length > 0, "must change at least one field")
export type FilterChange = z.infer<typeof FilterChange>

/** Conditions in a query string: the JSON of `FilterConditions`. */
const QueryConditions = z
  .string()
  .max(8000)
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text)
    } catch {
      context.addIssue({ code: "custom", message: 'must be the JSON of conditions, such as {"all": [], "any": []}' })
      return z.NEVER
    }
  })
  .pipe(FilterConditions)

/** What lists of deals may be narrowed by: conditions in the request, and those of a saved filter. */
export const QueryFilter = { filter: QueryConditions.optional(), filter_id: QueryId.optional() }

export const filters = {
  list: route({
    method: "GET",
    path: "/api/v2/filters",
    summary: "List your saved filters and those that others share: of deals, or of another kind",
    permission: "records.see",
    cost: 5,
    query: z.strictObject({ of: FilterOf.default("deal") }),
    answer: z.array(FilterAnswer),
    envelope: "one",
  }),
  create: route({
    method: "POST",
    path: "/api/v2/filters",
    summary: "Save a filter",
    permission: "records.see",
    cost: 5,
    body: NewFilter,
    answer: FilterAnswer,
    envelope: "one",
  }),
  update: route({
    method: "PATCH",
    path: "/api/v2/filters/{id}",
    summary: "Change a saved filter",
    permission: "records.see",
    cost: 5,
    params: ById,
    body: FilterChange,
    answer: FilterAnswer,
    envelope: "one",
  }),
  remove: route({
    method: "DELETE",
    path: "/api/v2/filters/{id}",
    summary: "Delete a saved filter",
    permission: "records.see",
    cost: 3,
    params: ById,
    answer: Deleted,
    envelope: "one",
  }),
}
