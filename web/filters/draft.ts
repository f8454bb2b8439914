/** Conditions while they are put together: every row has a value, though it may not be given yet. */
import type { FilterConditions } from "../../shared/filter.ts"
import type { Condition } from "../../shared/report.ts"
import { type FilterField, type Kind, OPERATORS, type Operator, takesMany, takesValue } from "./fields.ts"

export type Group = "all" | "any"
export type Row = { id: number; group: Group; field: string; operator: Operator; values: readonly string[] }

let last = 0

export function newRow(group: Group, field: FilterField): Row {
  last += 1
  return {
    id: last,
    group,
    field: field.key,
    operator: firstOf(field.kind),
    values: field.kind === "day" ? ["today"] : [],
  }
}

/** The row with another field; what does not fit it is left behind. */
export function turned(row: Row, field: FilterField): Row {
  return { ...newRow(row.group, field), id: row.id }
}

function firstOf(kind: Kind): Operator {
  return OPERATORS[kind][0]?.value ?? "="
}

export function rowsOf(conditions: FilterConditions | undefined): Row[] {
  const rows = (group: Group) =>
    (conditions?.[group] ?? []).map((condition) => {
      last += 1
      const { field, operator, value } = condition
      return { id: last, group, field, operator, values: [value ?? []].flat().map(String) }
    })
  return [...rows("all"), ...rows("any")]
}

export function conditionsOf(rows: readonly Row[], fields: readonly FilterField[]): FilterConditions {
  const of = (group: Group) => rows.filter((row) => row.group === group).map((row) => conditionOf(row, fields))
  return { all: of("all"), any: of("any") }
}

function conditionOf({ field, operator, values }: Row, fields: readonly FilterField[]): Condition {
  if (!takesValue(operator)) return { field, operator }
  const kind = fields.find((one) => one.key === field)?.kind ?? "text"
  const typed = values.map((value) => typedAs(kind, value))
  const [first = ""] = typed
  return { field, operator, value: takesMany(kind, operator) ? typed : first }
}

function typedAs(kind: Kind, value: string): string | number | boolean {
  if (kind === "flag") return value === "true"
  const whole = kind === "number" || (kind !== "text" && kind !== "day" && /^-?\d+$/.test(value))
  return whole ? Number(value) : value
}

/** What a row lacks; undefined when it is complete. */
export function lackOf(row: Row, fields: readonly FilterField[]): string | undefined {
  if (!takesValue(row.operator)) return undefined
  const [first = ""] = row.values
  if (row.values.length === 0 || first.trim() === "") return "Give a value"
  const kind = fields.find((one) => one.key === row.field)?.kind
  return kind === "number" && !Number.isFinite(Number(first)) ? "Must be a number" : undefined
}
