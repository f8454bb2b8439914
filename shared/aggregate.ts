/** The report engine: it runs a report over opened segments, decoding only the columns the report names. */

import { decimal } from "./amount.ts"
import { lists, numbers, type Opened, texts } from "./columns.ts"
import { refuse, STATUS_NAMES } from "./comparison.ts"
import { conditionTest, factOf, plain, type Scope, type Test, visible } from "./condition.ts"
import { STATUS } from "./fact-sources.ts"
import type { Axis, GroupKey, Report, ReportCell } from "./report.ts"
import type { FactMeaning } from "./report-facts.ts"
import { dayNumber, dayOf, type Interval, periodOf } from "./time.ts"

type Grouping = (row: number) => GroupKey

function grouping(segment: Opened, report: Report, axis: Axis | undefined, scope: Scope, where: string): Grouping {
  if (axis === undefined) return () => null
  const fact = factOf(report.of, axis.field, scope, where)
  const { column, means } = fact
  if (means === "text") {
    const { words, at } = texts(segment, column)
    return (row) => words[at[row] ?? -1] ?? null
  }
  if (means === "ids") {
    const cells = lists(segment, column)
    return (row) => cells[row]?.[0] ?? null
  }
  const value = plain(segment, fact, scope)
  if (means === "status") return (row) => STATUS_NAMES[value(row) ?? -1] ?? null
  if (!isDate(means)) return value
  const label = periods(axis.interval ?? (means === "date" ? "day" : "month"))
  return (row) => {
    const day = value(row)
    return day === null ? null : label(day)
  }
}

const isDate = (means: FactMeaning) => means === "day" || means === "instant" || means === "date"

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
  const fact = factOf(report.of, period.field, scope, "period.field")
  if (!isDate(fact.means)) throw refuse("period.field", `${period.field} is not a date`)
  const from = period.from === undefined ? Number.NEGATIVE_INFINITY : dayNumber(period.from)
  const to = period.to === undefined ? Number.POSITIVE_INFINITY : dayNumber(period.to)
  const value = plain(segment, fact, scope)
  return (row) => {
    const day = value(row)
    return day !== null && day >= from && day <= to
  }
}

type Amount = (row: number) => number

/** Weighted amounts are per cents of minor units while they are added up, so that their sum is exact in any order. */
const PER_CENT = 100

function measured(segment: Opened, report: Report, scope: Scope): { amount: Amount; money: boolean } {
  const { by, field } = report.measure
  if (by === "count") return { amount: () => 1, money: false }
  const { column, means } = factOf(report.of, by === "weighted" ? "value" : (field ?? "value"), scope, "measure.field")
  if (means !== "money" && means !== "number") throw refuse("measure.field", `${field} is not a number`)
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
  return { amount: (row) => Math.round(whole(row) * chance(row)), money: true }
}

type Tally = { view: GroupKey; segment: GroupKey; currency: string | null; count: number; sum: number }

/** Adds what a segment holds to the tallies of a report. */
export function tally(segment: Opened, report: Report, scope: Scope, into: Map<string, Tally>): void {
  const tests = [
    visible(report.of, segment, scope),
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
  const { by } = report.measure
  const cells = [...tallies.values()].map(({ view, segment, currency, count, sum }) => {
    const whole = by === "weighted" ? sum / PER_CENT : sum
    const total = currency === null ? whole : decimal(Math.round(whole), currency)
    return { view, segment, currency, count, value: by === "count" ? count : by === "average" ? total / count : total }
  })
  return cells.sort((a, b) => byKey(a.view, b.view) || byKey(a.segment, b.segment) || byKey(a.currency, b.currency))
}

function byKey(a: GroupKey, b: GroupKey): number {
  if (a === b) return 0
  if (a === null) return 1
  if (b === null) return -1
  return a < b ? -1 : 1
}
