/** What was typed into a cell, as a change of its deal. */
import type { DealChange } from "../../shared/api/deal-body.ts"
import { heldIn } from "../../shared/api/deal-columns.ts"
import type { DealRow } from "../../shared/api/deal-view.ts"
import { contactOf } from "../record/hidden.ts"
import type { Column } from "./columns.ts"
import type { Change } from "./queries.ts"

export type Named = { id: number; name: string }
export type Money = { value: number; currency: string }

/** What the editor of a column begins with. */
export function draftOf(row: DealRow, column: Column): unknown {
  if (column.kind === "money") return { value: row.value, currency: row.currency }
  if (column.kind === "person") return contactOf(row.person_id, row.person_name)
  if (column.kind === "organization") return contactOf(row.org_id, row.org_name)
  return heldIn(row, column) ?? null
}

/** The part of a change that a draft stands for, and how it looks before the server has answered. */
export function changeOf(column: Column, draft: unknown): Change {
  if (column.kind === "custom") {
    const custom_fields = { [column.key]: draft } as Record<string, never>
    return { body: { custom_fields }, shown: { custom_fields } }
  }
  if (column.kind === "money") {
    const { value, currency } = draft as Money
    return { body: { value, currency }, shown: { value, currency } }
  }
  if (column.kind === "person" || column.kind === "organization") {
    const named = draft as Named | null
    const [id, name] = [named?.id ?? null, named?.name ?? null]
    return column.kind === "person"
      ? { body: { person_id: id }, shown: { person_id: id, person_name: name } }
      : { body: { org_id: id }, shown: { org_id: id, org_name: name } }
  }
  const value = column.kind === "labels" ? (draft ?? []) : column.key === "title" ? String(draft ?? "").trim() : draft
  const part = { [column.key]: value } as DealChange
  return { body: part, shown: part as Partial<DealRow> }
}
