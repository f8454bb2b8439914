/** Values that a schema of the OpenAPI document allows. */
import fc from "fast-check"

export type Schema = {
  $ref?: string
  const?: unknown
  enum?: unknown[]
  anyOf?: Schema[]
  oneOf?: Schema[]
  type?: string
  format?: string
  pattern?: string
  minimum?: number
  maximum?: number
  exclusiveMinimum?: number
  minLength?: number
  maxLength?: number
  minItems?: number
  maxItems?: number
  items?: Schema
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: boolean | Schema
}

/** Text as people write it, and as nobody should. */
export const TEXTS = [
  "Pumps",
  "Õun & Söhne «ÖÜ»",
  "日本語のテキスト",
  "👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿",
  "a\u0000b",
  "\ud800",
  "‮rtl",
  " ",
  "'; DROP TABLE deals; --",
  "<script>alert(1)</script>",
  "__proto__",
  "constructor",
  "#1#deal",
  "null",
  "-1",
  "1,2,3",
]

/** Values of `schema`; `known` are ids that are no numbers, the workspace's own and of another. */
export function valuesOf(schema: Schema, known: readonly string[]): fc.Arbitrary<unknown> {
  const inner = (one: Schema) => valuesOf(one, known)
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices !== undefined) return fc.oneof(...choices.map(inner))
  if (schema.type === "integer" || schema.type === "number") return numbersOf(schema)
  if (schema.type === "string") return textsOf(schema, known)
  if (schema.type === "boolean") return fc.boolean()
  if (schema.type === "null") return fc.constant(null)
  if (schema.type === "array") {
    const { minItems = 0, maxItems = 3 } = schema
    return fc.array(inner(schema.items ?? {}), {
      minLength: minItems,
      maxLength: Math.max(minItems, Math.min(3, maxItems)),
    })
  }
  if (schema.type === "object") return objectsOf(schema, inner)
  return fc.jsonValue({ maxDepth: 2 })
}

function objectsOf(schema: Schema, inner: (one: Schema) => fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const { properties = {}, required = [], additionalProperties } = schema
  const own = Object.fromEntries(Object.entries(properties).map(([name, of]) => [name, inner(of)]))
  const named = fc.record(own, { requiredKeys: required.filter((name) => name in own) })
  if (typeof additionalProperties !== "object") return named
  const others = fc.dictionary(fc.constantFrom("name", "1", "a".repeat(40), "ключ"), inner(additionalProperties), {
    maxKeys: 2,
  })
  return fc.tuple(named, others).map(([left, right]) => ({ ...right, ...left }))
}

/** Most numbers are ids, and small ones are somebody's. */
function numbersOf({ type, minimum, exclusiveMinimum, maximum = 1e9 }: Schema): fc.Arbitrary<number> {
  const least = minimum ?? (exclusiveMinimum === undefined ? -1000 : exclusiveMinimum + 1)
  const within = (value: number) => Math.min(Math.max(value, least), maximum)
  const small = fc.integer({ min: 1, max: 6 }).map(within)
  const large = fc.integer({ min: Math.ceil(Math.max(least, -2e9)), max: Math.floor(Math.min(maximum, 2e9)) })
  const edges = fc.constantFrom(least, maximum)
  const whole = fc.oneof({ weight: 8, arbitrary: small }, large, edges)
  return type === "integer"
    ? whole
    : fc.oneof(
        { weight: 3, arbitrary: whole },
        large.map((value) => within(value / 100)),
      )
}

const twoDigits = (max: number) => fc.integer({ min: 1, max }).map((value) => String(value).padStart(2, "0"))
const days = fc
  .tuple(fc.integer({ min: 2024, max: 2027 }), twoDigits(12), twoDigits(28))
  .map(([year, month, day]) => `${year}-${month}-${day}`)

function textsOf(schema: Schema, known: readonly string[]): fc.Arbitrary<string> {
  const { format, pattern, minLength = 0, maxLength = 5000 } = schema
  if (format === "date") return days
  if (format === "date-time") return days.map((day) => `${day}T10:20:30Z`)
  if (format === "email") return fc.constantFrom("maija@test.example", "uku@test.example")
  if (format === "uuid") return fc.constantFrom(...known)
  if (pattern?.startsWith("^\\d{4}-") === true) return days.map((day) => `${day} 10:20:30`)
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern))
  const short = fc.string({ minLength, maxLength: Math.max(minLength, Math.min(20, maxLength)) })
  const listed = fc
    .constantFrom(...TEXTS, ...known)
    .filter((text) => text.length >= minLength && text.length <= maxLength)
  const longest = fc.constant("x".repeat(maxLength))
  return fc.oneof({ weight: 5, arbitrary: listed }, { weight: 3, arbitrary: short }, longest)
}
