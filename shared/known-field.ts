/** Every field of a kind: those built in, with what a workspace set for them, and the workspace's own. */
import { builtInFields, builtInId } from "./built-in-fields.ts"
import type { BuiltIn, BuiltInOf } from "./built-in-list.ts"
import { type Field, isCustom } from "./field.ts"

export type KnownField = {
  of: BuiltInOf
  key: string
  name: string
  type: string
  /** v1's number of it. */
  id: number
  builtIn?: BuiltIn
  field?: Field
}

export function knownFields(of: BuiltInOf, stored: readonly Field[], forFilters = false): KnownField[] {
  const ours = stored.filter((field) => field.of === of)
  const all = builtInFields(of).filter((one) => forFilters || one.filterOnly !== true)
  const builtIn = all.map((one): KnownField => {
    const field = ours.find(({ key }) => key === one.code)
    const id = field === undefined || field.builtIn === true ? builtInId(of, one.code) : field.id
    return {
      of,
      key: one.code,
      name: field?.name ?? one.name,
      type: one.type,
      id,
      builtIn: one,
      ...(field && { field }),
    }
  })
  const own = ours
    .filter(isCustom)
    .map((field): KnownField => ({ of, key: field.key, name: field.name, type: field.type, id: field.id, field }))
  return [...builtIn, ...own]
}

/** What an option's id, label and colour are; null where a field has none to choose from. */
export function optionsOf({ builtIn, field }: KnownField) {
  if (field !== undefined && (field.type === "enum" || field.type === "set")) {
    return field.options.map(({ id, label, color }) => ({ id, label, color: color ?? null }))
  }
  return builtIn?.options?.map((option) => ({ ...option, color: null })) ?? null
}
