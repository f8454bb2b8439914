/** A report's cells as a table per currency: rows are what it is viewed by, columns what it is segmented by, with totals both ways. */
import { decimal, decimalsOf, formatMoney, minorUnits } from "../../shared/amount.ts"
import type { Setup } from "../../shared/api/workspaces.ts"
import type { GroupKey, ReportCell } from "../../shared/report.ts"
import { isDate, keyName, keysInOrder } from "./axes.ts"
import type { Definition } from "./definition.ts"
import { withoutGaps } from "./period.ts"

/** `tone` is the place among all columns of the report, so that a colour means the same in each currency. */
export type Line = { key: GroupKey; name: string; tone: number }

/** An amount in minor units, or a number of records; null where there is none. */
export type Amount = number | null

export type Pivot = {
  currency: string | null
  rows: readonly Line[]
  columns: readonly Line[]
  amounts: readonly (readonly Amount[])[]
  rowTotals: readonly Amount[]
  columnTotals: readonly Amount[]
  total: Amount
  /** Records behind the total. */
  count: number
}

type Sum = { units: number; count: number }

/** The tables of a report: the workspace's own currency comes first. */
export function pivotsOf(cells: readonly ReportCell[], definition: Definition, setup: Setup): Pivot[] {
  const own = setup.workspace.default_currency
  const byCurrency = [...Map.groupBy(cells, (cell) => cell.currency)].toSorted(
    ([a], [b]) => Number(b === own) - Number(a === own) || (String(a) < String(b) ? -1 : 1),
  )
  const { of, segment, view } = definition
  const split = segment === view ? "" : segment
  const ranked = byCurrency.flatMap(([, some]) => rank(some, "segment", of, split, setup))
  const columns = [...new Set(ranked)].map((key, tone) => ({ key, name: keyName(of, split, key, setup), tone }))
  return byCurrency.map(([currency, some]) => pivot(currency, some, columns, definition, setup))
}

function pivot(
  currency: string | null,
  cells: readonly ReportCell[],
  all: readonly Line[],
  definition: Definition,
  setup: Setup,
): Pivot {
  const { of, view, every, measure } = definition
  const ranked = rank(cells, "view", of, view, setup)
  const keys = isDate(of, view) ? withoutGaps(ranked.map(String), every) : ranked
  const rows = keys.map((key, tone) => ({ key, name: keyName(of, view, key, setup), tone }))
  const byColumn = Map.groupBy(cells, (cell) => cell.segment)
  const columns = all.filter(({ key }) => byColumn.has(key))
  const sum = summing(currency, measure)
  const byRow = Map.groupBy(cells, (cell) => cell.view)
  const inRow = (row: Line) => byRow.get(row.key) ?? []
  return {
    currency,
    rows,
    columns,
    amounts: rows.map((row) =>
      columns.map((column) => sum(inRow(row).filter((cell) => cell.segment === column.key)).units),
    ),
    rowTotals: rows.map((row) => sum(inRow(row)).units),
    columnTotals: columns.map((column) => sum(byColumn.get(column.key) ?? []).units),
    total: sum(cells).units,
    count: sum(cells).count,
  }
}

/** Adds cells up; averages are weighed by their records. */
function summing(currency: string | null, measure: Definition["measure"]) {
  const scale = currency === null ? 1 : 10 ** decimalsOf(currency)
  return (cells: readonly ReportCell[]): Sum | { units: null; count: 0 } => {
    if (cells.length === 0) return { units: null, count: 0 }
    const count = cells.reduce((all, cell) => all + cell.count, 0)
    if (measure === "average") {
      const whole = cells.reduce((all, cell) => all + cell.value * cell.count, 0)
      return { units: Math.round((whole / count) * scale), count }
    }
    const units = ({ value }: ReportCell) => (currency === null ? value : minorUnits(value, currency))
    return { units: cells.reduce((all, cell) => all + units(cell), 0), count }
  }
}

/** The keys of an axis: in time, in the order their field has, or the largest first. What has none comes last. */
function rank(
  cells: readonly ReportCell[],
  axis: "view" | "segment",
  of: Definition["of"],
  field: string,
  setup: Setup,
): GroupKey[] {
  const groups = Map.groupBy(cells, (cell) => cell[axis])
  const known = keysInOrder(of, field, setup)
  const weight = (key: GroupKey) => (groups.get(key) ?? []).reduce((sum, { value }) => sum + value, 0)
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
