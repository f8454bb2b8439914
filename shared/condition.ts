/** Tests of a segment's rows: who may see them, and whether they meet a report's or a list's conditions. */
import { decimalsOf } from "./amount.ts"
import { lists, numbers, type Opened, texts } from "./columns.ts"
import { STATUS } from "./facts.ts"
import { Problem } from "./problem.ts"
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
}

export type Test = (row: number) => boolean
export type Fact = { column: string; means: FactMeaning }

export const STATUS_NAMES = Object.keys(STATUS)

/** The fact behind a field. Throws a `Problem` that names the field and `where` it was asked for. */
export function factOf(of: RecordKind, field: string, scope: Scope, where: string): Fact {
  const known = factFor(of, field, scope.customFields)
  if (known === undefined) throw refuse(where, `${field} is not a field of a ${of}`)
  return known
}

export function refuse(where: string, why: string): Problem {
  return new Problem("invalid", `${where}: ${why}`, { [where]: why })
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

/** The test of one condition over a segment. Throws a `Problem` that names what is wrong with the condition. */
export function conditionTest(segment: Opened, of: RecordKind, condition: Condition, scope: Scope): Test {
  const fact = factOf(of, condition.field, scope, "filters")
  if (fact.means === "ids") return listTest(lists(segment, fact.column), condition)
  const passes = comparison(condition, fact.means)
  if (fact.means === "text") {
    const { words, at } = texts(segment, fact.column)
    const known = words.map(passes)
    const none = passes(null)
    return (row) => ((at[row] ?? -1) < 0 ? none : known[at[row] ?? 0] === true)
  }
  const value = plain(segment, fact, scope)
  return (row) => passes(value(row))
}

function listTest(cells: number[][], condition: Condition): Test {
  const { operator } = condition
  if (operator === "empty") return (row) => (cells[row]?.length ?? 0) === 0
  if (operator === "not_empty") return (row) => (cells[row]?.length ?? 0) > 0
  const wanted = operands(condition, "ids")
  const any: Test = (row) => cells[row]?.some((id) => wanted.includes(id)) ?? false
  if (operator === "=" || operator === "in") return any
  if (operator === "!=") return (row) => !any(row)
  throw refuse("filters", `${operator} does not apply to ${condition.field}, which is a list`)
}

function comparison(condition: Condition, means: FactMeaning): (found: number | string | null) => boolean {
  const { operator } = condition
  if (operator === "empty") return (found) => found === null
  if (operator === "not_empty") return (found) => found !== null
  const all = operands(condition, means)
  const [wanted = 0] = all
  if (operator === "in") return (found) => found !== null && all.includes(found)
  if (operator === "=") return (found) => found === wanted
  if (operator === "!=") return (found) => found !== wanted
  if (operator === "<") return (found) => found !== null && found < wanted
  if (operator === "<=") return (found) => found !== null && found <= wanted
  if (operator === ">") return (found) => found !== null && found > wanted
  return (found) => found !== null && found >= wanted
}

function operands({ field, value }: Condition, means: FactMeaning): (number | string)[] {
  return [value ?? []].flat().map((one) => {
    const wanted = operand(one, means)
    if (Number.isNaN(wanted)) throw refuse("filters", `${one} is not a value of ${field}`)
    return wanted
  })
}

function operand(value: string | number | boolean, means: FactMeaning): number | string {
  if (means === "text") return String(value)
  if (means === "status") return known(STATUS_NAMES.indexOf(String(value)))
  if (means === "flag") return known([false, true].findIndex((one) => value === one || String(value) === String(one)))
  if (means === "day" || means === "instant") return dayNumber(String(value).slice(0, 10))
  return value === "" ? Number.NaN : Number(value)
}

const known = (index: number) => (index < 0 ? Number.NaN : index)
