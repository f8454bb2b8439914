import * as z from "zod"
import type { Filter, FilterOf } from "../../filter.ts"
import { Title } from "../fields.ts"
import { route } from "../route.ts"
import { V1Boolean, V1ById, V1Gone, V1GoneMany, V1Ids } from "./fields.ts"
import { ADDRESS_PARTS, DEPRECATED_OPERATORS, OPERATORS, RELATIVE_DATES } from "./filter-helpers.ts"
import { V1Conditions } from "./filter-words.ts"
import { v1Time } from "./parts.ts"

const TYPES = ["deals", "leads", "org", "people", "products", "activity", "projects"] as const
type V1Type = (typeof TYPES)[number]

const OF: Record<V1Type, FilterOf> = {
  deals: "deal",
  leads: "lead",
  org: "organization",
  people: "person",
  products: "product",
  activity: "activity",
  projects: "project",
}

/** A filter's type, which is what it finds. */
const V1TypeOf = z.enum(TYPES, { error: `must be among ${TYPES.join(", ")}` }).transform((type) => OF[type])

const V1Filter = z.object({
  id: z.int(),
  name: z.string(),
  filter_code: z.null(),
  is_editable: z.boolean(),
  active_flag: z.boolean(),
  type: z.enum(TYPES),
  temporary_flag: z.boolean(),
  user_id: z.int(),
  add_time: z.string(),
  update_time: z.string(),
  visible_to: z.enum(["1", "7"]),
  last_used_time: z.null(),
  custom_view_id: z.null(),
})
const V1FilterWhole = V1Filter.extend({ conditions: V1Conditions })

export function v1Filter(filter: Filter, isEditable: boolean): z.infer<typeof V1Filter> {
  return {
    id: filter.id,
    name: filter.name,
    filter_code: null,
    is_editable: isEditable,
    active_flag: true,
    type: TYPES.find((type) => OF[type] === filter.of) ?? "deals",
    temporary_flag: false,
    user_id: filter.ownerId,
    add_time: v1Time(filter.addedAt),
    update_time: v1Time(filter.changedAt),
    visible_to: filter.shared ? "7" : "1",
    last_used_time: null,
    custom_view_id: null,
  }
}

/** Conditions, or their JSON. */
const BodyConditions = z.preprocess((value, context) => {
  if (typeof value !== "string") return value
  try {
    return JSON.parse(value)
  } catch {
    context.addIssue({ code: "custom", message: "must be the JSON of conditions" })
    return z.NEVER
  }
}, V1Conditions)

/** Who sees it: its owner, or everyone. */
const Shared = z.preprocess(String, z.enum(["1", "3", "5", "7"])).transform((visible) => visible !== "1")

const NewFilter = z.object({ name: Title, type: V1TypeOf, conditions: BodyConditions, visible_to: Shared.optional() })
export type NewV1Filter = z.infer<typeof NewFilter>
const FilterChange = z.object({
  name: Title.optional(),
  conditions: BodyConditions.optional(),
  visible_to: Shared.optional(),
})
export type V1FilterChange = z.infer<typeof FilterChange>

const WithCode = z.object({ include_field_code: V1Boolean.default(false) })

export const HELPERS = {
  operators: OPERATORS,
  deprecated_operators: DEPRECATED_OPERATORS,
  relative_dates: RELATIVE_DATES,
  address_field_components: ADDRESS_PARTS,
}

export const v1Filters = {
  list: route({
    method: "GET",
    path: "/v1/filters",
    summary: "List filters, all or those of one type",
    permission: "records.see",
    cost: 20,
    query: z.object({ type: V1TypeOf.optional() }),
    answer: z.array(V1Filter),
    envelope: "v1page",
  }),
  create: route({
    method: "POST",
    path: "/v1/filters",
    summary: "Save a filter",
    permission: "records.see",
    cost: 10,
    query: WithCode,
    body: NewFilter,
    answer: V1FilterWhole,
    envelope: "one",
  }),
  removeMany: route({
    method: "DELETE",
    path: "/v1/filters",
    summary: "Delete filters",
    permission: "records.see",
    cost: 10,
    query: V1Ids,
    answer: V1GoneMany,
    envelope: "one",
  }),
  helpers: route({
    method: "GET",
    path: "/v1/filters/helpers",
    summary: "What the conditions of filters may say",
    permission: "records.see",
    cost: 20,
    answer: z.object({
      operators: z.record(
        z.string(),
        z.union([z.record(z.string(), z.string()), z.array(z.record(z.string(), z.string()))]),
      ),
      deprecated_operators: z.record(z.string(), z.string()),
      relative_dates: z.record(z.string(), z.record(z.string(), z.string())),
      address_field_components: z.record(z.string(), z.string()),
    }),
    envelope: "one",
  }),
  get: route({
    method: "GET",
    path: "/v1/filters/{id}",
    summary: "Get a filter with its conditions",
    permission: "records.see",
    cost: 2,
    params: V1ById,
    query: WithCode,
    answer: V1FilterWhole,
    envelope: "one",
  }),
  update: route({
    method: "PUT",
    path: "/v1/filters/{id}",
    summary: "Change a filter",
    permission: "records.see",
    cost: 10,
    params: V1ById,
    query: WithCode,
    body: FilterChange,
    answer: V1FilterWhole,
    envelope: "one",
  }),
  remove: route({
    method: "DELETE",
    path: "/v1/filters/{id}",
    summary: "Delete a filter",
    permission: "records.see",
    cost: 6,
    params: V1ById,
    answer: V1Gone,
    envelope: "one",
  }),
}
