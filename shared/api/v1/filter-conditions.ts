/** Conditions of v1's filters as ours, and back. */
import * as z from "zod"
import type { BuiltInOf } from "../../built-in-fields.ts"
import { refuse } from "../../comparison.ts"
import type { Field } from "../../field.ts"
import { type FilterConditions, type FilterOf, MOST_CONDITIONS } from "../../filter.ts"
import { conditionField, filterFields, isFilterable } from "../../filterable.ts"
import type { KnownField } from "../../known-field.ts"
import type { Condition, Operator } from "../../report.ts"
import { ADDRESS_PARTS, operatorsOf } from "./filter-helpers.ts"

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
const PLAIN: Record<string, Operator> = {
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
const OF_SETS: Record<string, Operator> = {
  "IS NULL": "empty",
  "IS NOT NULL": "not_empty",
  "=": "exactly",
  "!=": "not_exactly",
  contains: "contains",
  not_contains: "not_contains",
}
/** Where a range ends. */
const OF_ENDS: Record<string, Operator> = {
  ends_at: "=",
  does_not_end_at: "!=",
  ends_before: "<",
  ends_e_before: "<=",
  ends_after: ">",
  ends_e_after: ">=",
}

const OBJECTS: Record<FilterOf, readonly BuiltInOf[]> = {
  deal: ["deal", "person", "organization"],
  lead: ["deal"],
  person: ["person", "organization"],
  organization: ["organization"],
  product: ["product"],
  activity: ["activity"],
  project: ["project"],
}

/** What a record says of the person and organization it belongs to. */
const NAMES_BESIDE: Partial<Record<BuiltInOf, string>> = { person: "person_name", organization: "org_name" }

/** Facts that are called otherwise than the field. */
const CALLED: Partial<Record<FilterOf, Record<string, string>>> = {
  lead: { org_id: "organization_id", creator_user_id: "creator_id" },
  project: { deal_ids: "deal_id", person_ids: "person_id", org_ids: "org_id" },
}

/** Our conditions for v1's. Throws a `Problem` that names the one that cannot be asked. */
export function conditionsOf(of: FilterOf, v1: V1Conditions, stored: readonly Field[]): FilterConditions {
  const group = (glue: "and" | "or") =>
    v1.conditions.flatMap((one, at) =>
      one.glue !== glue
        ? []
        : one.conditions.map((condition, place) =>
            conditionOf(of, condition, stored, `conditions.conditions.${at}.conditions.${place}`),
          ),
    )
  return { all: group("and"), any: group("or") }
}

function conditionOf(of: FilterOf, v1: V1Condition, stored: readonly Field[], where: string): Condition {
  const object = OBJECTS[of].find((one) => one === v1.object || (one === "deal" && v1.object === "lead"))
  if (object === undefined) throw refuse(where, `${v1.object} is not an object of these filters`)
  const known = filterFields(object, stored).find(({ id, key }) => String(id) === v1.field_id || key === v1.field_id)
  if (known === undefined) throw refuse(where, `no field of a ${object} has the id ${v1.field_id}`)
  const { operator, extra_value: extra } = v1
  if (!operatorsOf(known.type).includes(operator)) throw refuse(where, `${operator} does not apply to ${known.key}`)
  const value = valueAsked(known, v1.value)
  const plain = OF_ENDS[operator] ?? (known.type === "set" ? OF_SETS : PLAIN)[operator] ?? "="
  const needsNone = plain === "empty" || plain === "not_empty"
  if (!needsNone && value === undefined) throw refuse(where, `${operator} needs a value`)
  const several = Array.isArray(value) && known.type !== "set" && plain === "="
  return {
    field: fieldOf(of, known, extra, where) + (OF_ENDS[operator] === undefined ? "" : ".until"),
    operator: several ? "in" : plain,
    ...(!needsNone && { value }),
  }
}

function fieldOf(of: FilterOf, known: KnownField, extra: V1Condition["extra_value"], where: string): string {
  if (known.of !== of && !(of === "lead" && known.of === "deal")) {
    const beside = known.key === "name" ? NAMES_BESIDE[known.of] : undefined
    if (beside === undefined) throw refuse(where, `of the ${known.of} of a ${of} only the name can be asked for`)
    return beside
  }
  if (known.key === ENTERED) {
    if (!/^[1-9]\d{0,14}$/.test(String(extra))) throw refuse(where, "extra_value must be the id of a stage")
    return `${ENTERED}.${extra}`
  }
  const field = CALLED[of]?.[known.key] ?? conditionField(known)
  const part = known.type === "address" && Object.hasOwn(ADDRESS_PARTS, String(extra)) ? `.${extra}` : ""
  if (of !== "lead" && !isFilterable(known)) throw refuse(where, `${known.key} cannot be asked for`)
  return field + part
}

const ENTERED = "entered_stage"
const OF_IDS = ["enum", "set", "user", "org", "people", "stage", "pipeline", "deal"]

function valueAsked({ type }: KnownField, value: V1Condition["value"]): Condition["value"] {
  if (value === null || value === undefined || value === "") return undefined
  if (Array.isArray(value)) return value
  if (OF_IDS.includes(type) && /^\d+(\s*,\s*\d+)+$/.test(String(value))) {
    return String(value)
      .split(",")
      .map((one) => one.trim())
  }
  if ((type === "time" || type === "timerange") && /^\d\d:\d\d$/.test(String(value))) return `${value}:00`
  return value
}

/** v1's conditions for ours. */
export function v1Conditions(of: FilterOf, { all, any }: FilterConditions, stored: readonly Field[]): V1Conditions {
  const shown = (condition: Condition) => v1Condition(of, condition, stored)
  return {
    glue: "and",
    conditions: [
      { glue: "and", conditions: all.map(shown) },
      { glue: "or", conditions: any.map(shown) },
    ],
  }
}

function v1Condition(of: FilterOf, { field, operator, value }: Condition, stored: readonly Field[]): V1Condition {
  const { known, part } = found(of, field, stored)
  const range = part === "until"
  const names = range ? OF_ENDS : known?.type === "set" ? OF_SETS : PLAIN
  const same = Object.entries(names).find(([, ours]) => ours === operator)?.[0]
  const shown = value === undefined ? null : [value].flat().map(String).join(",")
  return {
    object: known?.of === "deal" && of === "lead" ? "lead" : (known?.of ?? of),
    field_id: known === undefined ? "" : String(known.id),
    operator: same ?? WIDER[operator] ?? operator,
    value: shown,
    extra_value: part !== undefined && !range ? part : null,
    json_value_flag: false,
    field_code: known?.key ?? field,
  }
}

/** What v1 has no word for by the nearest that means the same: some of a list are contained in it. */
const WIDER: Partial<Record<Operator, string>> = { in: "=", "=": "contains", "!=": "not_contains" }

function found(of: FilterOf, field: string, stored: readonly Field[]): { known?: KnownField; part?: string } {
  const beside = Object.entries(NAMES_BESIDE).find(([, name]) => name === field)?.[0]
  if (beside !== undefined) {
    const object = beside === "person" ? "person" : "organization"
    return withKnown(filterFields(object, stored).find(({ key }) => key === "name"))
  }
  const [object = "deal"] = OBJECTS[of]
  const called = Object.entries(CALLED[of] ?? {}).find(([, name]) => name === field)?.[0]
  const all = filterFields(object, stored)
  const whole = all.find((known) => conditionField(known) === (called ?? field))
  if (whole !== undefined) return { known: whole }
  const at = field.lastIndexOf(".")
  return withKnown(
    all.find((known) => conditionField(known) === field.slice(0, at)),
    field.slice(at + 1),
  )
}

const withKnown = (known: KnownField | undefined, part?: string) => ({ ...(known && { known }), ...(part && { part }) })
