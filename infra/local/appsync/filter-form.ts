/** `util.transform.toSubscriptionFilter`: the short form `{ severity: { ge: 7 }, or: [...] }` as groups of rules. */
import * as z from "zod"
import { ResolverError } from "./resolver-error.ts"

type Rule = { fieldName: string; operator: string; value: unknown }

const Conditions = z.record(z.string(), z.unknown())

export function toSubscriptionFilter(
  input: unknown,
  ignored: readonly string[] = [],
  rules: unknown = {},
): { filterGroup: { filters: Rule[] }[] } {
  const wanted = alternatives(typeof input === "string" ? JSON.parse(input) : input, ignored)
  const strict = Object.entries(conditions(rules, "rules")).map(([name, tests]) => rulesOf(name, tests))
  const groups = strict.length === 0 ? wanted : both(wanted, strict)
  return { filterGroup: groups.map((filters) => ({ filters })) }
}

function alternatives(input: unknown, ignored: readonly string[]): Rule[][] {
  let groups: Rule[][] = [[]]
  for (const [name, value] of Object.entries(conditions(input, "filter"))) {
    if (name === "or") {
      groups = both(
        groups,
        parts(value, name).flatMap((part) => alternatives(part, ignored)),
      )
    } else if (name === "and") {
      for (const part of parts(value, name)) groups = both(groups, alternatives(part, ignored))
    } else if (!ignored.includes(name)) {
      groups = both(groups, [rulesOf(name, value)])
    }
  }
  return groups
}

function rulesOf(fieldName: string, tests: unknown): Rule[] {
  return Object.entries(conditions(tests, fieldName)).map(([operator, value]) => ({ fieldName, operator, value }))
}

function both(left: Rule[][], right: Rule[][]): Rule[][] {
  return left.flatMap((one) => right.map((other) => [...one, ...other]))
}

function parts(value: unknown, name: string): unknown[] {
  if (Array.isArray(value)) return value
  throw new ResolverError(`Invalid subscription filter (${name}): expected a list`, "BadRequestException")
}

function conditions(value: unknown, name: string): Record<string, unknown> {
  const result = Conditions.safeParse(value)
  if (result.success) return result.data
  throw new ResolverError(`Invalid subscription filter (${name}): expected an object`, "BadRequestException")
}
