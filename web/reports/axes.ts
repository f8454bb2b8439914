/** What reports are viewed and segmented by, and how its keys are named and ordered. */
import { STATUS } from "../../shared/api/deal-cells.ts"
import type { Setup } from "../../shared/api/workspaces.ts"
import type { GroupKey } from "../../shared/report.ts"
import { FACTS } from "../../shared/report-facts.ts"
import type { Definition } from "./definition.ts"
import { periodName } from "./period.ts"

type Kind = Definition["of"]
export type Choice = { value: string; label: string }

const DATES: Record<Kind, readonly Choice[]> = {
  deal: [
    { value: "won_time", label: "Won date" },
    { value: "lost_time", label: "Lost date" },
    { value: "add_time", label: "Added date" },
    { value: "close_time", label: "Closed date" },
    { value: "expected_close_date", label: "Expected close date" },
    { value: "stage_change_time", label: "Last stage change" },
  ],
  activity: [
    { value: "marked_as_done_time", label: "Done date" },
    { value: "due_date", label: "Due date" },
    { value: "add_time", label: "Added date" },
  ],
}

const GROUPS: Record<Kind, readonly Choice[]> = {
  deal: [
    { value: "owner_id", label: "Owner" },
    { value: "stage_id", label: "Stage" },
    { value: "pipeline_id", label: "Pipeline" },
    { value: "label_ids", label: "Label" },
    { value: "status", label: "Status" },
    { value: "lost_reason", label: "Lost reason" },
  ],
  activity: [
    { value: "owner_id", label: "Owner" },
    { value: "type", label: "Type" },
    { value: "done", label: "Done or to do" },
  ],
}

/** Custom fields whose values make groups that can be read. */
const GROUPING = ["varchar", "enum", "set", "date"]
const CUSTOM = "custom_fields."

export function isDate(of: Kind, field: string): boolean {
  const means = FACTS[of][field]?.means
  return means === "day" || means === "instant"
}

export function datesOf(of: Kind): readonly Choice[] {
  return DATES[of]
}

/** What a report can be grouped by besides dates, custom fields of deals included. */
export function groupsOf(of: Kind, setup: Setup): readonly Choice[] {
  const custom = setup.fields.filter(
    (field) => field.of === of && field.is_custom_field && GROUPING.includes(field.field_type),
  )
  return [...GROUPS[of], ...custom.map((field) => ({ value: `${CUSTOM}${field.field_code}`, label: field.field_name }))]
}

export function axisName(of: Kind, field: string, setup: Setup): string {
  const known = [...DATES[of], ...groupsOf(of, setup)].find((choice) => choice.value === field)
  return known?.label ?? field
}

const NONE: Record<string, string> = {
  lost_reason: "No reason given",
  label_ids: "No label",
  owner_id: "No owner",
}

export function keyName(of: Kind, field: string, key: GroupKey, setup: Setup): string {
  if (key === null) return NONE[field] ?? "None"
  if (isDate(of, field)) return periodName(String(key))
  if (field === "status") return STATUS[key] ?? String(key)
  if (field === "done") return key === 1 ? "Done" : "To do"
  if (field === "type") return setup.activity_types.find((type) => type.key === key)?.name ?? String(key)
  if (field === "owner_id") return setup.users.find((user) => user.id === key)?.name ?? `User ${key}`
  if (field === "pipeline_id") return setup.pipelines.find((one) => one.id === key)?.name ?? `Deleted pipeline ${key}`
  if (field === "stage_id") return stageName(Number(key), setup)
  const code = field.startsWith(CUSTOM) ? field.slice(CUSTOM.length) : field
  const options = setup.fields.find((one) => one.of === of && one.field_code === code)?.options
  return options?.find((option) => option.id === key)?.label ?? String(key)
}

function stageName(id: number, setup: Setup): string {
  const stage = setup.stages.find((one) => one.id === id)
  if (stage === undefined) return `Deleted stage ${id}`
  const pipeline = setup.pipelines.length > 1 && setup.pipelines.find((one) => one.id === stage.pipeline_id)
  return pipeline ? `${pipeline.name}: ${stage.name}` : stage.name
}

/** Keys in an order of their own, where a field has one; else undefined, and the largest come first. */
export function keysInOrder(of: Kind, field: string, setup: Setup): readonly GroupKey[] | undefined {
  if (field === "status") return ["open", "won", "lost"]
  if (field === "done") return [1, 0]
  if (field === "pipeline_id") return setup.pipelines.map((pipeline) => pipeline.id)
  if (field === "stage_id") {
    const place = (id: number) => setup.pipelines.findIndex((pipeline) => pipeline.id === id)
    return setup.stages
      .toSorted((a, b) => place(a.pipeline_id) - place(b.pipeline_id) || a.order_nr - b.order_nr)
      .map((stage) => stage.id)
  }
  const options = setup.fields.find((one) => one.of === of && `${CUSTOM}${one.field_code}` === field)?.options
  return options?.map((option) => option.id)
}
