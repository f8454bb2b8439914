/** The condition block of a policy statement, with the operators CDK writes. */
import { AwsError } from "../aws-error.ts"
import { matchesPattern } from "./pattern.ts"

export type Conditions = Record<string, Record<string, string[]>>
/** What is known about a request, by lower-case condition key. */
export type Facts = Map<string, string[]>

type Test = (actual: string, wanted: string) => boolean

const tests: Record<string, Test> = {
  StringEquals: (actual, wanted) => actual === wanted,
  StringEqualsIgnoreCase: (actual, wanted) => actual.toLowerCase() === wanted.toLowerCase(),
  StringLike: (actual, wanted) => matchesPattern(wanted, actual),
  ArnEquals: (actual, wanted) => matchesArn(wanted, actual),
  ArnLike: (actual, wanted) => matchesArn(wanted, actual),
  Bool: (actual, wanted) => actual.toLowerCase() === wanted.toLowerCase(),
  NumericEquals: (actual, wanted) => Number(actual) === Number(wanted),
  NumericLessThan: (actual, wanted) => Number(actual) < Number(wanted),
  NumericLessThanEquals: (actual, wanted) => Number(actual) <= Number(wanted),
  NumericGreaterThan: (actual, wanted) => Number(actual) > Number(wanted),
  NumericGreaterThanEquals: (actual, wanted) => Number(actual) >= Number(wanted),
}
const negations: Record<string, string> = {
  StringNotEquals: "StringEquals",
  StringNotEqualsIgnoreCase: "StringEqualsIgnoreCase",
  StringNotLike: "StringLike",
  ArnNotEquals: "ArnEquals",
  ArnNotLike: "ArnLike",
  NumericNotEquals: "NumericEquals",
}

export function holdConditions(conditions: Conditions, facts: Facts): boolean {
  return Object.entries(conditions).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) => holds(operator, key, wanted, facts)),
  )
}

function holds(operator: string, key: string, wanted: string[], facts: Facts): boolean {
  const [, quantifier, name = "", ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(.+?)(IfExists)?$/.exec(operator) ?? []
  const actual = facts.get(key.toLowerCase())
  if (name === "Null") return wanted.includes(String(actual === undefined))
  const negated = Object.hasOwn(negations, name)
  const positive = negations[negated ? name : ""] ?? name
  const test = Object.hasOwn(tests, positive) ? tests[positive] : undefined
  if (test === undefined) throw unknown(`condition operator ${operator}`)
  if (actual === undefined && key.toLowerCase().startsWith("dynamodb:")) throw unknown(`condition key ${key}`)
  if (actual === undefined) return ifExists !== undefined || quantifier === "ForAllValues" || negated
  const passes = (value: string): boolean => wanted.some((one) => test(value, one)) !== negated
  return quantifier === "ForAnyValue" ? actual.some(passes) : actual.every(passes)
}

function matchesArn(pattern: string, arn: string): boolean {
  const wanted = pattern.split(":")
  const actual = arn.split(":")
  const head = (parts: string[]): string[] => [...parts.slice(0, 5), parts.slice(5).join(":")]
  const [left, right] = [head(wanted), head(actual)]
  return left.every((part, index) => matchesPattern(part, right[index] ?? ""))
}

function unknown(what: string): AwsError {
  return new AwsError("AccessDeniedException", `the local stack does not evaluate the ${what}, so it denies`, 403)
}
