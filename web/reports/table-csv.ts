import { BYTE_ORDER_MARK, csvLine } from "../../shared/csv.ts"
import { type Amount, amountNumber, type Pivot } from "./pivot.ts"

/** The tables of a report as one CSV; amounts of money have a column with their currency. */
export function csvOf(pivots: readonly Pivot[], viewName: string): string {
  const columns = [
    ...new Map(pivots.flatMap((pivot) => pivot.columns.map((column) => [column.key, column]))).values(),
  ].toSorted((a, b) => a.tone - b.tone)
  const split = columns.some((column) => column.key !== null)
  const money = pivots.some((pivot) => pivot.currency !== null)
  const head = [
    ...(money ? ["Currency"] : []),
    viewName,
    ...(split ? columns.map((column) => column.name) : []),
    "Total",
  ]
  const lines = pivots.flatMap((pivot) => {
    const { currency } = pivot
    const number = (amount: Amount | undefined) => (amount == null ? null : amountNumber(amount, currency))
    const line = (name: string, amounts: readonly Amount[], total: Amount) => {
      const placed = columns.map((column) => number(amounts[pivot.columns.findIndex((one) => one.key === column.key)]))
      return csvLine([...(money ? [currency] : []), name, ...(split ? placed : []), number(total)])
    }
    return [
      ...pivot.rows.map((row, i) => line(row.name, pivot.amounts[i] ?? [], pivot.rowTotals[i] ?? null)),
      line("Total", pivot.columnTotals, pivot.total),
    ]
  })
  return BYTE_ORDER_MARK + csvLine(head) + lines.join("")
}
