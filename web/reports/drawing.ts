/** What of a report's table is drawn, and how. */
import { type ChartKind, OTHER, type Series, TONES } from "../ui/chart-kinds.ts"
import { isDate } from "./axes.ts"
import type { Definition } from "./definition.ts"
import { type Amount, amountNumber, type Line, type Pivot } from "./pivot.ts"

/** Groups that have room beside each other; a time axis takes as many as it has. */
const MOST_GROUPS = 24

export type Drawing = {
  kind: ChartKind
  labels: string[]
  series: Series[]
  tones: number[]
  stacked: boolean
  /** The table has more than there is room for. */
  partial: boolean
}

/** The charts that make sense: lines go through time, and the slices of a pie make a whole. */
export function kindsOf({ of, view, measure }: Definition): ChartKind[] {
  if (isDate(of, view)) return ["columns", "line"]
  return measure === "average" ? ["columns"] : ["columns", "pie"]
}

export function drawingOf(pivot: Pivot, definition: Definition): Drawing {
  const kinds = kindsOf(definition)
  const kind = kinds.find((one) => one === definition.chart) ?? "columns"
  if (kind === "pie") return pieOf(pivot)
  const most = isDate(definition.of, definition.view) ? pivot.rows.length : MOST_GROUPS
  const rows = pivot.rows.slice(0, most)
  return {
    kind,
    labels: rows.map((row) => row.name),
    series: seriesOf(pivot, rows.length, definition),
    tones: [],
    stacked: kind === "columns" && definition.measure !== "average",
    partial: rows.length < pivot.rows.length || isCut(pivot, definition),
  }
}

/** Averages cannot be gathered: those past the last colour are left out. */
function isCut({ columns }: Pivot, { measure }: Definition): boolean {
  return measure === "average" && columns.some((column) => column.tone >= TONES)
}

/** A series for each column; those past the last colour are gathered. */
function seriesOf(pivot: Pivot, rows: number, { measure }: Definition): Series[] {
  const { currency, columns, amounts, rowTotals } = pivot
  // no deals have no average, though they have a value of nothing
  const number = (amount: Amount | undefined) =>
    amount == null && measure === "average" ? null : amountNumber(amount ?? null, currency)
  const [only] = columns
  if (columns.length === 1 && only?.key === null) {
    return [{ name: "", tone: 0, values: rowTotals.slice(0, rows).map(number) }]
  }
  const own = columns.filter((column) => column.tone < TONES)
  const series = own.map((column) => {
    const at = columns.indexOf(column)
    return { name: column.name, tone: column.tone, values: amounts.slice(0, rows).map((row) => number(row[at])) }
  })
  if (own.length === columns.length || measure === "average") return series
  const rest = (row: readonly Amount[]) =>
    row.reduce<number>((sum, amount, at) => sum + ((columns[at]?.tone ?? 0) < TONES ? 0 : (number(amount) ?? 0)), 0)
  return [...series, { name: "Other", tone: OTHER, values: amounts.slice(0, rows).map(rest) }]
}

function pieOf({ currency, rows, rowTotals }: Pivot): Drawing {
  const value = (line: Line) => Math.max(0, amountNumber(rowTotals[line.tone] ?? null, currency))
  const bySize = rows.toSorted((a, b) => value(b) - value(a))
  const own = bySize.slice(0, bySize.length > TONES + 1 ? TONES : bySize.length)
  const shown = rows.filter((row) => own.includes(row))
  const rest = rows.filter((row) => !own.includes(row))
  const slices = shown.map((row, i) => ({ name: row.name, value: value(row), tone: i < TONES ? i : OTHER }))
  if (rest.length > 0)
    slices.push({ name: "Other", value: rest.reduce((sum, row) => sum + value(row), 0), tone: OTHER })
  return {
    kind: "pie",
    labels: slices.map((slice) => slice.name),
    series: [{ name: "", tone: 0, values: slices.map((slice) => slice.value) }],
    tones: slices.map((slice) => slice.tone),
    stacked: false,
    partial: false,
  }
}
