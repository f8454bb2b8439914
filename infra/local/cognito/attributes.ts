import { AwsError } from "../aws-error.ts"
import type { Client } from "./client.ts"
import type { Pool } from "./pool.ts"
import type { Attributes } from "./users.ts"

const standard = new Set(
  (
    "address birthdate email email_verified family_name gender given_name locale middle_name name nickname " +
    "phone_number phone_number_verified picture preferred_username profile updated_at website zoneinfo"
  ).split(" "),
)
const verdicts = ["email_verified", "phone_number_verified"]

export type ListedAttribute = { Name: string; Value?: string | undefined }

export function fromList(list: ListedAttribute[] = []): Attributes {
  return Object.fromEntries(list.map(({ Name, Value }) => [Name, Value ?? ""]))
}

export function toList(attributes: Attributes): ListedAttribute[] {
  return Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }))
}

/** What the pool's schema says of an attribute; undefined when there is no such attribute. */
function definition(pool: Pool, name: string) {
  const defined = pool.properties.Schema.find(({ Name }) => name === (standard.has(Name) ? Name : `custom:${Name}`))
  return defined ?? (standard.has(name) ? { AttributeDataType: "String", Mutable: true, Required: false } : undefined)
}

/** A client without a list of its own may write everything but the verdicts on addresses, the pool's own attributes too. */
export function assertWritable({ pool, properties }: Client, names: string[]): void {
  const allowed = properties.WriteAttributes
  for (const name of names) {
    const known = definition(pool, name) !== undefined
    if (!known && name !== "sub") throw unknown(name)
    const listed = allowed.length === 0 || allowed.includes(name)
    if (!listed || name === "sub" || verdicts.includes(name)) {
      throw new AwsError("NotAuthorizedException", "A client attempted to write unauthorized attribute")
    }
  }
}

export function readable({ properties }: Client, attributes: Attributes): Attributes {
  const allowed = properties.ReadAttributes
  if (allowed.length === 0) return attributes
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => name === "sub" || allowed.includes(name)))
}

export function assertConforms(pool: Pool, given: Attributes): void {
  for (const [name, value] of Object.entries(given)) {
    if (name === "sub") throw invalid("Cannot modify the non-mutable attribute sub")
    if (definition(pool, name) === undefined) throw unknown(name)
    if (value !== "") assertValue(pool, name, value)
  }
}

function assertValue(pool: Pool, name: string, value: string): void {
  const defined = definition(pool, name)
  if (name === "email" && !isEmail(value)) throw invalid("Invalid email address format.")
  if (name === "phone_number" && !/^\+\d{1,15}$/.test(value)) throw invalid("Invalid phone number format.")
  if (verdicts.includes(name) && !/^(true|false)$/i.test(value)) throw nonconforming(name, "must be true or false")
  if (defined === undefined || !("Name" in defined)) return
  const { MinLength = 0, MaxLength = 2048 } = defined.StringAttributeConstraints ?? {}
  const { MinValue = Number.NEGATIVE_INFINITY, MaxValue = Number.POSITIVE_INFINITY } =
    defined.NumberAttributeConstraints ?? {}
  if (defined.AttributeDataType === "Number") {
    const number = /^-?\d+$/.test(value) ? Number(value) : Number.NaN
    if (!(number >= MinValue && number <= MaxValue)) throw nonconforming(name, "is not a number in range")
  } else if (value.length < MinLength || value.length > MaxLength) {
    throw nonconforming(name, `must be ${MinLength} to ${MaxLength} characters long`)
  }
}

export function assertMutable(pool: Pool, names: string[]): void {
  const fixed = names.find((name) => definition(pool, name)?.Mutable === false)
  if (fixed !== undefined) throw invalid(`user.${fixed}: Attribute cannot be updated.`)
}

export function missingRequired(pool: Pool, attributes: Attributes): string[] {
  return pool.properties.Schema.filter(({ Name, Required }) => Required && !attributes[Name]).map(({ Name }) => Name)
}

export function assertComplete(pool: Pool, attributes: Attributes): void {
  const [missing] = missingRequired(pool, attributes)
  if (missing !== undefined) throw nonconforming(missing, "The attribute is required")
}

/** A blank value removes; a new address is not verified until it is. */
export function merged(attributes: Attributes, changes: Attributes): Attributes {
  const moved = changes.email !== undefined && changes.email !== attributes.email
  const all = { ...attributes, ...(moved ? { email_verified: "false" } : {}), ...changes }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ""))
}

export function isEmail(text: string): boolean {
  return /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(text)
}

function unknown(name: string): AwsError {
  return invalid(`Attributes did not conform to the schema: Type for attribute {${name}} could not be determined`)
}

function nonconforming(name: string, message: string): AwsError {
  return invalid(`Attributes did not conform to the schema: ${name}: ${message}`)
}

export function invalid(message: string): AwsError {
  return new AwsError("InvalidParameterException", message)
}
