/** Fields that every record of a kind has, as the API's field operations list them. */
import type { FieldOf } from "./field.ts"

export type BuiltInOf = FieldOf | "activity" | "note"

export type BuiltIn = {
  code: string
  name: string
  type: string
  /** Only in an answer when it is asked for. */
  optional?: true
  /** Nobody can set it. */
  computed?: true
  mandatory?: true
  /** Nothing that records show: filters alone know it. */
  filterOnly?: true
  options?: readonly { id: number | string; label: string }[]
}

const f = (code: string, name: string, type: string, more: Partial<BuiltIn> = {}): BuiltIn => ({
  code,
  name,
  type,
  ...more,
})
const COMPUTED = { computed: true } as const
const OPTIONAL = { optional: true, computed: true } as const
const FILTER_ONLY = { filterOnly: true, computed: true } as const
const MANDATORY = { mandatory: true } as const

const YES_NO = [
  { id: 1, label: "Yes" },
  { id: 0, label: "No" },
]
const VISIBLE = [
  { id: 1, label: "Owner" },
  { id: 3, label: "Owner's group" },
  { id: 5, label: "Owner's group and sub-groups" },
  { id: 7, label: "Everyone" },
]
const STATUSES = ["open", "won", "lost"].map((id) => ({ id, label: id[0]?.toUpperCase() + id.slice(1) }))

const ID = f("id", "ID", "int", COMPUTED)
const OWNER = f("owner_id", "Owner", "user")
const TIMES = [f("add_time", "Created", "date", COMPUTED), f("update_time", "Changed", "date", COMPUTED)]
const SEEN_BY = f("visible_to", "Visible to", "visible_to", { options: VISIBLE })
const LABELS = f("label_ids", "Label", "set")
const NEXT = f("next_activity_id", "Next activity", "activity", OPTIONAL)
const ACTIVITIES = [
  NEXT,
  f("last_activity_id", "Last activity", "activity", OPTIONAL),
  f("activities_count", "Activities", "int", OPTIONAL),
  f("done_activities_count", "Activities done", "int", OPTIONAL),
  f("undone_activities_count", "Activities to do", "int", OPTIONAL),
  f("notes_count", "Notes", "int", OPTIONAL),
  f("followers_count", "Followers", "int", OPTIONAL),
]
const DEALS = ["open", "won", "lost"].map((status) => f(`${status}_deals_count`, `Deals ${status}`, "int", OPTIONAL))

export const BUILT_IN: Record<BuiltInOf, readonly BuiltIn[]> = {
  deal: [
    ID,
    f("title", "Title", "varchar", MANDATORY),
    f("value", "Value", "monetary"),
    f("currency", "Currency", "varchar"),
    OWNER,
    f("creator_user_id", "Creator", "user", COMPUTED),
    f("person_id", "Contact person", "people"),
    f("org_id", "Organization", "org"),
    f("pipeline_id", "Pipeline", "pipeline"),
    f("stage_id", "Stage", "stage"),
    f("status", "Status", "status", { options: STATUSES }),
    f("probability", "Probability", "double"),
    f("expected_close_date", "Expected close date", "date"),
    f("lost_reason", "Lost reason", "varchar"),
    LABELS,
    SEEN_BY,
    ...TIMES,
    f("stage_change_time", "Last stage change", "date", COMPUTED),
    f("won_time", "Won time", "date"),
    f("lost_time", "Lost time", "date"),
    f("close_time", "Closed time", "date"),
    f("next_activity_date", "Next activity date", "date", COMPUTED),
    f("is_archived", "Archived", "boolean"),
    f("origin", "Source origin", "varchar", COMPUTED),
    ...ACTIVITIES,
    f("first_won_time", "First won time", "date", OPTIONAL),
    f("entered_stage", "Entered stage", "entered_stage", FILTER_ONLY),
    f("is_rotten", "Rotten", "boolean", FILTER_ONLY),
    f("touch_time", "Last sign of life", "date", FILTER_ONLY),
  ],
  person: [
    ID,
    f("name", "Name", "varchar", MANDATORY),
    f("phones", "Phone", "phone"),
    f("emails", "Email", "varchar"),
    f("org_id", "Organization", "org"),
    OWNER,
    LABELS,
    SEEN_BY,
    ...TIMES,
    f("next_activity_date", "Next activity date", "date", COMPUTED),
    ...ACTIVITIES,
    ...DEALS,
  ],
  organization: [
    ID,
    f("name", "Name", "varchar", MANDATORY),
    f("address", "Address", "address"),
    f("website", "Website", "varchar"),
    f("linkedin", "LinkedIn profile", "varchar"),
    f("industry", "Industry", "int"),
    f("annual_revenue", "Annual revenue", "double"),
    f("employee_count", "Number of employees", "double"),
    OWNER,
    LABELS,
    SEEN_BY,
    ...TIMES,
    f("next_activity_date", "Next activity date", "date", COMPUTED),
    ...ACTIVITIES,
    f("people_count", "People", "int", OPTIONAL),
    ...DEALS,
  ],
  product: [
    ID,
    f("name", "Name", "varchar", MANDATORY),
    f("code", "Product code", "varchar"),
    f("description", "Description", "text"),
    f("unit", "Unit", "varchar"),
    f("tax", "Tax", "double"),
    f("category", "Category", "varchar"),
    f("prices", "Unit prices", "price_list"),
    f("is_linkable", "Can be linked to deals", "boolean"),
    OWNER,
    SEEN_BY,
    ...TIMES,
  ],
  project: [
    ID,
    f("title", "Title", "varchar", MANDATORY),
    f("description", "Description", "text"),
    f("status", "Status", "varchar"),
    f("board_id", "Board", "projects_board"),
    f("phase_id", "Phase", "projects_phase"),
    f("start_date", "Start date", "date"),
    f("end_date", "End date", "date"),
    f("deal_ids", "Deals", "deals"),
    f("org_ids", "Organizations", "org"),
    f("person_ids", "Persons", "people"),
    OWNER,
    f("label_ids", "Labels", "set"),
    ...TIMES,
  ],
  activity: [
    ID,
    f("subject", "Subject", "varchar", MANDATORY),
    f("type", "Type", "varchar"),
    f("due_date", "Due date", "date"),
    f("due_time", "Due time", "time"),
    f("duration", "Duration", "time"),
    f("done", "Done", "boolean"),
    f("marked_as_done_time", "Done time", "date", COMPUTED),
    f("priority", "Priority", "int"),
    f("busy", "Busy", "boolean"),
    f("location", "Location", "address"),
    f("note", "Note", "text"),
    f("public_description", "Public description", "text"),
    f("deal_id", "Deal", "deal"),
    f("person_id", "Contact person", "people", COMPUTED),
    f("org_id", "Organization", "org"),
    OWNER,
    f("creator_user_id", "Creator", "user", COMPUTED),
    ...TIMES,
  ],
  note: [
    f("content", "Content", "text", MANDATORY),
    f("deal_id", "Deal", "deal"),
    f("person_id", "Person", "people"),
    f("org_id", "Organization", "org"),
    f("user_id", "Author", "user"),
    ...TIMES,
    ...["deal", "person", "organization"].map((of) =>
      f(`pinned_to_${of}_flag`, `Note is pinned to ${of}`, "enum", { options: YES_NO }),
    ),
  ],
}
