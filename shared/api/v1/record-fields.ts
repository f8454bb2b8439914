/** Fields of records as API v1 has them. */
import * as z from "zod"
import { type FieldOf, FieldType } from "../../field.ts"
import { type KnownField, optionsOf } from "../../known-field.ts"
import { visibleOnAdd } from "../field-meta.ts"
import { Title } from "../fields.ts"
import { route } from "../route.ts"
import { V1Boolean, V1ById, V1Gone, V1GoneMany, V1Id, V1Ids, V1Paging } from "./fields.ts"
import { v1Time } from "./parts.ts"

const V1Field = z.object({
  id: z.int().nullable(),
  key: z.string(),
  name: z.string(),
  order_nr: z.int(),
  field_type: z.string(),
  add_time: z.string(),
  update_time: z.string(),
  last_updated_by_user_id: z.int().nullable(),
  created_by_user_id: z.int().nullable(),
  active_flag: z.boolean(),
  edit_flag: z.boolean(),
  index_visible_flag: z.boolean(),
  details_visible_flag: z.boolean(),
  add_visible_flag: z.boolean(),
  important_flag: z.boolean(),
  bulk_edit_allowed: z.boolean(),
  searchable_flag: z.boolean(),
  filtering_allowed: z.boolean(),
  sortable_flag: z.boolean(),
  options: z
    .array(z.object({ id: z.union([z.int(), z.string()]), label: z.string(), color: z.string().nullable() }))
    .nullable(),
  mandatory_flag: z.boolean(),
  description: z.string().nullable(),
  group_id: z.null(),
  json_column_flag: z.boolean(),
  restriction_settings: z.array(z.never()),
  user_restrictions: z.null(),
  projects_detail_visible_flag: z.boolean().optional(),
  show_in_pipelines: z.object({ show_in_all: z.boolean(), pipeline_ids: z.array(z.int()).optional() }).optional(),
})
type V1Field = z.infer<typeof V1Field>

/** v1's names of what v2 calls otherwise. */
const KEYS: Record<string, string> = {
  label_ids: "label",
  owner_id: "user_id",
  phones: "phone",
  emails: "email",
  pipeline_id: "pipeline",
  is_archived: "archived",
}

export function v1Key({ of, key, builtIn }: Pick<KnownField, "of" | "key" | "builtIn">): string {
  if (builtIn === undefined) return key
  // only a deal's owner is `user_id` in v1
  if (key === "owner_id" && of !== "deal" && of !== "activity") return key
  return KEYS[key] ?? key
}

const SEARCHED = ["address", "varchar", "text", "varchar_auto", "double", "monetary", "phone"]

/** Kinds whose fields have a list of options even where it is empty. */
const WITH_OPTIONS: readonly KnownField["of"][] = ["product", "note"]

/** v1 names types of fields as it names those of custom ones. */
const TYPES: Record<string, string> = { int: "double", entered_stage: "date", price_list: "monetary" }

function v1Type(type: string): string {
  return FieldType.safeParse(type).success || type === "visible_to" ? type : (TYPES[type] ?? "enum")
}

/** `since` is when the workspace was made, and with it the fields that are built in. */
export type Listed = { field: KnownField; order: number; filters: boolean; sorts: boolean; since: string }

export function v1Field({ field: known, order, filters, sorts, since }: Listed): V1Field {
  const { builtIn, field } = known
  return {
    id: known.id,
    key: v1Key(known),
    name: known.name,
    order_nr: order,
    field_type: v1Type(known.type),
    add_time: v1Time(field?.addedAt ?? since),
    update_time: v1Time(field?.changedAt ?? since),
    last_updated_by_user_id: field?.changedBy ?? null,
    created_by_user_id: null,
    active_flag: field?.deletedAt === undefined,
    edit_flag: builtIn === undefined,
    index_visible_flag: true,
    details_visible_flag: field?.shown?.onDetails ?? true,
    add_visible_flag: visibleOnAdd(known),
    important_flag: field?.important !== undefined,
    bulk_edit_allowed: builtIn?.computed !== true && field?.formula === undefined,
    searchable_flag: builtIn === undefined && SEARCHED.includes(known.type),
    filtering_allowed: filters,
    sortable_flag: sorts,
    options: optionsOf(known) ?? (WITH_OPTIONS.includes(known.of) ? [] : null),
    mandatory_flag: builtIn?.mandatory === true || field?.required !== undefined,
    description: field?.description ?? null,
    // everyone sees and sets every field, and none is in a group
    group_id: null,
    json_column_flag: builtIn === undefined,
    restriction_settings: [],
    user_restrictions: null,
    ...(known.of === "deal" && shownOf(known)),
  }
}

function shownOf({ field, builtIn }: KnownField): Pick<V1Field, "projects_detail_visible_flag" | "show_in_pipelines"> {
  const { onProjects = builtIn !== undefined, pipelineIds } = field?.shown ?? {}
  return {
    projects_detail_visible_flag: onProjects,
    show_in_pipelines:
      pipelineIds === undefined ? { show_in_all: true } : { show_in_all: false, pipeline_ids: pipelineIds },
  }
}

/** Options as a list, or as its JSON. */
function optionsBody<T extends z.ZodType>(entry: T) {
  return z.preprocess((value, context) => {
    if (typeof value !== "string") return value
    try {
      return JSON.parse(value)
    } catch {
      context.addIssue({ code: "custom", message: "must be a list of options" })
      return z.NEVER
    }
  }, z.array(entry).max(500))
}

const NewField = z.object({
  name: Title,
  /** Formulas are made with v2. */
  field_type: FieldType.exclude(["formula"]),
  options: optionsBody(z.object({ label: Title })).optional(),
  add_visible_flag: V1Boolean.optional(),
})
const FieldChange = z.object({
  name: Title.optional(),
  options: optionsBody(z.object({ id: V1Id.optional(), label: Title })).optional(),
  add_visible_flag: V1Boolean.optional(),
})
export type V1FieldChange = z.infer<typeof FieldChange>

function listOf(of: FieldOf | "activity" | "lead" | "note", noun: string) {
  return route({
    method: "GET",
    path: `/v1/${of}Fields`,
    summary: `List the fields of ${noun}`,
    permission: "records.see",
    cost: 20,
    query: z.object(V1Paging),
    answer: z.array(V1Field),
    envelope: "v1page",
  })
}

function fieldsOf(of: FieldOf, noun: string) {
  const path = `/v1/${of}Fields` as const
  return {
    list: listOf(of, noun),
    create: route({
      method: "POST",
      path,
      summary: `Add a custom field to ${noun}`,
      permission: "fields.edit",
      cost: 10,
      body: NewField,
      answer: V1Field,
      envelope: "one",
      status: of === "product" ? 201 : 200,
    }),
    removeMany: route({
      method: "DELETE",
      path,
      summary: `Delete custom fields of ${noun}`,
      permission: "fields.edit",
      cost: 10,
      query: V1Ids,
      answer: V1GoneMany,
      envelope: "one",
    }),
    get: route({
      method: "GET",
      path: `${path}/{id}`,
      summary: `Get a field of ${noun}`,
      permission: "records.see",
      cost: 2,
      params: V1ById,
      answer: V1Field,
      envelope: "one",
    }),
    update: route({
      method: "PUT",
      path: `${path}/{id}`,
      summary: `Change a field of ${noun}; options that are not given are deleted`,
      permission: "fields.edit",
      cost: 10,
      params: V1ById,
      body: FieldChange,
      answer: V1Field,
      envelope: "one",
    }),
    remove: route({
      method: "DELETE",
      path: `${path}/{id}`,
      summary: `Delete a custom field of ${noun}`,
      permission: "fields.edit",
      cost: 6,
      params: V1ById,
      answer: V1Gone,
      envelope: "one",
    }),
  }
}

export const v1DealFields = fieldsOf("deal", "deals")
export const v1PersonFields = fieldsOf("person", "persons")
export const v1OrganizationFields = fieldsOf("organization", "organizations")
export const v1ProductFields = fieldsOf("product", "products")
export const v1FieldLists = {
  ofActivities: listOf("activity", "activities"),
  ofLeads: listOf("lead", "leads, which have those of deals"),
  ofNotes: listOf("note", "notes"),
}
