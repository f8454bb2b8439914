/** A report's cells as a table, or one per currency: rows are what it is viewed by, columns what it is segmented by, with totals both ways. */
import { decimal, decimalsOf, formatMoney, minorUnits } from "../../shared/amount.ts"
import type { Setup } from "../../shared/api/workspaces.ts"
import { type Rates, totalIn } from "../../shared/exchange.ts"
import type { GroupKey, ReportCell } from "../../shared/report.ts"
import { ratesIn } from "../app/rates.ts"
import { isDate, keyName, keysInOrder } from "./axes.ts"
import { conversionOf } from "./conversion.ts"
import type { Definition } from "./definition.ts"
import { withoutGaps } from "./period.ts"

/** `tone` is the place among all columns of the report, so that a colour means the same in each currency. */
export type Line = { key: GroupKey; name: string; tone: number }

/** An amount in minor units, or a number of records; null where there is none. */
export type Amount = number | null

export type Pivot = {
  currency: string | null
  /** Currencies that were converted into it. */
  from: readonly string[]
  rows: readonly Line[]
  columns: readonly Line[]
  amounts: readonly (readonly Amount[])[]
  rowTotals: readonly Amount[]
  columnTotals: readonly Amount[]
  total: Amount
  /** Records behind the total. */
  count: number
}

type Total = { units: Amount; count: number }
type Adding = (cells: readonly ReportCell[]) => Total

/** The tables of a report: one where its currencies are converted, else one for each, the workspace's own first. */
export function pivotsOf(cells: readonly ReportCell[], definition: Definition, setup: Setup): Pivot[] {
  const own = setup.workspace.default_currency
  const { of, segment, view, measure } = definition
  const { from } = conversionOf(cells, definition, setup)
  const tables =
    from.length > 0
      ? [{ currency: own, from, some: cells, add: convertedInto(ratesIn(setup), measure) }]
      : [...Map.groupBy(cells, (cell) => cell.currency)]
          .toSorted(([a], [b]) => Number(b === own) - Number(a === own) || (String(a) < String(b) ? -1 : 1))
          .map(([currency, some]) => ({ currency, from, some, add: summing(currency, measure) }))
  const split = segment === view ? "" : segment
  const ranked = tables.flatMap(({ some, add }) => rank(some, add, "segment", of, split, setup))
  const columns = [...new Set(ranked)].map((key, tone) => ({ key, name: keyName(of, split, key, setup), tone }))
  return tables.map(({ currency, from, some, add }) => ({
    currency,
    from,
    ...pivot(some, add, columns, definition, setup),
  }))
}

function pivot(
  cells: readonly ReportCell[],
  add: Adding,
  all: readonly Line[],
  definition: Definition,
  setup: Setup,
): Omit<Pivot, "currency" | "from"> {
  const { of, view, every } = definition
  const ranked = rank(cells, add, "view", of, view, setup)
  const keys = isDate(of, view) ? withoutGaps(ranked.map(String), every) : ranked
  const rows = keys.map((key, tone) => ({ key, name: keyName(of, view, key, setup), tone }))
  const byColumn = Map.groupBy(cells, (cell) => cell.segment)
  const columns = all.filter(({ key }) => byColumn.has(key))
  const byRow = Map.groupBy(cells, (cell) => cell.view)
  const inRow = (row: Line) => byRow.get(row.key) ?? []
  const { units: total, count } = add(cells)
  return {
    rows,
    columns,
    amounts: rows.map((row) => {
      const byKey = Map.groupBy(inRow(row), (cell) => cell.segment)
      return columns.map((column) => add(byKey.get(column.key) ?? []).units)
    }),
    rowTotals: rows.map((row) => add(inRow(row)).units),
    columnTotals: columns.map((column) => add(byColumn.get(column.key) ?? []).units),
    total,
    count,
  }
}

const countOf = (cells: readonly ReportCell[]) => cells.reduce((all, cell) => all + cell.count, 0)
const unitsOf = (cells: readonly ReportCell[], units: (cell: ReportCell) => number) =>
  cells.reduce((all, cell) => all + units(cell), 0)

/** Adds cells of one currency up; averages are weighed by their records. */
function summing(currency: string | null, measure: Definition["measure"]): Adding {
  const scale = currency === null ? 1 : 10 ** decimalsOf(currency)
  return (cells) => {
    if (cells.length === 0) return { units: null, count: 0 }
    const count = countOf(cells)
    if (measure === "average") {
      const whole = unitsOf(cells, (cell) => cell.value * cell.count)
      return { units: Math.round((whole / count) * scale), count }
    }
    return { units: unitsOf(cells, ({ value }) => (currency === null ? value : minorUnits(value, currency))), count }
  }
}

/** Adds cells up by their currencies, and converts what that makes: each figure is rounded once, so that it is exact by itself. */
function convertedInto(rates: Rates, measure: Definition["measure"]): Adding {
  const isAverage = measure === "average"
  return (cells) => {
    if (cells.length === 0) return { units: null, count: 0 }
    const count = countOf(cells)
    const sums = new Map<string, number>()
    for (const { currency, value, count: records } of cells) {
      if (currency === null) continue
      const units = minorUnits(isAverage ? value * records : value, currency)
      sums.set(currency, (sums.get(currency) ?? 0) + units)
    }
    const total = totalIn(
      [...sums].map(([currency, amount]) => ({ amount, currency })),
      rates,
      rates.base,
    )
    if (!("amount" in total)) return { units: null, count }
    return { units: isAverage ? Math.round(total.amount / count) : total.amount, count }
  }
}

/** The keys of an axis: in time, in the order their field has, or the largest first. What has none comes last. */
function rank(
  cells: readonly ReportCell[],
  add: Adding,
  axis: "view" | "segment",
  of: Definition["of"],
  field: string,
  setup: Setup,
): GroupKey[] {
  const groups = Map.groupBy(cells, (cell) => cell[axis])
  const known = keysInOrder(of, field, setup)
  const weights = new Map([...groups].map(([key, some]) => [key, add(some).units ?? 0]))
  const weight = (key: GroupKey) => weights.get(key) ?? 0
  const place = (key: GroupKey) => {
    const at = known?.indexOf(key) ?? -1
    return at === -1 ? Number.MAX_SAFE_INTEGER : at
  }
  const inTime = isDate(of, field)
  return [...groups.keys()].toSorted((a, b) => {
    if (a === null || b === null) return Number(a === null) - Number(b === null)
    if (inTime) return a < b ? -1 : 1
    return place(a) - place(b) || weight(b) - weight(a) || (String(a) < String(b) ? -1 : 1)
  })
}

const whole = new Intl.NumberFormat("en-US")

export function amountText(amount: Amount, currency: string | null): string {
  if (amount === null) return "–"
  return currency === null ? whole.format(amount) : formatMoney(amount, currency)
}

/** The number itself, for charts and files. */
export function amountNumber(amount: Amount, currency: string | null): number {
  if (amount === null) return 0
  return currency === null ? amount : decimal(amount, currency)
}
