import { BlockList, isIP } from "node:net"
import { AwsError } from "./aws-error.ts"

/** Is a field with these scalars (none = absent) what the pattern asks for? */
export type LeafTest = (leaves: unknown[]) => boolean

type ScalarTest = (leaf: unknown) => boolean

const operators: Record<string, (operand: unknown) => ScalarTest> = {
  prefix: (operand) => affix("prefix", operand, (text, part) => text.startsWith(part)),
  suffix: (operand) => affix("suffix", operand, (text, part) => text.endsWith(part)),
  "equals-ignore-case": (operand) => {
    const wanted = string("equals-ignore-case", operand).toLowerCase()
    return (leaf) => typeof leaf === "string" && leaf.toLowerCase() === wanted
  },
  wildcard: (operand) => {
    const expression = wildcard(string("wildcard", operand))
    return (leaf) => typeof leaf === "string" && expression.test(leaf)
  },
  cidr: (operand) => cidr(string("cidr", operand)),
  numeric,
  "anything-but": anythingBut,
}

const comparisons: Record<string, (left: number, right: number) => boolean> = {
  "<": (left, right) => left < right,
  "<=": (left, right) => left <= right,
  ">": (left, right) => left > right,
  ">=": (left, right) => left >= right,
  "=": (left, right) => left === right,
}

export function leafTest(matcher: unknown): LeafTest {
  if (!isObject(matcher)) {
    if (typeof matcher === "object" && matcher !== null) throw invalidPattern("arrays inside arrays are not allowed")
    return (leaves) => leaves.some((leaf) => leaf === matcher)
  }
  const [name, operand] = only(matcher)
  if (name === "exists") {
    if (typeof operand !== "boolean") throw invalidPattern("exists takes true or false")
    return (leaves) => leaves.length > 0 === operand
  }
  const test = operator(name)(operand)
  return (leaves) => leaves.some(test)
}

export function invalidPattern(reason: string): AwsError {
  return new AwsError("InvalidEventPatternException", `Event pattern is not valid. Reason: ${reason}`)
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}

function operator(name: string): (operand: unknown) => ScalarTest {
  const found = Object.hasOwn(operators, name) ? operators[name] : undefined
  if (found === undefined) throw invalidPattern(`Unrecognized match type ${name}`)
  return found
}

function only(matcher: Record<string, unknown>): [name: string, operand: unknown] {
  const [entry, ...more] = Object.entries(matcher)
  if (entry === undefined || more.length > 0) throw invalidPattern("Only one key allowed in match expression")
  return entry
}

function string(name: string, operand: unknown): string {
  if (typeof operand !== "string") throw invalidPattern(`${name} takes a string`)
  return operand
}

function affix(name: string, operand: unknown, has: (text: string, part: string) => boolean): ScalarTest {
  if (!isObject(operand)) {
    const part = string(name, operand)
    return (leaf) => typeof leaf === "string" && has(leaf, part)
  }
  const part = string(name, operand["equals-ignore-case"]).toLowerCase()
  return (leaf) => typeof leaf === "string" && has(leaf.toLowerCase(), part)
}

function wildcard(text: string): RegExp {
  if (text.replaceAll(/\\./g, "").includes("**")) throw invalidPattern("Consecutive wildcard characters")
  const source = text.replaceAll(/\\([*\\])|\*|[.+?^${}()|[\]\\]/g, (found, escaped?: string) => {
    if (escaped !== undefined) return `\\${escaped}`
    return found === "*" ? "[\\s\\S]*" : `\\${found}`
  })
  return new RegExp(`^${source}$`)
}

function cidr(range: string): ScalarTest {
  const [network = "", bits = ""] = range.split("/")
  const version = isIP(network)
  if (version === 0 || !/^\d+$/.test(bits)) throw invalidPattern(`Malformed CIDR ${range}`)
  const family = version === 6 ? "ipv6" : "ipv4"
  const list = new BlockList()
  list.addSubnet(network, Number(bits), family)
  return (leaf) => typeof leaf === "string" && isIP(leaf) === version && list.check(leaf, family)
}

function numeric(operand: unknown): ScalarTest {
  if (!Array.isArray(operand) || operand.length === 0 || operand.length % 2 === 1) {
    throw invalidPattern("numeric takes pairs of an operator and a number")
  }
  const tests: ((leaf: number) => boolean)[] = []
  for (let at = 0; at < operand.length; at += 2) {
    const compare = comparisons[String(operand[at])]
    const bound: unknown = operand[at + 1]
    if (compare === undefined) throw invalidPattern(`Unrecognized numeric range operator: ${operand[at]}`)
    if (typeof bound !== "number") throw invalidPattern("Value of a numeric operator must be numeric")
    tests.push((leaf) => compare(leaf, bound))
  }
  return (leaf) => typeof leaf === "number" && tests.every((test) => test(leaf))
}

function anythingBut(operand: unknown): ScalarTest {
  if (!isObject(operand)) {
    const refused = list(operand)
    return (leaf) => !refused.includes(leaf)
  }
  const [name, inner] = only(operand)
  const tests = list(inner).map(operator(name))
  return (leaf) => typeof leaf === "string" && !tests.some((test) => test(leaf))
}

function list(operand: unknown): unknown[] {
  const items: unknown[] = Array.isArray(operand) ? operand : [operand]
  if (items.length === 0) throw invalidPattern("anything-but takes a value or a list")
  return items
}
