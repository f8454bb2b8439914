/** What facts hold of custom fields, and how it is compared. */
import { FACT_PARTS } from "./facts.ts"
import type { Field, FieldType } from "./field.ts"
import type { FactMeaning } from "./report-facts.ts"

const MEANING: Record<FieldType, FactMeaning> = {
  varchar: "text",
  varchar_auto: "text",
  phone: "text",
  address: "text",
  time: "text",
  timerange: "text",
  daterange: "date",
  user: "user",
  people: "id",
  org: "id",
  text: "text",
  date: "date",
  double: "number",
  monetary: "number",
  enum: "id",
  set: "ids",
  formula: "number",
}

/** What a field holds, and each of its parts that facts hold too: `<key>.until`, `<key>.locality`. */
export function meaningsOf({ key, type }: Pick<Field, "key" | "type">): [string, FactMeaning][] {
  const means = MEANING[type]
  const parts = FACT_PARTS[type] ?? []
  return [[key, means], ...parts.map((part): [string, FactMeaning] => [`${key}.${part}`, means])]
}
