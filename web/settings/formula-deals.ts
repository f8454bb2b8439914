/** What the formula editor computes with: the setup's fields, and a few of the workspace's deals as they are answered. */
import { minorUnits } from "../../shared/amount.ts"
import type { FieldAnswer } from "../../shared/api/custom-fields.ts"
import type { DealAnswer } from "../../shared/api/deal-answer.ts"
import { type Computable, checkedFormula, type FormulaField, withFormulas } from "../../shared/deal-formulas.ts"
import type { Custom } from "../../shared/record.ts"
import { call } from "../app/client.ts"

/** The key of a field that is not made yet. */
export const NEW_FIELD = "new"

export const previewDeals = {
  queryKey: ["formulaPreview"],
  queryFn: () => call("GET /api/v2/deals", { query: { limit: 4, sort_by: "update_time", sort_direction: "desc" } }),
} as const

/** The workspace's fields, and with them the formula field that is being made. */
export function formulaFields(known: readonly FieldAnswer[], key: string, name: string): FormulaField[] {
  const fields = known.map(
    (field): FormulaField => ({
      of: field.of,
      key: field.field_code,
      name: field.field_name,
      type: field.field_type,
      ...(!field.is_custom_field && { builtIn: true }),
      ...(field.formula !== undefined && { formula: field.formula }),
    }),
  )
  if (fields.some((field) => field.key === key)) return fields
  return [...fields, { of: "deal", key, name, type: "formula" }]
}

/** What a formula without faults comes to for each deal. */
export function previewed(
  expression: string,
  key: string,
  fields: readonly FormulaField[],
  deals: readonly DealAnswer[],
): { title: string; value: Custom[string] | undefined }[] {
  const formula = checkedFormula(expression, key, fields)
  const known = fields.map((field) => (field.key === key ? { ...field, formula } : field))
  return deals.map((deal) => ({ title: deal.title, value: withFormulas(computable(deal), known).custom[key] }))
}

function computable(deal: DealAnswer): Computable {
  return {
    value: { amount: minorUnits(deal.value, deal.currency), currency: deal.currency },
    probability: deal.probability ?? undefined,
    expectedCloseOn: deal.expected_close_date ?? undefined,
    addedAt: deal.add_time,
    stageChangedAt: deal.stage_change_time ?? undefined,
    wonAt: deal.won_time ?? undefined,
    lostAt: deal.lost_time ?? undefined,
    closedAt: deal.close_time ?? undefined,
    custom: deal.custom_fields,
  }
}
