/** The fields that deals are filtered by: what they are called, and how each is compared. */
import type { FieldAnswer } from "../../shared/api/custom-fields.ts"
import type { Setup } from "../../shared/api/workspaces.ts"
import type { Condition } from "../../shared/report.ts"

/** What a field holds, which decides the operators and how a value is given. */
export type Kind = "user" | "option" | "options" | "text" | "number" | "day" | "flag"
export type Option = { value: string; label: string }
export type FilterField = { key: string; name: string; kind: Kind; options?: readonly Option[] }
export type Operator = Condition["operator"]

type Words = readonly { value: Operator; label: string }[]

const EMPTY: Words = [
  { value: "empty", label: "is empty" },
  { value: "not_empty", label: "is not empty" },
]

const ONE_OF: Words = [{ value: "in", label: "is any of" }, { value: "!=", label: "is not" }, ...EMPTY]

export const OPERATORS: Record<Kind, Words> = {
  user: ONE_OF,
  option: ONE_OF,
  options: [{ value: "in", label: "has any of" }, { value: "!=", label: "has not" }, ...EMPTY],
  text: [
    { value: "contains", label: "contains" },
    { value: "not_contains", label: "does not contain" },
    { value: "=", label: "is" },
    { value: "!=", label: "is not" },
    ...EMPTY,
  ],
  number: [
    { value: ">=", label: "is at least" },
    { value: "<=", label: "is at most" },
    { value: ">", label: "is more than" },
    { value: "<", label: "is less than" },
    { value: "=", label: "is" },
    { value: "!=", label: "is not" },
    ...EMPTY,
  ],
  day: [
    { value: "=", label: "is" },
    { value: "<", label: "is before" },
    { value: "<=", label: "is on or before" },
    { value: ">", label: "is after" },
    { value: ">=", label: "is on or after" },
    { value: "!=", label: "is not" },
    ...EMPTY,
  ],
  flag: [{ value: "=", label: "is" }],
}

export const YES_NO: readonly Option[] = [
  { value: "true", label: "Yes" },
  { value: "false", label: "No" },
]

const STATUSES: readonly Option[] = [
  { value: "open", label: "Open" },
  { value: "won", label: "Won" },
  { value: "lost", label: "Lost" },
]

const CUSTOM_KIND: Record<FieldAnswer["field_type"], Kind> = {
  varchar: "text",
  text: "text",
  varchar_auto: "text",
  phone: "text",
  address: "text",
  time: "text",
  timerange: "text",
  daterange: "day",
  user: "number",
  people: "number",
  org: "number",
  double: "number",
  monetary: "number",
  formula: "number",
  date: "day",
  enum: "option",
  set: "options",
}

/** The fields of deals in this workspace, its own ones last. */
export function filterFields(setup: Setup): FilterField[] {
  const own = setup.fields.filter((field) => field.of === "deal")
  const labels = own.find((field) => !field.is_custom_field)
  return [
    { key: "title", name: "Title", kind: "text" },
    { key: "owner_id", name: "Owner", kind: "user", options: people(setup) },
    { key: "stage_id", name: "Stage", kind: "option", options: stages(setup) },
    { key: "pipeline_id", name: "Pipeline", kind: "option", options: setup.pipelines.map(named) },
    { key: "label_ids", name: "Label", kind: "options", options: optionsOf(labels) },
    { key: "org_name", name: "Organization", kind: "text" },
    { key: "person_name", name: "Person", kind: "text" },
    { key: "value", name: "Value", kind: "number" },
    { key: "currency", name: "Currency", kind: "text" },
    { key: "probability", name: "Probability", kind: "number" },
    { key: "status", name: "Status", kind: "option", options: STATUSES },
    { key: "expected_close_date", name: "Expected close date", kind: "day" },
    { key: "next_activity_date", name: "Next activity", kind: "day" },
    { key: "is_rotten", name: "Rotten", kind: "flag", options: YES_NO },
    { key: "add_time", name: "Added", kind: "day" },
    { key: "update_time", name: "Changed", kind: "day" },
    { key: "touch_time", name: "Last sign of life", kind: "day" },
    { key: "stage_change_time", name: "Moved to its stage", kind: "day" },
    { key: "won_time", name: "Won on", kind: "day" },
    { key: "lost_time", name: "Lost on", kind: "day" },
    { key: "lost_reason", name: "Lost reason", kind: "text" },
    ...own.filter((field) => field.is_custom_field).map(customField),
  ]
}

function customField(field: FieldAnswer): FilterField {
  const kind = CUSTOM_KIND[field.field_type]
  return { key: `custom_fields.${field.field_code}`, name: field.field_name, kind, options: optionsOf(field) }
}

function optionsOf(field: FieldAnswer | undefined): Option[] {
  return (field?.options ?? []).map(({ id, label }) => ({ value: String(id), label }))
}

function people({ users, me }: Setup): Option[] {
  const names = users.map((user) => ({ value: String(user.id), label: user.name }))
  return [{ value: "me", label: `Me (${me.name})` }, ...names]
}

function stages({ stages: all, pipelines }: Setup): Option[] {
  const several = pipelines.length > 1
  const pipelineOf = (id: number) => pipelines.find((one) => one.id === id)?.name ?? ""
  return all.map((stage) => ({
    value: String(stage.id),
    label: several ? `${pipelineOf(stage.pipeline_id)}: ${stage.name}` : stage.name,
  }))
}

function named({ id, name }: { id: number; name: string }): Option {
  return { value: String(id), label: name }
}

export function takesValue(operator: Operator): boolean {
  return operator !== "empty" && operator !== "not_empty"
}

/** Whether an operator takes several values of a field. */
export function takesMany(kind: Kind, operator: Operator): boolean {
  return operator === "in" && (kind === "user" || kind === "option" || kind === "options")
}
