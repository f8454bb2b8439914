/** Requests to an operation of the OpenAPI document: what it allows, and what is wrong with it in one way. */
import fc from "fast-check"
import type { Asked } from "../in-process.ts"
import { type Schema, TEXTS, valuesOf } from "./values.ts"

export type Operation = {
  operationId: string
  method: string
  path: string
  parameters: { name: string; in: "path" | "query"; required: boolean; schema: Schema }[]
  body: Schema | undefined
}

type Parts = {
  method: string
  path: string
  query: Record<string, unknown>
  body: unknown
  headers: Record<string, string>
}

/** The operations of a document. */
export function operationsOf(document: Record<string, unknown>): Operation[] {
  type Written = {
    operationId: string
    parameters: Operation["parameters"]
    requestBody?: { content: { "application/json": { schema: Schema } } }
  }
  const paths = document.paths as Record<string, Record<string, Written>>
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId, parameters, requestBody }]) => ({
      operationId,
      method: method.toUpperCase(),
      path,
      parameters,
      body: requestBody?.content["application/json"].schema,
    })),
  )
}

export function requestsTo(operation: Operation, known: readonly string[]): fc.Arbitrary<Asked> {
  const allowed = allowedOf(operation, known)
  const spoilt = fc.tuple(allowed, spoilers(known)).map(([parts, spoil]) => spoil(parts))
  return fc.oneof({ weight: 2, arbitrary: allowed }, { weight: 3, arbitrary: spoilt }).map(written)
}

/** Requests that the document allows, to which the answer may still be no. */
export function allowedTo(operation: Operation, known: readonly string[]): fc.Arbitrary<Asked> {
  return allowedOf(operation, known).map(written)
}

/** What ends a record is asked of later ones, so that the first stay. */
const isEnding = ({ method, path }: Operation) => method === "DELETE" || /merge|convert/.test(path)

function allowedOf(operation: Operation, known: readonly string[]): fc.Arbitrary<Parts> {
  const { method, path, parameters, body } = operation
  const of = (where: string) => parameters.filter((one) => one.in === where)
  const inPath = of("path").map(
    ({ name, schema }) => [name, isEnding(operation) ? endingIds(schema, known) : valuesOf(schema, known)] as const,
  )
  const inQuery = of("query").map(({ name, schema }) => [name, valuesOf(schema, known)] as const)
  const requiredKeys = of("query").flatMap(({ name, required }) => (required ? [name] : []))
  return fc
    .record({
      params: fc.record(Object.fromEntries(inPath)),
      query: fc.record(Object.fromEntries(inQuery), { requiredKeys: requiredKeys as never[] }),
      body: body === undefined ? fc.constant(undefined) : valuesOf(body, known),
      fewer: fc.boolean(),
    })
    .map((given) => ({
      method,
      path: path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
        encoded((given.params as Record<string, unknown>)[name]),
      ),
      // most of what may be asked for at once contradicts itself
      query: given.fewer ? onlyOf(given.query, requiredKeys) : given.query,
      body: given.body,
      headers: {},
    }))
}

const endingIds = (schema: Schema, known: readonly string[]) =>
  schema.type === "integer" ? fc.integer({ min: 7, max: 60 }) : valuesOf(schema, known)

const onlyOf = (query: object, names: readonly string[]) =>
  Object.fromEntries(Object.entries(query).filter(([name], at) => at === 0 || names.includes(name)))

const encoded = (value: unknown) => encodeURIComponent(inText(value).toWellFormed())

function inText(value: unknown): string {
  if (Array.isArray(value)) return value.map(inText).join(",")
  return typeof value === "object" ? JSON.stringify(value) : String(value)
}

function written({ method, path, query, body, headers }: Parts): Asked {
  const asked = Object.entries(query).map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
  return {
    method,
    path: asked.length === 0 ? path : `${path}?${asked.join("&")}`,
    headers,
    ...(body !== undefined && { body: body instanceof Text ? body.text : JSON.stringify(body) }),
  }
}

/** A body that is no JSON value. */
class Text {
  text: string
  constructor(text: string) {
    this.text = text
  }
}

const DEEP = JSON.parse(`${"[".repeat(400)}1${"]".repeat(400)}`)
const ODD: unknown[] = [
  "",
  "x".repeat(70_000),
  null,
  true,
  -1,
  0,
  0.1,
  1e21,
  1e308,
  2 ** 53,
  [],
  {},
  [null],
  { a: { b: [1] } },
  DEEP,
  ...TEXTS,
]
const ODD_TEXTS = [
  "",
  "NaN",
  "1e99",
  "-0",
  "99999999999999999999",
  "0x1",
  "1.5",
  "id DESC, title",
  "%",
  "{}",
  "[1",
  "bnVsbA==",
  "eyJwayI6IjEifQ==",
  ...TEXTS,
]
const NO_JSON = [
  "{",
  "[1,",
  "\u0000",
  "undefined",
  "{'a':1}",
  "[1]",
  "1",
  "null",
  '"text"',
  '{"__proto__":{"a":1}}',
  '{"a":1,"a":2}',
]

function spoilers(known: readonly string[]): fc.Arbitrary<(parts: Parts) => Parts> {
  const odd = fc.constantFrom(...ODD)
  const oddText = fc.constantFrom(...ODD_TEXTS, ...known)
  const at = fc.nat(30)
  return fc.oneof(
    // a value of a wrong kind somewhere in the body
    {
      weight: 4,
      arbitrary: fc.tuple(odd, at).map(([value, place]) => (parts: Parts) => ({
        ...parts,
        body: replaced(parts.body, value, place),
      })),
    },
    {
      weight: 3,
      arbitrary: fc.tuple(oddText, at).map(([value, place]) => (parts: Parts) => ({
        ...parts,
        query: withOdd(parts.query, value, place),
      })),
    },
    {
      weight: 2,
      arbitrary: fc.tuple(oddText, at).map(([value, place]) => (parts: Parts) => ({
        ...parts,
        path: withSegment(parts.path, value, place),
      })),
    },
    // keys that are missing, and one that nobody knows
    at.map((place) => (parts: Parts) => ({ ...parts, body: without(parts.body, place) })),
    odd.map((value) => (parts: Parts) => ({ ...parts, body: extended(parts.body, value) })),
    oddText.map((value) => (parts: Parts) => ({ ...parts, query: { ...parts.query, no_such: value } })),
    // the pieces that many lists know
    fc
      .tuple(
        fc.constantFrom(
          "cursor",
          "limit",
          "start",
          "sort",
          "sort_by",
          "filter_id",
          "ids",
          "include_fields",
          "fields",
          "api_token",
          "updated_since",
        ),
        oddText,
      )
      .map(([name, value]) => (parts: Parts) => ({ ...parts, query: { ...parts.query, [name]: value } })),
    fc.constantFrom(...NO_JSON).map((text) => (parts: Parts) => ({ ...parts, body: new Text(text) })),
    fc.constantFrom("GET", "POST", "PUT", "PATCH", "DELETE").map((method) => (parts: Parts) => ({ ...parts, method })),
    fc
      .constantFrom(":(id,title)", ":()", ":(__proto__,constructor)", "/", "//", "/1", "/%2e%2e")
      .map((end) => (parts: Parts) => ({ ...parts, path: withEnd(parts.path, end) })),
    fc
      .constantFrom<[string, string]>(
        ["idempotency-key", "one"],
        ["idempotency-key", "é"],
        ["content-type", "application/x-www-form-urlencoded"],
        ["content-type", "multipart/form-data; boundary=x"],
        ["content-type", "text/plain"],
      )
      .map(([name, value]) => (parts: Parts) => ({ ...parts, headers: { ...parts.headers, [name]: value } })),
  )
}

function withSegment(path: string, value: string, at: number): string {
  const segments = path.split("/")
  const place = segments.length - 1 - (at % 2)
  // what lies before is the gateway's to find
  return place > (path.startsWith("/v1/") ? 2 : 3) ? segments.with(place, encoded(value)).join("/") : path
}

/** Only v1 takes what begins with a colon; elsewhere the gateway knows no such path. */
const withEnd = (path: string, end: string) => (end.startsWith(":") && !path.startsWith("/v1/") ? path : path + end)

function withOdd(query: Record<string, unknown>, value: unknown, at: number): Record<string, unknown> {
  const names = Object.keys(query)
  const name = names[at % Math.max(1, names.length)]
  return name === undefined ? query : { ...query, [name]: value }
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

/** The value at one place, however deep, is another. */
function replaced(body: unknown, value: unknown, at: number): unknown {
  if (Array.isArray(body) && body.length > 0)
    return body.with(at % body.length, replaced(body[at % body.length], value, at >> 1))
  if (!isPlain(body)) return body === undefined ? undefined : value
  const names = Object.keys(body)
  const name = names[at % Math.max(1, names.length)]
  return name === undefined ? value : { ...body, [name]: replaced(body[name], value, at >> 1) }
}

function without(body: unknown, at: number): unknown {
  if (!isPlain(body)) return body
  const names = Object.keys(body)
  return Object.fromEntries(Object.entries(body).filter(([name]) => name !== names[at % Math.max(1, names.length)]))
}

const extended = (body: unknown, value: unknown) => (isPlain(body) ? { ...body, no_such: value } : body)
