/** The report engine: it runs a report over opened segments, decoding only the columns the report names. */

import { decimal } from "./amount.ts"
import { lists, numbers, type Opened, texts } from "./columns.ts"
import { STATUS } from "./facts.ts"
import { Problem } from "./problem.ts"
import type { RecordKind } from "./record.ts"
import {
  type Axis,
  type Condition,
  type FactMeaning,
  factFor,
  type GroupKey,
  type Report,
  type ReportCell,
} from "./report.ts"
import { dayNumber, dayOf, type Interval, periodOf } from "./time.ts"

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

type Test = (row: number) => boolean
type Grouping = (row: number) => GroupKey

const STATUS_NAMES = Object.keys(STATUS)

function fact(report: { of: RecordKind }, field: string, scope: Scope, where: string) {
  const known = factFor(report.of, field, scope.customFields)
  if (known === undefined)
    throw new Problem("invalid", `${where}: ${field} is not a field of a ${report.of}`, {
      [where]: `${field} is not a field`,
    })
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

/** The test of one condition over a segment. Throws a `Problem` that names what is wrong with the condition. */
export function conditionTest(segment: Opened, of: RecordKind, condition: Condition, scope: Scope): Test {
  const { column, means } = fact({ of }, condition.field, scope, "filters")
  if (means === "ids") return listTest(lists(segment, column), condition)
  if (means === "text") {
    const { words, at } = texts(segment, column)
    const passes = words.map((word) => compare(word, condition, means))
    const none = compare(null, condition, means)
    return (row) => ((at[row] ?? -1) < 0 ? none : passes[at[row] ?? 0] === true)
  }
  const values = numbers(segment, column)
  return (row) => compare(plain(values[row], means, scope), condition, means)
}

function plain(value: number | undefined, means: FactMeaning, scope: Scope): number | null {
  if (means === "flag") return value === 1 ? 1 : 0
  if (value === undefined || Number.isNaN(value)) return null
  return means === "instant" ? Math.floor((value + scope.offsetMinutes(value) * 60) / 86_400) : value
}

function listTest(cells: number[][], { operator, value }: Condition): Test {
  const wanted = (Array.isArray(value) ? value : [value]).map(Number)
  const any: Test = (row) => cells[row]?.some((id) => wanted.includes(id)) ?? false
  if (operator === "empty") return (row) => (cells[row]?.length ?? 0) === 0
  if (operator === "not_empty") return (row) => (cells[row]?.length ?? 0) > 0
  if (operator === "=" || operator === "in") return any
  if (operator === "!=") return (row) => !any(row)
  throw new Problem("invalid", `filters: ${operator} does not apply to a list`, {
    filters: `${operator} does not apply to a list`,
  })
}

function operand(value: unknown, means: FactMeaning): number | string {
  if (means === "status") return STATUS_NAMES.indexOf(String(value))
  if (means === "flag") return value === true || value === "true" || value === 1 ? 1 : 0
  if ((means === "day" || means === "instant") && typeof value === "string") return dayNumber(value.slice(0, 10))
  return means === "text" ? String(value) : Number(value)
}

function compare(found: number | string | null, { operator, value }: Condition, means: FactMeaning): boolean {
  if (operator === "empty") return found === null
  if (operator === "not_empty") return found !== null
  if (operator === "in") return (Array.isArray(value) ? value : [value]).some((one) => operand(one, means) === found)
  const wanted = operand(Array.isArray(value) ? value[0] : value, means)
  if (operator === "=") return found === wanted
  if (operator === "!=") return found !== wanted
  if (found === null) return false
  if (operator === "<") return found < wanted
  if (operator === "<=") return found <= wanted
  return operator === ">" ? found > wanted : found >= wanted
}

function grouping(segment: Opened, report: Report, axis: Axis | undefined, scope: Scope, where: string): Grouping {
  if (axis === undefined) return () => null
  const { column, means } = fact(report, axis.field, scope, where)
  if (means === "text") {
    const { words, at } = texts(segment, column)
    return (row) => words[at[row] ?? -1] ?? null
  }
  if (means === "ids") {
    const cells = lists(segment, column)
    return (row) => cells[row]?.[0] ?? null
  }
  const values = numbers(segment, column)
  if (means === "status") return (row) => STATUS_NAMES[values[row] ?? -1] ?? null
  if (means === "day" || means === "instant") {
    const label = periods(axis.interval ?? "month")
    return (row) => {
      const day = plain(values[row], means, scope)
      return day === null ? null : label(day)
    }
  }
  return (row) => plain(values[row], means, scope)
}

function periods(interval: Interval): (day: number) => string {
  const known = new Map<number, string>()
  return (day) => {
    let label = known.get(day)
    if (label === undefined) {
      label = periodOf(dayOf(day), interval)
      known.set(day, label)
    }
    return label
  }
}

function periodTest(segment: Opened, report: Report, scope: Scope): Test {
  const { period } = report
  if (period === undefined) return () => true
  const { column, means } = fact(report, period.field, scope, "period.field")
  if (means !== "day" && means !== "instant") {
    throw new Problem("invalid", `period.field: ${period.field} is not a date`, { "period.field": "is not a date" })
  }
  const from = period.from === undefined ? Number.NEGATIVE_INFINITY : dayNumber(period.from)
  const to = period.to === undefined ? Number.POSITIVE_INFINITY : dayNumber(period.to)
  const values = numbers(segment, column)
  return (row) => {
    const day = plain(values[row], means, scope)
    return day !== null && day >= from && day <= to
  }
}

type Amount = (row: number) => number

function measured(segment: Opened, report: Report, scope: Scope): { amount: Amount; money: boolean } {
  const { by, field } = report.measure
  if (by === "count") return { amount: () => 1, money: false }
  const { column, means } = fact(report, by === "weighted" ? "value" : (field ?? "value"), scope, "measure.field")
  if (means !== "money" && means !== "number") {
    throw new Problem("invalid", `measure.field: ${field} is not a number`, { "measure.field": "is not a number" })
  }
  const values = numbers(segment, column)
  const whole: Amount = (row) => values[row] ?? Number.NaN
  if (by !== "weighted") return { amount: whole, money: means === "money" }
  const own = numbers(segment, "probability")
  const stage = numbers(segment, "stage")
  const status = numbers(segment, "status")
  const chance: Amount = (row) => {
    if (status[row] !== STATUS.open) return status[row] === STATUS.won ? 100 : 0
    const given = own[row] ?? Number.NaN
    return Number.isNaN(given) ? (scope.stageProbability.get(stage[row] ?? 0) ?? 100) : given
  }
  return { amount: (row) => Math.round(whole(row) * chance(row)) / 100, money: true }
}

type Tally = { view: GroupKey; segment: GroupKey; currency: string | null; count: number; sum: number }

/** Adds what a segment holds to the tallies of a report. */
export function tally(segment: Opened, report: Report, scope: Scope, into: Map<string, Tally>): void {
  const tests = [
    visible(segment, scope),
    periodTest(segment, report, scope),
    ...report.filters.map((condition) => conditionTest(segment, report.of, condition, scope)),
  ]
  const view = grouping(segment, report, report.view_by, scope, "view_by.field")
  const split = grouping(segment, report, report.segment_by, scope, "segment_by.field")
  const { amount, money } = measured(segment, report, scope)
  const currencies = money ? texts(segment, "currency") : undefined
  for (let row = 0; row < segment.rows; row++) {
    if (!tests.every((passes) => passes(row))) continue
    const value = amount(row)
    if (Number.isNaN(value)) continue
    const currency = currencies === undefined ? null : (currencies.words[currencies.at[row] ?? -1] ?? null)
    const keys = [view(row), split(row)] as const
    const key = `${typeof keys[0]}${keys[0]}\u0000${typeof keys[1]}${keys[1]}\u0000${currency}`
    const cell = into.get(key)
    if (cell === undefined) into.set(key, { view: keys[0], segment: keys[1], currency, count: 1, sum: value })
    else {
      cell.count++
      cell.sum += value
    }
  }
}

/** The cells of a report, in the order of its axes, amounts as decimals. */
export function cellsOf(tallies: Map<string, Tally>, report: Report): ReportCell[] {
  const cells = [...tallies.values()].map(({ view, segment, currency, count, sum }) => {
    const total = currency === null ? sum : decimal(Math.round(sum), currency)
    const value = report.measure.by === "count" ? count : report.measure.by === "average" ? total / count : total
    return { view, segment, currency, count, value }
  })
  return cells.sort((a, b) => byKey(a.view, b.view) || byKey(a.segment, b.segment))
}

function byKey(a: GroupKey, b: GroupKey): number {
  if (a === b) return 0
  if (a === null) return 1
  if (b === null) return -1
  return a < b ? -1 : 1
}
