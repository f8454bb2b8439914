/** Which fields lists can be narrowed by, and under what name the conditions of filters know them. */
import { NAME_COLUMNS } from "./deal-names.ts"
import { isCustom } from "./field.ts"
import type { KnownField } from "./known-field.ts"
import { RecordKind } from "./record.ts"
import { FACTS } from "./report.ts"

/** The field's name in conditions. */
export function conditionField({ key, field }: Pick<KnownField, "key" | "field">): string {
  return field !== undefined && isCustom(field) ? `custom_fields.${key}` : key
}

export function isFilterable(known: Pick<KnownField, "of" | "key" | "field">): boolean {
  const name = conditionField(known)
  if (name.startsWith("custom_fields.")) return true
  const kind = RecordKind.safeParse(known.of)
  if (!kind.success) return false
  return Object.hasOwn(FACTS[kind.data], name) || (known.of === "deal" && Object.hasOwn(NAME_COLUMNS, name))
}
