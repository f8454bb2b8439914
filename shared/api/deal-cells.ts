/** What stands in a deal's cells: names behind ids, and for a file days as YYYY-MM-DD and amounts as plain numbers. */

import { type DealColumn, heldIn } from "./deal-columns.ts"
import type { DealRow } from "./deal-view.ts"
import { amountOf, isEmpty, optionName, partOf } from "./field-parts.ts"
import { called } from "./hidden.ts"

type Named = { id: number; name: string }
type Names = { users: readonly Named[]; stages: readonly Named[]; pipelines: readonly Named[] }

export const STATUS: Record<string, string> = { open: "Open", won: "Won", lost: "Lost" }

/** A cell in which something stands for its name; undefined in others. */
export function namedCell(row: DealRow, column: DealColumn, names: Names): string | undefined {
  const value = heldIn(row, column)
  const find = (all: readonly Named[]) => all.find((one) => one.id === value)?.name ?? ""
  if (column.kind === "user") return find(names.users)
  if (column.kind === "stage") return find(names.stages)
  if (column.kind === "pipeline") return find(names.pipelines)
  if (column.kind === "person") return called(row.person_id, row.person_name)
  if (column.kind === "organization") return called(row.org_id, row.org_name)
  if (column.kind === "status") return STATUS[row.status] ?? row.status
  if (column.kind === "labels") {
    const ids = Array.isArray(value) ? value : []
    const labels = (column.field?.options ?? []).filter((option) => ids.includes(option.id))
    return labels.map((option) => option.label).join(", ")
  }
  return undefined
}

/** Amounts have their currency in a column of its own. */
export function fileHeads(column: DealColumn): string[] {
  return isMoney(column) ? [column.name, `${column.name}: currency`] : [column.name]
}

export function fileCells(row: DealRow, column: DealColumn, names: Names): (string | number | null)[] {
  const value = heldIn(row, column)
  const name = namedCell(row, column, names)
  if (name !== undefined) return [name]
  if (column.kind === "money") return [row.value, row.currency]
  if (isMoney(column)) {
    const amount = amountOf(value)
    return amount === undefined ? [null, null] : [amount.value, amount.currency]
  }
  if (isEmpty(value)) return [null]
  if (column.kind === "next") return [row.next_activity?.due_date ?? null]
  const { field } = column
  if (field?.options != null)
    return [
      [value]
        .flat()
        .map((id) => optionName(field, id))
        .join(", "),
    ]
  return [plain(value)]
}

const isMoney = ({ kind, field }: DealColumn) => kind === "money" || field?.field_type === "monetary"

/** A computed amount, an address, a time, or a range of them, in one cell. */
function plain(value: unknown): string | number {
  if (typeof value === "number") return value
  if (typeof value !== "object") return String(value)
  const amount = amountOf(value)
  if (amount !== undefined) return `${amount.value} ${amount.currency}`
  return [partOf(value, "value"), partOf(value, "until")].filter((part) => part !== "").join(" – ")
}
