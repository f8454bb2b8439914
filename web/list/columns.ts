/** The columns a table of deals can show: how wide they are, and which can be changed in it. */
import { type DealColumn, dealColumns } from "../../shared/api/deal-columns.ts"
import type { Setup } from "../../shared/api/workspaces.ts"

export type Column = DealColumn & {
  /** Pixels, until somebody says otherwise. */
  width: number
  /** Whether it can be changed in the table. */
  edits: boolean
}

const WIDTH: Readonly<Record<string, number>> = {
  title: 260,
  value: 130,
  stage_id: 160,
  org_id: 180,
  person_id: 160,
  expected_close_date: 140,
  next_activity: 170,
  status: 100,
  probability: 110,
  add_time: 120,
  update_time: 120,
  stage_change_time: 130,
  won_time: 120,
  lost_time: 120,
  lost_reason: 160,
}
const ELSE_WIDE = 150

/** Columns a table begins with. */
export const FIRST_SHOWN = [
  "title",
  "value",
  "stage_id",
  "org_id",
  "person_id",
  "owner_id",
  "expected_close_date",
  "next_activity",
  "label_ids",
] as const

/** The column that always stands first. */
export const FIXED = "title"

/** What is told of a deal, and is changed elsewhere if at all. */
const TOLD: ReadonlySet<DealColumn["kind"]> = new Set(["next", "status", "pipeline", "instant", "text"])

export function columnsOf(setup: Setup): Column[] {
  const may = (key: string) =>
    setup.may.includes("records.edit") && (key !== "owner_id" || setup.may.includes("owner.change"))
  return dealColumns(setup.fields).map((column) => ({
    ...column,
    width: WIDTH[column.key] ?? ELSE_WIDE,
    edits: !TOLD.has(column.kind) && column.field?.formula === undefined && may(column.key),
  }))
}
