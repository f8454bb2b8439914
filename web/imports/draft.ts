/**
 * A mapping while it is being made: what the lists and fields of the page hold, as texts. It is made from a mapping and
 * becomes one again; what is not chosen at present (the name of a field that is not new) stays for when it is.
 */
import * as z from "zod"
import type { Setup } from "../../shared/api/workspaces.ts"
import type { Column } from "../../shared/import.ts"
import {
  DateStyle,
  DecimalStyle,
  MappedColumn,
  type Mapping,
  NewFieldType,
  type OwnerChoice,
  type PipelineChoice,
  type StageChoice,
} from "../../shared/mapping.ts"
import { customTarget, fieldCodeOf, isOfContacts, kindOf } from "./targets.ts"

const ColumnDraft = z.object({
  /** A target, or `custom:` and the code of a field. */
  to: z.string(),
  name: z.string(),
  type: NewFieldType,
  dates: z.union([z.literal(""), DateStyle]),
  decimals: z.union([z.literal(""), DecimalStyle]),
})
export type ColumnDraft = z.infer<typeof ColumnDraft>

/** What a value stands for: `id:3`, `new` (with a name), `me`, `won`, `lost`, or `skip`: its rows are not imported. */
const Choice = z.object({ to: z.string(), name: z.string(), email: z.string() })
export type Choice = z.infer<typeof Choice>

const Choices = z.record(z.string(), Choice)

export const Draft = z.object({
  columns: z.array(ColumnDraft),
  currency: z.string(),
  pipeline: Choice,
  pipelines: Choices,
  stages: Choices,
  owners: Choices,
  others: z.enum(["importer", "new_user", "skip"]),
  makesDeals: z.boolean(),
})
export type Draft = z.infer<typeof Draft>

export const byId = (id: number, name: string): Choice => ({ to: `id:${id}`, name, email: "" })
export const idIn = (to: string) => (to.startsWith("id:") ? Number(to.slice(3)) : undefined)

export type Choosable = "pipelines" | "stages" | "owners"

/** `importerId` is whoever started the import: their own name among the owners is `me`. */
export function draftOf(mapping: Mapping, columns: readonly Column[], importerId: number): Draft {
  const choices = <C>(of: Record<string, C>, choice: (one: C, value: string) => Choice) =>
    Object.fromEntries(Object.entries(of).map(([value, one]) => [value, choice(one, value)]))
  return {
    columns: columns.map((column) =>
      columnDraft(
        column,
        mapping.columns.find((one) => one.column === column.index),
      ),
    ),
    currency: mapping.currency,
    pipeline: pipelineDraft(mapping.pipeline, ""),
    pipelines: choices(mapping.pipelines, pipelineDraft),
    stages: choices(mapping.stages, stageDraft),
    owners: choices(mapping.owners, (one, value) => ownerDraft(one, value, importerId)),
    others: mapping.other_owners,
    makesDeals: mapping.makes_deals,
  }
}

function columnDraft(column: Column, mapped: MappedColumn | undefined): ColumnDraft {
  const look = column.looks_like
  const guess = look === "date" ? "date" : look === "number" ? "double" : "varchar"
  const dates = mapped !== undefined && "dates" in mapped ? mapped.dates : undefined
  const decimals = mapped !== undefined && "decimals" in mapped ? mapped.decimals : undefined
  const seen = column.dates === "ambiguous" ? null : column.dates
  return {
    to: mapped === undefined ? "ignore" : mapped.to === "custom" ? customTarget(mapped.field_code) : mapped.to,
    name: mapped?.to === "new_field" ? mapped.field_name : column.header,
    type: mapped?.to === "new_field" ? mapped.field_type : guess,
    dates: dates ?? seen ?? "",
    decimals: decimals ?? column.decimals ?? "",
  }
}

const choiceOf = (to: string, name: string, email = ""): Choice => ({ to, name, email })

function pipelineDraft(choice: PipelineChoice, value: string): Choice {
  return "pipeline_id" in choice ? byId(choice.pipeline_id, value) : choiceOf("new", choice.new_pipeline)
}

function stageDraft(choice: StageChoice, value: string): Choice {
  if ("stage_id" in choice) return byId(choice.stage_id, value)
  return "new_stage" in choice ? choiceOf("new", choice.new_stage) : choiceOf(choice.status, value)
}

function ownerDraft(choice: OwnerChoice, value: string, importerId: number): Choice {
  if ("importer" in choice) return choiceOf("me", value)
  if ("user_id" in choice) return choice.user_id === importerId ? choiceOf("me", value) : byId(choice.user_id, value)
  return choiceOf("new", choice.new_user.name, choice.new_user.email ?? "")
}

/** Where a column goes. A file of contacts has no columns of deals, whatever was chosen for them before. */
export function targetOf(draft: Draft, at: number): string {
  const to = draft.columns[at]?.to ?? "ignore"
  return draft.makesDeals || isOfContacts(to) ? to : "ignore"
}

/** The column that goes to a target. */
export function columnFor(draft: Draft, columns: readonly Column[], target: string): Column | undefined {
  return columns.find((column) => targetOf(draft, column.index) === target)
}

type ChoiceFor = (of: Choosable, value: string) => Choice

/** Ignored columns are listed too, so that a fault of `columns.3` is one of the file's fourth. An owner is skipped by naming none. */
export function mappingOf(draft: Draft, columns: readonly Column[], setup: Setup, choiceFor: ChoiceFor): Mapping {
  const chosen = (of: Choosable, target: string) =>
    (columnFor(draft, columns, target)?.distinct.values ?? []).map(({ value }) => ({
      value,
      one: choiceFor(of, value),
    }))
  const named = <C>(choices: ReturnType<typeof chosen>, choice: (one: Choice) => C) =>
    Object.fromEntries(choices.map(({ value, one }) => [value, choice(one)]))
  const owners = chosen("owners", "owner")
  const kept = owners.filter(({ one }) => one.to !== "skip")
  return {
    columns: columns.map(({ index }) => mapped(draft, index, setup)),
    currency: draft.currency,
    pipeline: pipelineOf(draft.pipeline),
    pipelines: named(chosen("pipelines", "pipeline"), pipelineOf),
    stages: named(chosen("stages", "stage"), stageOf),
    owners: named(kept, ownerOf),
    other_owners: kept.length < owners.length ? "skip" : draft.others,
    makes_deals: draft.makesDeals,
  }
}

function mapped(draft: Draft, at: number, setup: Setup): MappedColumn {
  const column = draft.columns[at]
  const to = targetOf(draft, at)
  if (column === undefined || to === "ignore") return { column: at, to: "ignore" }
  const code = fieldCodeOf(to)
  const kind = kindOf(column, setup)
  return MappedColumn.parse({
    column: at,
    to: code === undefined ? to : "custom",
    ...(code !== undefined && { field_code: code }),
    ...(to === "new_field" && { field_name: column.name.trim(), field_type: column.type }),
    ...(kind === "date" && column.dates !== "" && { dates: column.dates }),
    ...(kind === "number" && column.decimals !== "" && { decimals: column.decimals }),
  })
}

function pipelineOf({ to, name }: Choice): PipelineChoice {
  const id = idIn(to)
  return id === undefined ? { new_pipeline: name.trim() } : { pipeline_id: id }
}

function stageOf({ to, name }: Choice): StageChoice {
  if (to === "won" || to === "lost") return { status: to }
  const id = idIn(to)
  return id === undefined ? { new_stage: name.trim() } : { stage_id: id }
}

function ownerOf({ to, name, email }: Choice): OwnerChoice {
  if (to === "me") return { importer: true }
  const id = idIn(to)
  if (id !== undefined) return { user_id: id }
  return { new_user: { name: name.trim(), ...(email.trim() !== "" && { email: email.trim() }) } }
}
