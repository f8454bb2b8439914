import { createHash, randomUUID } from "node:crypto"
import jsonata from "jsonata"
import type * as z from "zod"
import { JSONATA } from "./definition.ts"
import { StateError } from "./state-error.ts"

/** What an expression sees: the assigned variables by name, and `$states`. */
export type View = {
  variables: Record<string, unknown>
  states: { input: unknown; context: unknown; result?: unknown; errorOutput?: unknown }
}

const EVALUATION = "States.QueryEvaluationError"
const TIMEOUT_MS = 10_000
const compiled = new Map<string, jsonata.Expression>()

/** Throws jsonata's syntax error. */
export function compile(source: string): jsonata.Expression {
  const known = compiled.get(source)
  if (known !== undefined) return known
  const expression = jsonata(source, { timeout: TIMEOUT_MS })
  expression.registerFunction("uuid", () => randomUUID())
  expression.registerFunction("parse", (text: string) => JSON.parse(text))
  expression.registerFunction("partition", partition)
  expression.registerFunction("range", range)
  expression.registerFunction("hash", hash)
  expression.registerFunction("eval", () => {
    throw new Error("$eval is not supported in Step Functions: use $parse")
  })
  compiled.set(source, expression)
  return expression
}

/** Evaluates every `{% … %}` in a template. `field` names the template in error messages. */
export async function evaluate(template: unknown, view: View, field: string): Promise<unknown> {
  if (typeof template === "string") {
    const source = JSONATA.exec(template)?.[1]
    return source === undefined ? template : query(source.trim(), view, field)
  }
  if (Array.isArray(template)) {
    return Promise.all(template.map((item, index) => evaluate(item, view, `${field}[${index}]`)))
  }
  if (typeof template !== "object" || template === null) return template
  const entries = Object.entries(template).map(
    async ([key, value]) => [key, await evaluate(value, view, `${field}/${key}`)] as const,
  )
  return Object.fromEntries(await Promise.all(entries))
}

/** Evaluates a template whose result must fit `schema`. */
export async function evaluateAs<T>(schema: z.ZodType<T>, template: unknown, view: View, field: string): Promise<T> {
  const result = schema.safeParse(await evaluate(template, view, field))
  if (result.success) return result.data
  const problem = result.error.issues[0]?.message ?? "invalid"
  throw new StateError(EVALUATION, `${describe(template, field)} returned an unexpected result. ${problem}`)
}

async function query(source: string, { variables, states }: View, field: string): Promise<unknown> {
  let result: unknown
  try {
    result = await compile(source).evaluate(undefined, { ...variables, states })
  } catch (error) {
    const reason = error instanceof Error || hasMessage(error) ? error.message : String(error)
    throw new StateError(EVALUATION, `${describe(source, field)} failed: ${reason}`)
  }
  const text = JSON.stringify(result)
  if (text === undefined) throw new StateError(EVALUATION, `${describe(source, field)} returned nothing (undefined).`)
  return JSON.parse(text)
}

function describe(source: unknown, field: string): string {
  const text = typeof source === "string" ? source.replace(JSONATA, "$1").trim() : JSON.stringify(source)
  return `The JSONata expression '${text}' specified for the field '${field}'`
}

function hasMessage(error: unknown): error is { message: string } {
  return typeof error === "object" && error !== null && "message" in error && typeof error.message === "string"
}

function partition(items: unknown[], size: number): unknown[][] {
  if (!(size >= 1)) throw new Error("$partition needs a size of at least 1")
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  )
}

function range(first: number, last: number, step: number): number[] {
  const length = Math.floor((last - first) / step) + 1
  if (!(length >= 0 && length <= 1000)) throw new Error("$range returns at most 1000 numbers")
  return Array.from({ length }, (_, index) => first + index * step)
}

function hash(text: string, algorithm: string): string {
  const name = /^(?:MD5|SHA-(?:1|256|384|512))$/.test(algorithm) ? algorithm.replace("-", "") : undefined
  if (name === undefined) throw new Error("$hash takes MD5, SHA-1, SHA-256, SHA-384 or SHA-512")
  return createHash(name.toLowerCase()).update(text).digest("hex")
}
