import type { MappedColumn } from "../../shared/mapping.ts"
import type { Custom } from "../../shared/record.ts"
import type { Cells } from "./cells.ts"
import type { FieldOf, Lookup } from "./lookup.ts"

type FieldColumn = Extract<MappedColumn, { to: "custom" | "new_field" }>

/** The values of custom fields in a row, by the fields' keys. */
export function customIn(cells: Cells, lookup: Lookup, currency: string): Custom {
  const custom: Custom = {}
  for (const column of [...cells.columns("custom"), ...cells.columns("new_field")]) {
    if (column.to !== "custom" && column.to !== "new_field") continue
    if (cells.cell(column) === "") continue
    const field = lookup.field(column)
    const value = field === undefined ? undefined : valueIn(cells, column, field, lookup, currency)
    if (field === undefined) cells.refuse(column, "required", "goes to a field that is not there")
    else if (value !== undefined) custom[field.key] = value
  }
  return custom
}

function valueIn(cells: Cells, column: FieldColumn, field: FieldOf, lookup: Lookup, currency: string) {
  const text = cells.cell(column)
  const most = field.type === "text" ? 65_000 : 255
  if (field.type === "double") return cells.number(column)
  if (field.type === "date") return cells.moment(column)?.day
  if (field.type === "monetary") {
    const value = cells.number(column)
    return value === undefined ? undefined : { value, currency }
  }
  if (text.length > most) {
    cells.refuse(column, "too_long", `has more than ${most} characters`)
    return undefined
  }
  if (field.type === "enum") return optionIn(cells, column, field, text, lookup)
  if (field.type !== "set") return text
  const parts = text.split(/[,;]/).map((part) => part.trim())
  const options = parts.flatMap((part) => (part === "" ? [] : (optionIn(cells, column, field, part, lookup) ?? [])))
  return options.length === 0 ? undefined : [...new Set(options)]
}

function optionIn(cells: Cells, column: FieldColumn, field: FieldOf, label: string, lookup: Lookup) {
  const id = lookup.option(field, label)
  if (id === undefined) cells.refuse(column, "option", `${label.slice(0, 50)} is not an option of this field`)
  return id
}
