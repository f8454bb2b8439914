/** What a column can become. */
import type { FieldAnswer } from "../../shared/api/custom-fields.ts"
import type { Setup } from "../../shared/api/workspaces.ts"
import type { Column } from "../../shared/import.ts"
import type { Target } from "../../shared/mapping.ts"
import { allowed } from "../settings/queries.ts"
import type { Options } from "../ui/field.tsx"
import type { ColumnDraft } from "./draft.ts"

type Named = Exclude<Target, "custom" | "new_field" | "ignore">
type Entry = { target: Named; label: string; contacts?: true }

const GROUPS: readonly { group: string; entries: readonly Entry[] }[] = [
  {
    group: "Deal",
    entries: [
      { target: "title", label: "Deal title" },
      { target: "value", label: "Value" },
      { target: "currency", label: "Currency" },
      { target: "pipeline", label: "Pipeline" },
      { target: "stage", label: "Stage" },
      { target: "status", label: "Status" },
      { target: "owner", label: "Owner", contacts: true },
      { target: "label", label: "Label" },
      { target: "probability", label: "Probability" },
      { target: "lost_reason", label: "Lost reason" },
    ],
  },
  {
    group: "Dates of the deal",
    entries: [
      { target: "add_time", label: "Created on" },
      { target: "expected_close_date", label: "Expected close date" },
      { target: "closed_on", label: "Closed on (won or lost)" },
      { target: "won_time", label: "Won on" },
      { target: "lost_time", label: "Lost on" },
    ],
  },
  {
    group: "Person",
    entries: [
      { target: "person", label: "Person", contacts: true },
      { target: "person_first_name", label: "Person: first name", contacts: true },
      { target: "person_last_name", label: "Person: last name", contacts: true },
      { target: "person_email", label: "Person: e-mail", contacts: true },
      { target: "person_phone", label: "Person: phone", contacts: true },
    ],
  },
  {
    group: "Organization",
    entries: [
      { target: "organization", label: "Organization", contacts: true },
      { target: "organization_address", label: "Organization: address", contacts: true },
    ],
  },
  { group: "Note", entries: [{ target: "note", label: "Note", contacts: true }] },
]

const CUSTOM = "custom:"
export const customTarget = (fieldCode: string) => CUSTOM + fieldCode
/** The code of the field that a column goes to, undefined when it goes elsewhere. */
export const fieldCodeOf = (to: string) => (to.startsWith(CUSTOM) ? to.slice(CUSTOM.length) : undefined)

const fieldsOf = (setup: Setup) =>
  setup.fields.filter((field) => field.of === "deal" && field.is_custom_field && field.formula === undefined)

/** The list that a column chooses from. A file of contacts makes no deals, so it has none of their fields. */
export function targetOptions(setup: Setup, makesDeals: boolean): Options {
  const fields = makesDeals ? fieldsOf(setup) : []
  const groups = GROUPS.map(({ group, entries }) => ({
    group: group === "Deal" && !makesDeals ? "Records" : group,
    options: entries
      .filter((entry) => makesDeals || entry.contacts === true)
      .map(({ target, label }) => ({ value: target, label })),
  }))
  const own = fields.map((field) => ({ value: customTarget(field.field_code), label: field.field_name }))
  return [
    { value: "ignore", label: "Ignore" },
    ...[...groups, { group: "Fields of deals", options: own }].filter(({ options }) => options.length > 0),
    ...(makesDeals && allowed(setup, "fields.edit") ? [{ value: "new_field", label: "New field…" }] : []),
  ]
}

const CONTACTS = GROUPS.flatMap(({ entries }) => entries.filter((entry) => entry.contacts === true)).map(
  ({ target }): string => target,
)

/** Whether a column of a file of contacts can go there. */
export function isOfContacts(to: string): boolean {
  return CONTACTS.includes(to)
}

const DATES = GROUPS.flatMap(({ group, entries }) => (group === "Dates of the deal" ? entries : [])).map(
  ({ target }): string => target,
)
const NUMBERS: readonly string[] = ["value", "probability"]

/** What the cells of a column have to be where it goes. */
export function kindOf({ to, type }: ColumnDraft, setup: Setup): "date" | "number" | "text" {
  if (DATES.includes(to)) return "date"
  if (NUMBERS.includes(to)) return "number"
  const code = fieldCodeOf(to)
  const field: FieldAnswer["field_type"] | undefined =
    to === "new_field" ? type : fieldsOf(setup).find((one) => one.field_code === code)?.field_type
  if (field === "date") return "date"
  return field === "double" || field === "monetary" ? "number" : "text"
}

/** Whether there is a question of how dates are written; `ambiguous` dates must have an answer. */
export function datesAsked(column: Column, draft: ColumnDraft, setup: Setup): "no" | "may" | "must" {
  if (kindOf(draft, setup) !== "date" || column.dates === "iso" || column.filled === 0) return "no"
  return column.dates === "ambiguous" ? "must" : "may"
}

export function decimalsAsked(column: Column, draft: ColumnDraft, setup: Setup): boolean {
  return kindOf(draft, setup) === "number" && column.samples.some((sample) => /\d[.,]\d/.test(sample))
}
