/** Conditions of v1's filters as ours. */
import { refuse } from "../../comparison.ts"
import type { Field } from "../../field.ts"
import type { FilterConditions, FilterOf } from "../../filter.ts"
import { conditionField, filterFields, isFilterable } from "../../filterable.ts"
import type { KnownField } from "../../known-field.ts"
import type { Condition } from "../../report.ts"
import { ADDRESS_PARTS, operatorsOf } from "./filter-helpers.ts"
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
  const called = CALLED[of]?.[known.key]
  const field = called ?? conditionField(known)
  const part = known.type === "address" && Object.hasOwn(ADDRESS_PARTS, String(extra)) ? `.${extra}` : ""
  if (of !== "lead" && called === undefined && !isFilterable(known))
    throw refuse(where, `${known.key} cannot be asked for`)
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
