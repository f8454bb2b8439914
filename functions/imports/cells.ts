/** The cells of one row by what they are for. What cannot be read is noted as a problem and stands as nothing. */
import { plainCell } from "../../shared/csv.ts"
import type { Reason, RowProblem } from "../../shared/import-check.ts"
import type { MappedColumn, Target } from "../../shared/mapping.ts"
import { instantIn } from "../../shared/time.ts"
import { parseDate } from "./dates.ts"
import { parseNumber } from "./numbers.ts"
import type { Row } from "./records.ts"

/** A day with its instant: the moment the cell named, or noon where it named none, in the workspace's zone. */
export type Moment = { day: string; at: string }

export type Cells = {
  row: number
  problems: RowProblem[]
  /** The column's cell, trimmed. */
  cell(column: MappedColumn): string
  /** The only cell of a target; empty where there is none. */
  text(target: Target): string
  columns(target: Target): MappedColumn[]
  header(column: MappedColumn): string
  number(column: Extract<MappedColumn, { to: "value" | "probability" | "custom" | "new_field" }>): number | undefined
  moment(column: MappedColumn & { dates?: "iso" | "dmy" | "mdy" | undefined }): Moment | undefined
  refuse(column: MappedColumn | undefined, reason: Reason, message: string): void
}

export type Layout = {
  headers: readonly string[]
  byTarget: ReadonlyMap<Target, MappedColumn[]>
  offset(second: number): number
}

export function layoutOf(
  headers: readonly string[],
  columns: readonly MappedColumn[],
  offset: (second: number) => number,
): Layout {
  return { headers, byTarget: Map.groupBy(columns, (column) => column.to), offset }
}

export function cellsOf(row: Row, layout: Layout): Cells {
  const problems: RowProblem[] = []
  const cell = (column: MappedColumn) => plainCell((row.cells[column.column] ?? "").trim())
  const columns = (target: Target) => layout.byTarget.get(target) ?? []
  const refuse: Cells["refuse"] = (column, reason, message) => {
    const header = column === undefined ? null : (layout.headers[column.column] ?? null)
    problems.push({
      row: row.row,
      header,
      value: column === undefined ? "" : cell(column).slice(0, 200),
      reason,
      message,
    })
  }
  return {
    row: row.row,
    problems,
    cell,
    columns,
    header: (column) => layout.headers[column.column] ?? "",
    refuse,
    text: (target) => {
      const [column] = columns(target)
      return column === undefined ? "" : cell(column)
    },
    number: (column) => {
      const text = cell(column)
      if (text === "") return undefined
      const value = parseNumber(text, column.decimals ?? "point")
      if (value === undefined) refuse(column, "number", "is not a number")
      return value
    },
    moment: (column) => {
      const text = cell(column)
      if (text === "") return undefined
      const date = parseDate(text, column.dates)
      if (date === undefined) refuse(column, "date", "is not a date")
      else if (date === "ambiguous") refuse(column, "ambiguous_date", "may be read with the day or the month first")
      else return momentOf(date, layout.offset)
      return undefined
    },
  }
}

function momentOf(date: { day: string; time?: string; offset?: number }, offset: Layout["offset"]): Moment {
  const { day, time = "12:00:00", offset: own } = date
  if (own === undefined) return { day, at: instantIn(offset, day, time) }
  const at = instantIn(() => own, day, time)
  const second = Math.floor(Date.parse(at) / 1000)
  return { day: new Date((second + offset(second) * 60) * 1000).toISOString().slice(0, 10), at }
}
