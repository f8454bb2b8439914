/** What a change of a record's fields was, in words. */
import type { FieldAnswer } from "../../shared/api/custom-fields.ts"
import type { FlowItem } from "../../shared/api/flow.ts"
import type { Setup } from "../../shared/api/workspaces.ts"
import { money, wordsOf } from "../fields/words.ts"
import type { Noun } from "./ref.ts"
import { showDay } from "./when.ts"

export type FlowChange = Extract<FlowItem, { type: "change" }>["data"]
type Field = FlowChange["fields"][number]

/** A part of a sentence: words, or a person or organization whose name has to be looked up. */
export type Part = string | { kind: "person" | "organization"; id: number }
export type Sentence = Part[]

/** Follows from another field that is told of, or nobody asks. */
const SILENT = new Set([
  "stage_change_time",
  "close_time",
  "won_time",
  "lost_time",
  "local_won_date",
  "local_lost_date",
  "local_close_date",
  "archive_time",
  "first_name",
  "last_name",
  "lost_reason",
  "lost_comment",
  "pipeline_id",
  "update_time",
  "next_activity",
])

const NAMES: Record<string, string> = {
  title: "Title",
  name: "Name",
  value: "Value",
  currency: "Currency",
  owner_id: "Owner",
  stage_id: "Stage",
  person_id: "Person",
  org_id: "Organization",
  probability: "Probability",
  expected_close_date: "Expected close",
  label_ids: "Labels",
  visible_to: "Visibility",
  emails: "E-mail",
  phones: "Phone",
  address: "Address",
  website: "Website",
  linkedin: "LinkedIn",
  industry: "Industry",
  annual_revenue: "Annual revenue",
  employee_count: "Employees",
  add_time: "Added",
}

type About = { setup: Setup | undefined; kind: Noun; currency: string }

/** Everything that one change changed. Empty when nothing of it is worth telling. */
export function sentencesOf(change: FlowChange, about: About): Sentence[] {
  const of = (key: string) => change.fields.find((field) => field.field_key === key)
  const status = of("status")
  const told = change.fields.filter(({ field_key: key }) => !SILENT.has(key) && key !== "status" && key !== "currency")
  const sentences = told.map((field) => sentenceOf(field, change, about))
  if (of("currency") !== undefined && of("value") === undefined) sentences.push(plain("Currency", of("currency")))
  if (status !== undefined) sentences.unshift([settledWords(status, of("lost_reason"), about.kind)])
  else if (of("lost_reason") !== undefined) sentences.push(plain("Lost reason", of("lost_reason")))
  return sentences
}

function plain(name: string, field: Field | undefined): Sentence {
  return ["changed ", name, " from ", text(field?.old_value), " to ", text(field?.new_value)]
}

function settledWords(status: Field, reason: Field | undefined, kind: Noun): string {
  if (status.new_value === "won") return `marked the ${kind} as won`
  if (status.new_value === "open") return `reopened the ${kind}`
  const why = typeof reason?.new_value === "string" ? `: ${reason.new_value}` : ""
  return `marked the ${kind} as lost${why}`
}

function sentenceOf(field: Field, change: FlowChange, about: About): Sentence {
  const { field_key: key, old_value: from, new_value: to } = field
  if (key === "is_deleted") return [to === true ? `deleted the ${about.kind}` : `restored the ${about.kind}`]
  if (key === "is_archived")
    return [to === true ? `archived the ${about.kind}` : `took the ${about.kind} out of the archive`]
  if (key === "stage_id")
    return [
      "moved it from ",
      shownValue(key, from, change, about, "from"),
      " to ",
      shownValue(key, to, change, about, "to"),
    ]
  const name = NAMES[key] ?? customOf(key, about)?.field_name ?? "a field that is gone"
  const [was, is] = [shownValue(key, from, change, about, "from"), shownValue(key, to, change, about, "to")]
  if (was === "nothing") return ["set ", name, " to ", is]
  if (is === "nothing") return ["cleared ", name, ", which was ", was]
  return ["changed ", name, " from ", was, " to ", is]
}

function customOf(key: string, { setup, kind }: About): FieldAnswer | undefined {
  return setup?.fields.find((field) => field.of === kind && field.field_code === key)
}

function shownValue(key: string, value: unknown, change: FlowChange, about: About, side: "from" | "to"): Part {
  const { setup } = about
  if (value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0))
    return "nothing"
  if (key === "value") return money(Number(value), currencyOf(change, about, side))
  if (key === "owner_id") return userName(value, about)
  if (key === "stage_id") return setup?.stages.find((stage) => stage.id === value)?.name ?? "a deleted stage"
  if (key === "person_id") return { kind: "person", id: Number(value) }
  if (key === "org_id") return { kind: "organization", id: Number(value) }
  if (key === "probability") return `${value} %`
  if (key === "expected_close_date") return showDay(String(value))
  if (key === "visible_to") return VISIBLE_TO[Number(value)] ?? "everyone"
  const field = customOf(key, about)
  if (field?.field_type === "people") return { kind: "person", id: Number(value) }
  if (field?.field_type === "org") return { kind: "organization", id: Number(value) }
  if (field?.field_type === "user") return userName(value, about)
  return field === undefined ? text(value) : wordsOf(field, value)
}

function userName(id: unknown, { setup }: About): string {
  return setup?.users.find((user) => user.id === id)?.name ?? "somebody who left"
}

function currencyOf(change: FlowChange, { currency }: About, side: "from" | "to"): string {
  const own = change.fields.find((field) => field.field_key === "currency")
  const value = side === "from" ? own?.old_value : own?.new_value
  return typeof value === "string" ? value : currency
}

/** A value of no type we know: a text, a list of them, or what stands for an address or a number. */
function text(value: unknown): string {
  if (value === null || value === undefined || value === "") return "nothing"
  if (Array.isArray(value)) return value.map(text).join(", ") || "nothing"
  if (typeof value === "object" && "value" in value) return text(value.value)
  return String(value)
}

const VISIBLE_TO: Record<number, string> = {
  1: "the owner only",
  3: "the owner's group",
  5: "the owner's group and those under it",
  7: "everyone",
}
