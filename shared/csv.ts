/** CSV as spreadsheets read it. A cell that a spreadsheet would run as a formula is written as text. */
const FORMULA = /^[=+\-@\t\r\n]/
const PLAIN_NUMBER = /^[+-]?\d+([.,]\d+)*$/
const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/

/** Excel takes UTF-8 for what it is only when a file begins with this. */
export const BYTE_ORDER_MARK = "\u{feff}"

/** One cell, quoted where it must be. What begins like a formula gets a leading `'`, unless it is a plain number. */
export function csvCell(value: string | number | null): string {
  const text = value === null ? "" : String(value)
  const safe = FORMULA.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** A line with its ending. */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`
}

/** A cell as it was before a spreadsheet's or our own `'` made text of it. */
export function plainCell(cell: string): string {
  return /^'[=+\-@\t\r\n]/.test(cell) ? cell.slice(1) : cell
}
