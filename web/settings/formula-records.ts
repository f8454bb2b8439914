/** What the formula editor computes with: the setup's fields, and a few of the workspace's records as they are answered. */
import type { FieldAnswer } from "../../shared/api/custom-fields.ts"
import type { FieldOf } from "../../shared/field.ts"
import { checkedFormula, type Place } from "../../shared/formula-check.ts"
import type { FormulaField } from "../../shared/formula-kinds.ts"
import { results } from "../../shared/formula-results.ts"
import type { Given } from "../../shared/formula-sources.ts"
import type { Custom } from "../../shared/record.ts"
import { call } from "../app/client.ts"

/** The key of a field that is not made yet. */
export const NEW_FIELD = "new"

/** A formula that says something of such records. */
export const EXAMPLES: Record<FieldOf, string> = {
  deal: "{Value} * {Probability} / 100",
  person: "days({Changed}, {Created})",
  organization: "{Annual revenue} / {Number of employees}",
  product: "{Price} - {Cost}",
  project: "days({End date}, {Start date})",
}

const LAST_CHANGED = { limit: 4, sort_by: "update_time", sort_direction: "desc" } as const

type Answered = { custom_fields: Custom; title?: string; name?: string; prices?: object[] }

const READ: Record<FieldOf, () => Promise<{ data: Answered[] }>> = {
  deal: () => call("GET /api/v2/deals", { query: LAST_CHANGED }),
  person: () => call("GET /api/v2/persons", { query: LAST_CHANGED }),
  organization: () => call("GET /api/v2/organizations", { query: LAST_CHANGED }),
  product: () => call("GET /api/v2/products", { query: LAST_CHANGED }),
  project: () => call("GET /api/v2/projects", { query: { limit: 4 } }),
}

export const previewRecords = (of: FieldOf) => ({ queryKey: ["formulaPreview", of], queryFn: READ[of] }) as const

/** The workspace's fields, and with them the formula field that is being made. */
export function formulaFields(known: readonly FieldAnswer[], { of, key }: Place, name: string): FormulaField[] {
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
  return [...fields, { of, key, name, type: "formula" }]
}

/** What a formula without faults comes to for each record. */
export function previewed(
  expression: string,
  place: Place,
  fields: readonly FormulaField[],
  records: readonly Answered[],
): { title: string; value: Custom[string] | undefined }[] {
  const formula = checkedFormula(expression, place, fields)
  const known = fields.map((field) => (field.key === place.key ? { ...field, formula } : field))
  return records.map((record) => ({
    title: record.title ?? record.name ?? "",
    value: results(place.of, givenBy(record), known)[place.key],
  }))
}

/** An answer calls what formulas are computed from as they do; a product has it in its first price. */
function givenBy(record: Answered): Given {
  const values: Record<string, unknown> = { ...record, ...record.prices?.[0] }
  const { currency } = values
  return { values, custom: record.custom_fields, ...(typeof currency === "string" && { currency }) }
}
