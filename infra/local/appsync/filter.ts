/** Subscription filters, within the limits of AppSync: an event passes when, of any one group, every rule holds. */
import * as z from "zod"
import { ResolverError } from "./resolver-error.ts"

type Rule = { path: string[]; holds(actual: unknown): boolean }
export type Filter = Rule[][]

const scalar = z.union([z.string(), z.number(), z.boolean()])
const few = z.array(scalar).min(1).max(5)
const some = z.array(scalar).min(1).max(20)
const FieldName = z
  .string()
  .min(1)
  .max(256)
  .refine((name) => name.split(".").length <= 5, "nested more than five levels deep")

/** Operator -> the operand it takes and whether a present value meets it. */
const operators = {
  eq: operator(scalar, (actual, wanted) => actual === wanted),
  ne: operator(scalar, (actual, wanted) => actual !== wanted),
  lt: operator(scalar, (actual, wanted) => comparable(actual, wanted) && actual < wanted),
  le: operator(scalar, (actual, wanted) => comparable(actual, wanted) && actual <= wanted),
  gt: operator(scalar, (actual, wanted) => comparable(actual, wanted) && actual > wanted),
  ge: operator(scalar, (actual, wanted) => comparable(actual, wanted) && actual >= wanted),
  contains: operator(scalar, contains),
  notContains: operator(scalar, (actual, wanted) => !contains(actual, wanted)),
  beginsWith: operator(z.string(), (actual, wanted) => typeof actual === "string" && actual.startsWith(wanted)),
  in: operator(few, (actual, wanted) => wanted.some((one) => one === actual)),
  notIn: operator(few, (actual, wanted) => !wanted.some((one) => one === actual)),
  between: operator(
    z.tuple([scalar, scalar]),
    (actual, [low, high]) => comparable(actual, low) && actual >= low && comparable(actual, high) && actual <= high,
  ),
  containsAny: operator(some, (actual, wanted) => wanted.some((one) => contains(actual, one))),
}

const Groups = z.strictObject({
  filterGroup: z
    .array(
      z.strictObject({
        filters: z
          .array(
            z.strictObject({
              fieldName: FieldName,
              operator: z.enum(Object.keys(operators) as (keyof typeof operators)[]),
              value: z.unknown(),
            }),
          )
          .min(1),
      }),
    )
    .min(1),
})

/** Reads the argument of `extensions.setSubscriptionFilter`; a rule without a value is refused, never skipped. */
export function readFilter(input: unknown): Filter {
  const groups = parsed(Groups, input, "filter")
  return groups.filterGroup.map(({ filters }) =>
    filters.map(({ fieldName, operator: name, value }) => ({
      path: fieldName.split("."),
      holds: operators[name](value, `${fieldName} ${name}`),
    })),
  )
}

export function passes(filter: Filter, event: unknown): boolean {
  return filter.some((rules) =>
    rules.every(({ path, holds }) => {
      const actual = at(event, path)
      return actual !== undefined && holds(actual)
    }),
  )
}

export function at(event: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, name) =>
      typeof value === "object" && value !== null && !Array.isArray(value) ? Reflect.get(value, name) : undefined,
    event,
  )
}

function operator<S extends z.ZodType>(schema: S, holds: (actual: unknown, wanted: z.infer<S>) => boolean) {
  return (value: unknown, where: string) => {
    const wanted = parsed(schema, value, where)
    return (actual: unknown) => holds(actual, wanted)
  }
}

function comparable<T>(actual: unknown, wanted: T): actual is T {
  return typeof actual === typeof wanted
}

function contains(actual: unknown, wanted: unknown): boolean {
  if (Array.isArray(actual)) return actual.includes(wanted)
  return typeof actual === "string" && actual.includes(String(wanted))
}

function parsed<S extends z.ZodType>(schema: S, value: unknown, where: string): z.infer<S> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const problem = result.error.issues.map(({ path, message }) => [...path, message].join(": ")).join("; ")
  throw new ResolverError(`Invalid subscription filter (${where}): ${problem}`, "BadRequestException")
}
