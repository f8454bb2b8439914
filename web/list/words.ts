/** What stands in a cell, in words: to read, and for a file. */
import { formatMoney, minorUnits } from "../../shared/amount.ts"
import type { DealRow } from "../../shared/api/deal-view.ts"
import type { Setup } from "../../shared/api/workspaces.ts"
import { amountOf, isEmpty, wordsOf } from "../fields/words.ts"
import { called } from "../record/hidden.ts"
import { localDay, showDay, showNearDay } from "../record/when.ts"
import { type Column, heldIn } from "./columns.ts"

const STATUS: Record<string, string> = { open: "Open", won: "Won", lost: "Lost" }

export function money(value: number, currency: string): string {
  return formatMoney(minorUnits(value, currency), currency)
}

const day = (at: unknown) => (typeof at === "string" ? localDay(new Date(at)) : "")

/** Names behind ids, and words as they are. */
function named(row: DealRow, column: Column, setup: Setup): string | undefined {
  const value = heldIn(row, column)
  const find = (all: readonly { id: number; name: string }[]) => all.find((one) => one.id === value)?.name ?? ""
  if (column.kind === "user") return find(setup.users)
  if (column.kind === "stage") return find(setup.stages)
  if (column.kind === "pipeline") return find(setup.pipelines)
  if (column.kind === "person") return called(row.person_id, row.person_name)
  if (column.kind === "organization") return called(row.org_id, row.org_name)
  if (column.kind === "status") return STATUS[row.status] ?? row.status
  if (column.kind === "labels") {
    const ids = Array.isArray(value) ? value : []
    return (column.field?.options ?? [])
      .filter((option) => ids.includes(option.id))
      .map((option) => option.label)
      .join(", ")
  }
  return undefined
}

export function cellWords(row: DealRow, column: Column, setup: Setup): string {
  const value = heldIn(row, column)
  const name = named(row, column, setup)
  if (name !== undefined) return name
  if (isEmpty(value)) return ""
  if (column.kind === "money") return money(row.value, row.currency)
  if (column.kind === "day") return showDay(String(value))
  if (column.kind === "instant") return showDay(day(value))
  if (column.kind === "number") return `${value} %`
  if (column.kind === "next") return row.next_activity === null ? "" : showNearDay(row.next_activity.due_date)
  return column.kind === "custom" && column.field !== undefined ? wordsOf(column.field, value) : String(value)
}

/** For a file: days as YYYY-MM-DD, amounts as plain numbers with their currency beside. */
export function fileCells(row: DealRow, column: Column, setup: Setup): (string | number | null)[] {
  const value = heldIn(row, column)
  const name = named(row, column, setup)
  if (name !== undefined) return [name]
  if (column.kind === "money") return [row.value, row.currency]
  if (column.field?.field_type === "monetary") {
    const amount = amountOf(value)
    return amount === undefined ? [null, null] : [amount.value, amount.currency]
  }
  if (isEmpty(value)) return [null]
  if (column.kind === "instant") return [String(value)]
  if (column.kind === "next") return [row.next_activity?.due_date ?? null]
  if (column.kind === "custom" && column.field?.options !== null) return [cellWords(row, column, setup)]
  return [typeof value === "number" ? value : String(value)]
}

export function fileHeads(column: Column): string[] {
  const isMoney = column.kind === "money" || column.field?.field_type === "monetary"
  return isMoney ? [column.name, `${column.name}: currency`] : [column.name]
}
