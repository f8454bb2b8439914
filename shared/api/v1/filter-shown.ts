/** Our conditions as v1 shows them. */
import type { Field } from "../../field.ts"
import type { FilterConditions, FilterOf } from "../../filter.ts"
import { conditionField, filterFields } from "../../filterable.ts"
import type { KnownField } from "../../known-field.ts"
import type { Condition, Operator } from "../../report.ts"
import {
  CALLED,
  NAMES_BESIDE,
  OBJECTS,
  OF_ENDS,
  OF_SETS,
  PLAIN,
  type V1Condition,
  type V1Conditions,
} from "./filter-words.ts"

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
