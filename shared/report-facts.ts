/** What reports know of each kind: its facts, and what they mean. */
import * as z from "zod"
import type { RecordKind } from "./record.ts"

export const ReportKind = z.enum(["deal", "person", "organization", "activity"])
export type ReportKind = z.infer<typeof ReportKind>

/** What a fact means, which decides how it is compared and grouped. */
export type FactMeaning =
  | "id"
  | "user"
  | "text"
  /** Several texts in one cell, a line each: one of them counts for all. */
  | "texts"
  | "instant"
  | "day"
  /** A day that is stored as text. */
  | "date"
  | "money"
  | "number"
  | "status"
  /** The status of a project. */
  | "progress"
  | "ids"
  /** Ids of what the API knows by UUIDs that end in them. */
  | "uuids"
  | "flag"
  /** Whether a deal has stood without a sign of life longer than its stage allows: follows from the last one. */
  | "rotten"

/** Field of the API -> the fact's column and what it means. Custom fields are `custom_fields.<key>`. */
export const FACTS: Record<RecordKind, Record<string, { column: string; means: FactMeaning }>> = {
  deal: {
    id: { column: "id", means: "id" },
    owner_id: { column: "owner", means: "user" },
    creator_user_id: { column: "creator", means: "user" },
    visible_to: { column: "visibleTo", means: "id" },
    pipeline_id: { column: "pipeline", means: "id" },
    stage_id: { column: "stage", means: "id" },
    person_id: { column: "person", means: "id" },
    org_id: { column: "organization", means: "id" },
    status: { column: "status", means: "status" },
    value: { column: "value", means: "money" },
    currency: { column: "currency", means: "text" },
    probability: { column: "probability", means: "number" },
    add_time: { column: "added", means: "instant" },
    update_time: { column: "changed", means: "instant" },
    won_time: { column: "wonOn", means: "day" },
    lost_time: { column: "lostOn", means: "day" },
    close_time: { column: "closed", means: "instant" },
    stage_change_time: { column: "stageChanged", means: "instant" },
    expected_close_date: { column: "expectedCloseOn", means: "day" },
    next_activity_date: { column: "nextOn", means: "day" },
    touch_time: { column: "touched", means: "instant" },
    is_rotten: { column: "touched", means: "rotten" },
    lost_reason: { column: "lostReason", means: "text" },
    label_ids: { column: "labels", means: "ids" },
    origin: { column: "origin", means: "text" },
    is_archived: { column: "archived", means: "flag" },
    product_id: { column: "products", means: "ids" },
  },
  person: {
    id: { column: "id", means: "id" },
    owner_id: { column: "owner", means: "user" },
    visible_to: { column: "visibleTo", means: "id" },
    org_id: { column: "organization", means: "id" },
    add_time: { column: "added", means: "instant" },
    update_time: { column: "changed", means: "instant" },
    label_ids: { column: "labels", means: "ids" },
    next_activity_date: { column: "nextOn", means: "day" },
  },
  organization: {
    id: { column: "id", means: "id" },
    owner_id: { column: "owner", means: "user" },
    visible_to: { column: "visibleTo", means: "id" },
    add_time: { column: "added", means: "instant" },
    update_time: { column: "changed", means: "instant" },
    label_ids: { column: "labels", means: "ids" },
    next_activity_date: { column: "nextOn", means: "day" },
    employee_count: { column: "employees", means: "number" },
    annual_revenue: { column: "revenue", means: "number" },
  },
  activity: {
    id: { column: "id", means: "id" },
    owner_id: { column: "owner", means: "user" },
    creator_user_id: { column: "creator", means: "user" },
    deal_id: { column: "deal", means: "id" },
    person_id: { column: "person", means: "id" },
    org_id: { column: "organization", means: "id" },
    priority: { column: "priority", means: "number" },
    type: { column: "type", means: "text" },
    done: { column: "done", means: "flag" },
    due_date: { column: "dueOn", means: "day" },
    marked_as_done_time: { column: "doneAt", means: "instant" },
    add_time: { column: "added", means: "instant" },
    update_time: { column: "changed", means: "instant" },
  },
  note: {
    id: { column: "id", means: "id" },
    user_id: { column: "owner", means: "user" },
    deal_id: { column: "deal", means: "id" },
    person_id: { column: "person", means: "id" },
    org_id: { column: "organization", means: "id" },
    add_time: { column: "added", means: "instant" },
    update_time: { column: "changed", means: "instant" },
  },
  file: {
    id: { column: "id", means: "id" },
    user_id: { column: "owner", means: "user" },
    deal_id: { column: "deal", means: "id" },
    person_id: { column: "person", means: "id" },
    org_id: { column: "organization", means: "id" },
    size: { column: "size", means: "number" },
    add_time: { column: "added", means: "instant" },
    update_time: { column: "changed", means: "instant" },
  },
  product: {
    id: { column: "id", means: "id" },
    owner_id: { column: "owner", means: "user" },
    visible_to: { column: "visibleTo", means: "id" },
    category: { column: "category", means: "id" },
    tax: { column: "tax", means: "number" },
    is_linkable: { column: "linkable", means: "flag" },
    add_time: { column: "added", means: "instant" },
    update_time: { column: "changed", means: "instant" },
  },
  lead: {
    id: { column: "id", means: "id" },
    title: { column: "title", means: "text" },
    owner_id: { column: "owner", means: "user" },
    creator_id: { column: "creator", means: "user" },
    visible_to: { column: "visibleTo", means: "id" },
    person_id: { column: "person", means: "id" },
    organization_id: { column: "organization", means: "id" },
    value: { column: "value", means: "money" },
    currency: { column: "currency", means: "text" },
    expected_close_date: { column: "expectedCloseOn", means: "day" },
    next_activity_id: { column: "next", means: "id" },
    next_activity_date: { column: "nextOn", means: "day" },
    was_seen: { column: "seen", means: "flag" },
    source_name: { column: "source", means: "text" },
    label_ids: { column: "labels", means: "uuids" },
    is_archived: { column: "archived", means: "flag" },
    add_time: { column: "added", means: "instant" },
    update_time: { column: "changed", means: "instant" },
  },
  project: {
    id: { column: "id", means: "id" },
    owner_id: { column: "owner", means: "user" },
    status: { column: "status", means: "progress" },
    board_id: { column: "board", means: "id" },
    phase_id: { column: "phase", means: "id" },
    deal_id: { column: "deals", means: "ids" },
    person_id: { column: "persons", means: "ids" },
    org_id: { column: "organizations", means: "ids" },
    label_ids: { column: "labels", means: "ids" },
    start_date: { column: "startsOn", means: "day" },
    end_date: { column: "endsOn", means: "day" },
    is_archived: { column: "archived", means: "flag" },
    add_time: { column: "added", means: "instant" },
    update_time: { column: "changed", means: "instant" },
  },
  task: {
    id: { column: "id", means: "id" },
    project_id: { column: "project", means: "id" },
    parent_task_id: { column: "parent", means: "id" },
    assignee_id: { column: "assignees", means: "ids" },
    is_done: { column: "done", means: "flag" },
    is_milestone: { column: "milestone", means: "flag" },
    due_date: { column: "dueOn", means: "day" },
    add_time: { column: "added", means: "instant" },
    update_time: { column: "changed", means: "instant" },
  },
}

/** The fact behind a field, custom fields included. */
export function factFor(kind: RecordKind, field: string, custom: ReadonlyMap<string, FactMeaning>) {
  const known = Object.hasOwn(FACTS[kind], field) ? FACTS[kind][field] : undefined
  if (known !== undefined) return known
  const key = field.startsWith("custom_fields.") ? field.slice("custom_fields.".length) : undefined
  const means = key === undefined ? undefined : custom.get(key)
  return means === undefined ? undefined : { column: `custom.${key}`, means }
}
