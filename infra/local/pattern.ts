/**
 * Event patterns, as EventBridge rules and Lambda filters write them. A pattern is compiled once into a predicate, so a
 * malformed one is refused where it is declared and not when the first event arrives.
 */
import { invalidPattern, isObject, leafTest } from "./pattern-operators.ts"

export type Matcher = (event: unknown) => boolean

export function compilePattern(pattern: unknown): Matcher {
  if (!isObject(pattern)) throw invalidPattern("a pattern is an object")
  const tests = Object.entries(pattern).map(([key, value]) => (key === "$or" ? anyOf(value) : field(key, value)))
  if (tests.length === 0) throw invalidPattern("empty patterns are not allowed")
  const matches: Matcher = (event) =>
    // Fields of an array of objects must be met by one and the same element.
    Array.isArray(event) ? event.some(matches) : tests.every((test) => test(event))
  return matches
}

function anyOf(alternatives: unknown): Matcher {
  if (!Array.isArray(alternatives) || alternatives.length === 0) throw invalidPattern("$or takes an array of patterns")
  const matchers = alternatives.map(compilePattern)
  return (event) => matchers.some((matches) => matches(event))
}

function field(key: string, value: unknown): Matcher {
  if (isObject(value)) {
    const matches = compilePattern(value)
    return (event) => matches(child(event, key) ?? {})
  }
  if (!Array.isArray(value)) throw invalidPattern(`"${key}" must be an object or an array`)
  if (value.length === 0) throw invalidPattern(`"${key}": empty arrays are not allowed`)
  const tests = value.map(leafTest)
  return (event) => {
    const found = leaves(child(event, key))
    return tests.some((test) => test(found))
  }
}

function child(event: unknown, key: string): unknown {
  return isObject(event) && Object.hasOwn(event, key) ? event[key] : undefined
}

/** The scalars a field holds: none when it is absent or an object, several when it is an array. */
function leaves(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap(leaves)
  return value === undefined || isObject(value) ? [] : [value]
}
