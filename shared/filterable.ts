/** Which fields lists can be narrowed by, and under what name the conditions of filters know them. */

import type { BuiltInOf } from "./built-in-list.ts"
import { type Field, isCustom } from "./field.ts"
import { type KnownField, knownFields } from "./known-field.ts"
import { nameFact } from "./names.ts"
import { RecordKind } from "./record.ts"
import { FACTS } from "./report-facts.ts"

/** The field's name in conditions. */
export function conditionField({ key, field }: Pick<KnownField, "key" | "field">): string {
  return field !== undefined && isCustom(field) ? `custom_fields.${key}` : key
}

export function isFilterable(known: Pick<KnownField, "of" | "key" | "field">): boolean {
  const name = conditionField(known)
  if (name.startsWith("custom_fields.") || name === "entered_stage") return true
  const kind = RecordKind.safeParse(known.of)
  if (!kind.success) return false
  return Object.hasOwn(FACTS[kind.data], name) || nameFact(kind.data, name) !== undefined
}

/** The fields that filters may name, those included that records do not show. */
export function filterFields(of: BuiltInOf, stored: readonly Field[]): KnownField[] {
  return knownFields(of, stored, true)
}
