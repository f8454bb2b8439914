/** The columns that a table of deals can show, or a file of them hold. */
import type { FieldAnswer } from "./custom-fields.ts"
import type { DealRow } from "./deal-view.ts"

type ColumnKind =
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

export type DealColumn = {
  key: string
  name: string
  kind: ColumnKind
  /** The field the server sorts by. */
  sort: string
  field?: FieldAnswer
}

const column = (key: string, name: string, kind: ColumnKind, sort = key): DealColumn => ({ key, name, kind, sort })

const STANDARD: readonly DealColumn[] = [
  column("title", "Title", "title"),
  column("value", "Value", "money"),
  column("stage_id", "Stage", "stage"),
  column("org_id", "Organization", "organization", "org_name"),
  column("person_id", "Person", "person", "person_name"),
  column("owner_id", "Owner", "user"),
  column("expected_close_date", "Expected close", "day"),
  column("next_activity", "Next activity", "next", "next_activity_date"),
  column("label_ids", "Labels", "labels"),
  column("status", "Status", "status"),
  column("probability", "Probability", "number"),
  column("pipeline_id", "Pipeline", "pipeline"),
  column("add_time", "Added", "instant"),
  column("update_time", "Changed", "instant"),
  column("stage_change_time", "Stage changed", "instant"),
  column("won_time", "Won", "instant"),
  column("lost_time", "Lost", "instant"),
  column("lost_reason", "Lost reason", "text"),
]

export function dealColumns(fields: readonly FieldAnswer[]): DealColumn[] {
  const own = fields.filter((field) => field.of === "deal")
  const labels = own.find((field) => field.field_code === "label_ids")
  return [
    ...STANDARD.map((one) => (one.key === "label_ids" && labels !== undefined ? { ...one, field: labels } : one)),
    ...own
      .filter((field) => field.is_custom_field)
      .map((field) => ({
        ...column(field.field_code, field.field_name, "custom", `custom_fields.${field.field_code}`),
        field,
      })),
  ]
}

/** What a row holds in a column, as the API says it. */
export function heldIn(row: DealRow, { kind, key }: DealColumn): unknown {
  return kind === "custom" ? row.custom_fields[key] : row[key as keyof DealRow]
}
