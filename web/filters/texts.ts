/** Conditions as people read them. */
import type { Condition } from "../../shared/report.ts"
import { relativeText } from "./days.ts"
import { type FilterField, OPERATORS, takesValue } from "./fields.ts"

const number = new Intl.NumberFormat("en-US", { maximumFractionDigits: 6 })

export function conditionText(condition: Condition, fields: readonly FilterField[]): string {
  const field = fields.find((one) => one.key === condition.field)
  if (condition.field === "id" && Array.isArray(condition.value)) return `${condition.value.length} chosen deals`
  if (field === undefined) return `${condition.field} ${condition.operator} ${String(condition.value ?? "")}`
  const operator = OPERATORS[field.kind].find((one) => one.value === condition.operator)
  const words = `${field.name} ${operator?.label ?? condition.operator}`
  if (!takesValue(condition.operator)) return words
  return `${words} ${[condition.value ?? []]
    .flat()
    .map((value) => valueText(field, value))
    .join(" or ")}`
}

function valueText(field: FilterField, value: string | number | boolean): string {
  const option = field.options?.find((one) => one.value === String(value))
  if (option !== undefined) return option.label
  if (field.kind === "day") return relativeText(String(value))
  return field.kind === "number" ? number.format(Number(value)) : String(value)
}
