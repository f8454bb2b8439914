/** What a condition compares with, and how: one test for whatever a fact of some meaning holds. */
import { STATUS } from "./fact-sources.ts"
import { idIn } from "./lead.ts"
import { nameKey } from "./organization.ts"
import { Problem } from "./problem.ts"
import { PROJECT_STATUSES } from "./project.ts"
import { spanOf } from "./relative-day.ts"
import type { Condition, Operator } from "./report.ts"
import type { FactMeaning } from "./report-facts.ts"

export const STATUS_NAMES = Object.keys(STATUS)
const PROJECT_STATUS_NAMES: readonly string[] = PROJECT_STATUSES

/** What relative values are relative to. */
export type Asked = { userId: number; today: string }

export function refuse(where: string, why: string): Problem {
  return new Problem("invalid", `${where}: ${why}`, { [where]: why })
}

type Found = number | string | null
type Passes = (found: Found) => boolean

type Within = (text: string, part: string) => boolean

const contains: Within = (text, part) => text.includes(part)
const startsWith: Within = (text, part) => text.startsWith(part)
const endsWith: Within = (text, part) => text.endsWith(part)

const TEXT_TESTS: Partial<Record<Operator, Within>> = {
  contains,
  not_contains: contains,
  starts_with: startsWith,
  not_starts_with: startsWith,
  ends_with: endsWith,
  not_ends_with: endsWith,
}

const ORDERING: readonly Operator[] = ["=", "!=", "<", "<=", ">", ">=", "in"]

export function comparison(condition: Condition, means: FactMeaning, scope: Asked, where: string): Passes {
  const { operator, field } = condition
  if (operator === "empty") return (found) => found === null
  if (operator === "not_empty") return (found) => found !== null
  const within = TEXT_TESTS[operator]
  if (within !== undefined) {
    if (means !== "text") throw refuse(where, `${operator} does not apply to ${field}, which is not text`)
    const parts = [condition.value ?? []].flat().map((value) => nameKey(String(value)))
    const holds: Passes = (found) => found !== null && parts.some((part) => within(nameKey(String(found)), part))
    return operator.startsWith("not_") ? (found) => !holds(found) : holds
  }
  if (!ORDERING.includes(operator)) throw refuse(where, `${operator} does not apply to ${field}`)
  if (means === "day" || means === "instant" || means === "date") return dayComparison(condition, scope, where)
  return ordered(
    operator,
    operands(condition, means, scope, where).map((one) => ({ from: one, to: one })),
  )
}

/** A comparison with days, given as numbers, that is the same for every record. */
export function dayComparison({ operator, field, value }: Condition, scope: Asked, where: string): Passes {
  const spans = [value ?? []].flat().map((one) => {
    const span = spanOf(String(one), scope.today)
    if (span === undefined) throw refuse(where, `${one} is not a value of ${field}`)
    return span
  })
  return ordered(operator, spans)
}

/** Compares with values, or with spans: before one is before all of it, and the same is within it. */
function ordered(
  operator: Condition["operator"],
  spans: readonly { from: number | string; to: number | string }[],
): Passes {
  const [first = { from: 0, to: 0 }] = spans
  const within = (found: Found, { from, to } = first) => found !== null && found >= from && found <= to
  if (operator === "in") return (found) => spans.some((span) => within(found, span))
  if (operator === "=") return (found) => within(found)
  if (operator === "!=") return (found) => !within(found)
  if (operator === "<") return (found) => found !== null && found < first.from
  if (operator === "<=") return (found) => found !== null && found <= first.to
  if (operator === ">") return (found) => found !== null && found > first.to
  return (found) => found !== null && found >= first.from
}

export function operands(
  { field, value }: Condition,
  means: FactMeaning,
  scope: Asked,
  where: string,
): (number | string)[] {
  return [value ?? []].flat().map((one) => {
    const wanted = operand(one, means, scope)
    if (Number.isNaN(wanted)) throw refuse(where, `${one} is not a value of ${field}`)
    return wanted
  })
}

function operand(value: string | number | boolean, means: FactMeaning, scope: Asked): number | string {
  if (means === "text") return String(value)
  if (means === "user" && value === "me") return scope.userId
  if (means === "status") return known(STATUS_NAMES.indexOf(String(value)))
  if (means === "progress") return known(PROJECT_STATUS_NAMES.indexOf(String(value)))
  if (means === "uuids" && String(value).includes("-")) return idIn(String(value))
  if (means === "flag" || means === "rotten") {
    return known(
      [false, true].findIndex((one) => String(value) === String(one) || String(value) === String(Number(one))),
    )
  }
  return value === "" ? Number.NaN : Number(value)
}

const known = (index: number) => (index < 0 ? Number.NaN : index)
