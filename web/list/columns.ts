/** The columns a table of deals can show: what they are called, sorted by and written as. */
import type { FieldAnswer } from "../../shared/api/custom-fields.ts"
import type { DealRow } from "../../shared/api/deal-view.ts"
import type { Setup } from "../../shared/api/workspaces.ts"

export type ColumnKind =
  | "title"
  | "money"
  | "stage"
  | "pipeline"
  | "person"
  | "organization"
  | "user"
  | "labels"
  | "number"
  | "day"
  | "instant"
  | "next"
  | "status"
  | "text"
  | "custom"

export type Column = {
  key: string
  name: string
  kind: ColumnKind
  /** Pixels, until somebody says otherwise. */
  width: number
  /** The field the server sorts by. */
  sort?: string
  /** Whether it can be changed in the table. */
  edits: boolean
  field?: FieldAnswer
}

const STANDARD: readonly Column[] = [
  { key: "title", name: "Title", kind: "title", width: 260, sort: "title", edits: true },
  { key: "value", name: "Value", kind: "money", width: 130, sort: "value", edits: true },
  { key: "stage_id", name: "Stage", kind: "stage", width: 160, sort: "stage_id", edits: true },
  { key: "org_id", name: "Organization", kind: "organization", width: 180, sort: "org_name", edits: true },
  { key: "person_id", name: "Person", kind: "person", width: 160, sort: "person_name", edits: true },
  { key: "owner_id", name: "Owner", kind: "user", width: 150, sort: "owner_id", edits: true },
  {
    key: "expected_close_date",
    name: "Expected close",
    kind: "day",
    width: 140,
    sort: "expected_close_date",
    edits: true,
  },
  { key: "next_activity", name: "Next activity", kind: "next", width: 170, sort: "next_activity_date", edits: false },
  { key: "label_ids", name: "Labels", kind: "labels", width: 150, sort: "label_ids", edits: true },
  { key: "status", name: "Status", kind: "status", width: 100, sort: "status", edits: false },
  { key: "probability", name: "Probability", kind: "number", width: 110, sort: "probability", edits: true },
  { key: "pipeline_id", name: "Pipeline", kind: "pipeline", width: 150, sort: "pipeline_id", edits: false },
  { key: "add_time", name: "Added", kind: "instant", width: 120, sort: "add_time", edits: false },
  { key: "update_time", name: "Changed", kind: "instant", width: 120, sort: "update_time", edits: false },
  {
    key: "stage_change_time",
    name: "Stage changed",
    kind: "instant",
    width: 130,
    sort: "stage_change_time",
    edits: false,
  },
  { key: "won_time", name: "Won", kind: "instant", width: 120, sort: "won_time", edits: false },
  { key: "lost_time", name: "Lost", kind: "instant", width: 120, sort: "lost_time", edits: false },
  { key: "lost_reason", name: "Lost reason", kind: "text", width: 160, sort: "lost_reason", edits: false },
]

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

export function columnsOf(setup: Setup): Column[] {
  const labels = setup.fields.find((field) => field.of === "deal" && field.field_code === "label_ids")
  const standard = STANDARD.map((column) =>
    column.key === "label_ids" && labels !== undefined ? { ...column, field: labels } : column,
  )
  const custom = setup.fields
    .filter((field) => field.of === "deal" && field.is_custom_field)
    .map(
      (field): Column => ({
        key: field.field_code,
        name: field.field_name,
        kind: "custom",
        width: 150,
        sort: `custom_fields.${field.field_code}`,
        edits: field.formula === undefined,
        field,
      }),
    )
  const may = (column: Column) =>
    setup.may.includes("records.edit") && (column.key !== "owner_id" || setup.may.includes("owner.change"))
  return [...standard, ...custom].map((column) => ({ ...column, edits: column.edits && may(column) }))
}

/** What a row holds in a column, as the API says it. */
export function heldIn(row: DealRow, column: Column): unknown {
  return column.kind === "custom" ? row.custom_fields[column.key] : row[column.key as keyof DealRow]
}
