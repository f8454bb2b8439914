/** Tests of a segment's rows: who may see them, and whether they meet a report's or a list's conditions. */
import { decimalsOf } from "./amount.ts"
import { lists, numbers, type Opened, type Texts, texts } from "./columns.ts"
import { comparison, operands, refuse } from "./comparison.ts"
import { STATUS } from "./facts.ts"
import type { RecordKind } from "./record.ts"
import { type Condition, type FactMeaning, factFor } from "./report.ts"
import { dayNumber } from "./time.ts"

/** Whose report it is, and what the workspace knows that facts do not hold. */
export type Scope = {
  userId: number
  seesAll: boolean
  /** Minutes that the zone is ahead of UTC at a second since the epoch. */
  offsetMinutes(second: number): number
  customFields: ReadonlyMap<string, FactMeaning>
  /** Chance in per cent by stage. */
  stageProbability: ReadonlyMap<number, number>
  /** Days without a sign of life after which deals rot, by stage. */
  rottenAfterDays: ReadonlyMap<number, number>
  /** Seconds since the epoch, and the day on which they fall in the workspace's zone. */
  now: number
  today: string
}

export type Test = (row: number) => boolean
export type Fact = { column: string; means: FactMeaning }

/** The fact behind a field. Throws a `Problem` that names the field and `where` it was asked for. */
export function factOf(of: RecordKind, field: string, scope: Scope, where: string): Fact {
  const known = factFor(of, field, scope.customFields)
  if (known === undefined) throw refuse(where, `${field} is not a field of a ${of}`)
  return known
}

/** Rows the viewer may see that are not in the trash. */
export function visible(segment: Opened, scope: Pick<Scope, "userId" | "seesAll">): Test {
  const gone = numbers(segment, "gone")
  if (scope.seesAll) return (row) => Number.isNaN(gone[row])
  const owner = numbers(segment, "owner")
  const visibleTo = numbers(segment, "visibleTo")
  return (row) => Number.isNaN(gone[row]) && (visibleTo[row] !== 1 || owner[row] === scope.userId)
}

/** The numbers of a column as people mean them: money in decimals, instants as days of the workspace's zone; null where there is none. */
export function plain(segment: Opened, { column, means }: Fact, scope: Scope): (row: number) => number | null {
  if (means === "date") return dates(segment, column)
  if (means === "rotten") return rotten(segment, scope)
  const values = numbers(segment, column)
  const known = (row: number) => {
    const value = values[row]
    return value === undefined || Number.isNaN(value) ? null : value
  }
  if (means === "flag") return (row) => (values[row] === 1 ? 1 : 0)
  if (means === "instant") {
    return (row) => {
      const at = known(row)
      return at === null ? null : Math.floor((at + scope.offsetMinutes(at) * 60) / 86_400)
    }
  }
  if (means !== "money") return known
  const { words, at } = texts(segment, "currency")
  const units = words.map((currency) => 10 ** decimalsOf(currency))
  return (row) => {
    const amount = known(row)
    return amount === null ? null : amount / (units[at[row] ?? -1] ?? 100)
  }
}

function dates(segment: Opened, column: string): (row: number) => number | null {
  const { words, at } = texts(segment, column)
  const days = words.map(dayNumber)
  return (row) => days[at[row] ?? -1] ?? null
}

function rotten(segment: Opened, { rottenAfterDays, now }: Scope): (row: number) => number {
  const [status, stage, touched] = ["status", "stage", "touched"].map((column) => numbers(segment, column))
  return (row) => {
    const days = rottenAfterDays.get(stage?.[row] ?? 0)
    if (status?.[row] !== STATUS.open || days === undefined) return 0
    return now - (touched?.[row] ?? now) > days * 86_400 ? 1 : 0
  }
}

/** The test of one condition over a segment. Throws a `Problem` that names what is wrong with the condition, and `where`. */
export function conditionTest(
  segment: Opened,
  of: RecordKind,
  condition: Condition,
  scope: Scope,
  where = "filters",
): Test {
  const fact = factOf(of, condition.field, scope, where)
  if (fact.means === "ids") return listTest(lists(segment, fact.column), condition, scope, where)
  if (fact.means === "text") return textTest(texts(segment, fact.column), condition, scope, where)
  const passes = comparison(condition, fact.means, scope, where)
  const value = plain(segment, fact, scope)
  return (row) => passes(value(row))
}

/** The test of a condition on text: each word is looked at once. */
export function textTest({ words, at }: Texts, condition: Condition, scope: Scope, where: string): Test {
  const passes = comparison(condition, "text", scope, where)
  const known = words.map(passes)
  const none = passes(null)
  return (row) => ((at[row] ?? -1) < 0 ? none : known[at[row] ?? 0] === true)
}

function listTest(cells: number[][], condition: Condition, scope: Scope, where: string): Test {
  const { operator } = condition
  if (operator === "empty") return (row) => (cells[row]?.length ?? 0) === 0
  if (operator === "not_empty") return (row) => (cells[row]?.length ?? 0) > 0
  const wanted = operands(condition, "ids", scope, where)
  const any: Test = (row) => cells[row]?.some((id) => wanted.includes(id)) ?? false
  if (operator === "=" || operator === "in") return any
  if (operator === "!=") return (row) => !any(row)
  throw refuse(where, `${operator} does not apply to ${condition.field}, which is a list`)
}
