/** What people read for the API's words. */
import type { UserAnswer } from "../../shared/api/users.ts"
import type { FieldOf, FieldType } from "../../shared/field.ts"
import type { Role } from "../../shared/permission.ts"

export const ROLES: Record<Role, string> = { admin: "Admin", regular: "Regular" }

export const FIELD_TYPES: Record<FieldType, string> = {
  varchar: "Text",
  varchar_auto: "Text with suggestions",
  text: "Long text",
  double: "Number",
  monetary: "Money",
  date: "Date",
  daterange: "Date range",
  time: "Time",
  timerange: "Time range",
  enum: "One choice",
  set: "Several choices",
  user: "User",
  org: "Organization",
  people: "Person",
  phone: "Phone",
  address: "Address",
  formula: "Formula",
}

const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" })

export function dayText(instant: string): string {
  return DAY.format(new Date(instant))
}

/** Where someone stands: `Active`, `Invited on 24 Nov 2026`, `Not invited yet`, `Deactivated`. */
export function standingText({ status, email, invited_time }: UserAnswer): string {
  if (status === "active") return "Active"
  if (status === "inactive") return "Deactivated"
  if (email === null) return "Not invited yet"
  return invited_time === null ? "Invited" : `Invited on ${dayText(invited_time)}`
}

export const RECORDS = [
  { value: "deal", label: "Deals" },
  { value: "person", label: "Persons" },
  { value: "organization", label: "Organizations" },
  { value: "product", label: "Products" },
  { value: "project", label: "Projects" },
] as const satisfies readonly { value: FieldOf; label: string }[]

/** `deal`, `deals`. */
export function nounOf(of: FieldOf): { one: string; many: string } {
  return { one: of, many: `${of}s` }
}

/** `1 person`, `3 people`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}
