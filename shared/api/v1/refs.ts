/** How v1 shows the records around a record, times, and the values of custom fields. */
import type { RecordOf } from "../../fact-sources.ts"
import type { Field, FieldOf } from "../../field.ts"
import { withFormulas } from "../../formula-results.ts"
import type { Organization } from "../../organization.ts"
import type { Channel, Person } from "../../person.ts"
import type { Custom } from "../../record.ts"
import type { User } from "../../workspace.ts"

/** `2026-01-31 09:00:00`, in UTC. */
export function v1Time(at: string | undefined): string | null {
  return at === undefined ? null : at.replace("T", " ").replace("Z", "")
}

export function userRef(user: User) {
  return {
    id: user.id,
    name: user.name,
    email: user.email ?? null,
    has_pic: false,
    pic_hash: null,
    active_flag: user.status !== "inactive",
  }
}

/** Without any, v1 shows one that is empty. */
export function channelsOf(channels: readonly Channel[]) {
  return channels.length === 0 ? [{ value: "", primary: true }] : [...channels]
}

export function personRef(person: Person) {
  return {
    active_flag: person.deletedAt === undefined,
    id: person.id,
    name: person.name,
    email: channelsOf(person.emails),
    phone: channelsOf(person.phones),
    owner_id: person.ownerId,
  }
}

export function organizationRef(organization: Organization, people: number) {
  return {
    id: organization.id,
    name: organization.name,
    people_count: people,
    owner_id: organization.ownerId,
    address: organization.address?.value ?? null,
    active_flag: organization.deletedAt === undefined,
    cc_email: null,
  }
}

/** The record itself in place of its id. */
export function embedded<T extends { id: number }>(ref: T): Omit<T, "id"> & { value: number } {
  const { id, ...rest } = ref
  return { ...rest, value: id }
}

/** The same for people, who keep their id beside it. */
export function embeddedUser<T extends { id: number }>(ref: T): T & { value: number } {
  return { ...ref, value: ref.id }
}

type Json = Custom[string]

/** Values of custom fields as v1 shows them: flat, with a key of its own for each part of one. Unset ones are null. */
export function flatCustom<K extends FieldOf>(fields: readonly Field[], kind: K, record: RecordOf[K]) {
  return flatValues(fields, kind, withFormulas(kind, record, fields).custom)
}

export function flatValues(fields: readonly Field[], of: FieldOf, custom: Custom): Record<string, Json> {
  const own = fields.filter((field) => field.of === of && field.key !== "label_ids")
  return Object.assign({}, ...own.map((field) => flat(field, custom[field.key] ?? null)))
}

function flat({ key, type }: Field, value: Json): Record<string, Json> {
  if (type === "monetary" && value === null) return { [key]: null, [`${key}_currency`]: null }
  if (Array.isArray(value)) return { [key]: value.join(",") }
  if (type === "enum") return { [key]: value === null ? null : String(value) }
  if (value === null || typeof value !== "object") return { [key]: value }
  const { value: own = null, ...parts } = value
  return { [key]: own, ...Object.fromEntries(Object.entries(parts).map(([name, part]) => [`${key}_${name}`, part])) }
}

/** The custom fields that a v1 request sets, as the verbs take them; an empty text clears. */
export function customGiven(
  fields: readonly Field[],
  of: Field["of"],
  body: Record<string, unknown>,
  currency: string,
): Custom | undefined {
  const own = fields.filter((field) => field.of === of && field.key !== "label_ids" && body[field.key] !== undefined)
  if (own.length === 0) return undefined
  return Object.fromEntries(own.map((field) => [field.key, given(field, body, currency)]))
}

/** Types whose values have further parts, and what these are called. */
const PARTS: Record<string, readonly string[]> = {
  monetary: ["currency"],
  daterange: ["until"],
  time: ["timezone_id"],
  timerange: ["until", "timezone_id"],
}
const NUMBERS: readonly string[] = ["double", "enum", "user", "org", "people"]
const WRAPPED: readonly string[] = ["address"]

function given({ key, type }: Field, body: Record<string, unknown>, currency: string): Json {
  // whatever it is, its field's own schema has the last word
  const value = body[key] as Json
  if (value === null || value === "") return null
  if (type === "set") return listOf(value)
  if (NUMBERS.includes(type)) return numberOf(value)
  if (WRAPPED.includes(type) && typeof value === "string") return { value }
  const parts = PARTS[type]
  if (parts === undefined || typeof value === "object") return value
  const more = parts.flatMap((part): [string, Json][] => {
    const own = body[`${key}_${part}`] as Json | undefined
    if (own !== undefined) return [[part, part === "timezone_id" ? numberOf(own) : own]]
    return part === "currency" ? [[part, currency]] : []
  })
  return { value: type === "monetary" ? numberOf(value) : value, ...Object.fromEntries(more) }
}

function numberOf(value: Json): Json {
  return typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value.trim()) ? Number(value) : value
}

function listOf(value: Json): Json {
  const parts = typeof value === "string" ? value.split(",") : Array.isArray(value) ? value : [value]
  return parts.map((part) => numberOf(typeof part === "string" ? part.trim() : part))
}
