/** Conditions of v1's filters, and what its words mean in ours. */
import * as z from "zod"
import type { BuiltInOf } from "../../built-in-list.ts"
import { type FilterOf, MOST_CONDITIONS } from "../../filter.ts"
import type { Operator } from "../../report.ts"

const Scalar = z.union([z.string().max(1000), z.number(), z.boolean()])

export const V1Condition = z.object({
  object: z.string(),
  field_id: z.union([z.string(), z.number()]).transform(String),
  operator: z.string(),
  value: z.union([Scalar, z.array(Scalar), z.null()]).optional(),
  extra_value: z.union([Scalar, z.null()]).optional(),
  json_value_flag: z.boolean().optional(),
  field_code: z.string().optional(),
})
export type V1Condition = z.infer<typeof V1Condition>

const Group = z.object({ glue: z.enum(["and", "or"]), conditions: z.array(V1Condition).max(MOST_CONDITIONS) })
export const V1Conditions = z.object({ glue: z.literal("and"), conditions: z.array(Group).max(2) })
export type V1Conditions = z.infer<typeof V1Conditions>

/** Ours for v1's. What v1 calls the same means another thing for lists and ranges. */
export const PLAIN: Record<string, Operator> = {
  "=": "=",
  "!=": "!=",
  "<": "<",
  "<=": "<=",
  ">": ">",
  ">=": ">=",
  "IS NULL": "empty",
  "IS NOT NULL": "not_empty",
  "LIKE '%$%'": "contains",
  "NOT LIKE '%$%'": "not_contains",
  "LIKE '$%'": "starts_with",
  "NOT LIKE '$%'": "not_starts_with",
  "LIKE '%$'": "ends_with",
  "NOT LIKE '%$'": "not_ends_with",
  has_been: "has_been",
  includes: "includes",
}
export const OF_SETS: Record<string, Operator> = {
  "IS NULL": "empty",
  "IS NOT NULL": "not_empty",
  "=": "exactly",
  "!=": "not_exactly",
  contains: "contains",
  not_contains: "not_contains",
}
/** Where a range ends. */
export const OF_ENDS: Record<string, Operator> = {
  ends_at: "=",
  does_not_end_at: "!=",
  ends_before: "<",
  ends_e_before: "<=",
  ends_after: ">",
  ends_e_after: ">=",
}

export const OBJECTS: Record<FilterOf, readonly BuiltInOf[]> = {
  deal: ["deal", "person", "organization"],
  lead: ["deal", "person", "organization"],
  person: ["person", "organization"],
  organization: ["organization"],
  product: ["product"],
  activity: ["activity"],
  project: ["project"],
}

/** What a record says of the person and organization it belongs to. */
export const NAMES_BESIDE: Partial<Record<BuiltInOf, string>> = { person: "person_name", organization: "org_name" }

/** Facts that are called otherwise than the field. */
export const CALLED: Partial<Record<FilterOf, Record<string, string>>> = {
  lead: { org_id: "organization_id", creator_user_id: "creator_id" },
  project: { deal_ids: "deal_id", person_ids: "person_id", org_ids: "org_id" },
}
