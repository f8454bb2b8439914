/** What stands in a cell, in words. */
import { namedCell } from "../../shared/api/deal-cells.ts"
import { heldIn } from "../../shared/api/deal-columns.ts"
import type { DealRow } from "../../shared/api/deal-view.ts"
import { isEmpty } from "../../shared/api/field-parts.ts"
import type { Setup } from "../../shared/api/workspaces.ts"
import { money, wordsOf } from "../fields/words.ts"
import { localDay, showDay, showNearDay } from "../record/when.ts"
import type { Column } from "./columns.ts"

const day = (at: unknown) => (typeof at === "string" ? localDay(new Date(at)) : "")

export function cellWords(row: DealRow, column: Column, setup: Setup): string {
  const value = heldIn(row, column)
  const name = namedCell(row, column, setup)
  if (name !== undefined) return name
  if (isEmpty(value)) return ""
  if (column.kind === "money") return money(row.value, row.currency)
  if (column.kind === "day") return showDay(String(value))
  if (column.kind === "instant") return showDay(day(value))
  if (column.kind === "number") return `${value} %`
  if (column.kind === "next") return row.next_activity === null ? "" : showNearDay(row.next_activity.due_date)
  return column.kind === "custom" && column.field !== undefined ? wordsOf(column.field, value) : String(value)
}
