/** Values of custom fields as webhooks 2.0 give them: each with its type. */
import type { Field } from "../../shared/field.ts"

type Json = Record<string, unknown>
const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value)

export function typedCustom(entity: string, values: Json, fields: readonly Field[]): Json {
  const typeOf = (key: string) =>
    fields.find((field) => field.key === key && (field.of === entity || (entity === "lead" && field.of === "deal")))
      ?.type
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, typed(typeOf(key) ?? "varchar", value)]))
}

function typed(type: string, value: unknown): Json | null {
  if (value === null || value === undefined) return null
  if (type === "enum") return { type, id: value }
  if (type === "set") return { type, values: Array.isArray(value) ? value.map((id) => ({ id })) : [] }
  if (type === "people" || type === "org" || type === "user") return { type, id: value }
  if (isObject(value) && (type === "daterange" || type === "timerange")) {
    const { value: from, until = null, ...rest } = value
    return { type, from, until, ...rest }
  }
  return isObject(value) ? { type, ...value } : { type, value }
}
