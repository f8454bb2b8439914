/** The fields of records: those that every workspace has, and those it made itself. */
import * as z from "zod"
import { FieldOf, FieldType } from "../field.ts"
import { type FieldKind, FieldMeta, fieldBodies, OptionAnswer } from "./field-answer.ts"
import { Paging, QueryNames, Title } from "./fields.ts"
import { route } from "./route.ts"

/** A field that a workspace made, or its labels, as its setup shows them. */
export const FieldAnswer = z.object({
  of: FieldOf,
  field_name: z.string(),
  field_code: z.string(),
  field_type: FieldType,
  options: z.array(OptionAnswer).nullable(),
  is_custom_field: z.boolean(),
  /** What a formula field is computed by. */
  formula: z.string().optional(),
})
export type FieldAnswer = z.infer<typeof FieldAnswer>

export type FieldQuery = z.infer<typeof FieldQuery>
const FieldQuery = z.strictObject({
  include_fields: QueryNames(["ui_visibility", "important_fields", "required_fields"]).optional(),
})
const FieldsQuery = FieldQuery.extend(Paging)

const ByCode = z.strictObject({ field_code: z.string().min(1).max(100) })
const OptionId = z.int().positive()
const NewOption = z.strictObject({ label: Title })

/** Everything an operation on options names is there and each once, or nothing happens. */
function options<T extends z.ZodType>(entry: T) {
  return z.array(entry).min(1, "needs at least one").max(500, "must be at most 500")
}

const Options = z.array(z.object({ id: z.int(), label: z.string() }))

function reading(of: FieldKind, noun: string) {
  return {
    list: route({
      method: "GET",
      path: `/api/v2/${of}Fields`,
      summary: `List the fields of ${noun}`,
      permission: "records.see",
      cost: 10,
      query: FieldsQuery,
      answer: z.array(FieldMeta),
      envelope: "page",
    }),
    get: route({
      method: "GET",
      path: `/api/v2/${of}Fields/{field_code}`,
      summary: `Get a field of ${noun}`,
      permission: "records.see",
      cost: 1,
      params: ByCode,
      query: FieldQuery,
      answer: FieldMeta,
      envelope: "one",
    }),
  }
}

function fieldsOf(of: FieldOf, noun: string) {
  const path = `/api/v2/${of}Fields` as const
  const { NewField, FieldChange } = fieldBodies(of)
  return {
    ...reading(of, noun),
    create: route({
      method: "POST",
      path,
      summary: `Add a custom field to ${noun}`,
      permission: "fields.edit",
      cost: 5,
      body: NewField,
      answer: FieldMeta,
      envelope: "one",
    }),
    update: route({
      method: "PATCH",
      path: `${path}/{field_code}`,
      summary: `Change a field of ${noun}: its name, where it is shown, important and required`,
      permission: "fields.edit",
      cost: 5,
      params: ByCode,
      body: FieldChange,
      answer: FieldMeta,
      envelope: "one",
    }),
    remove: route({
      method: "DELETE",
      path: `${path}/{field_code}`,
      summary: `Delete a custom field of ${noun}`,
      permission: "fields.edit",
      cost: 3,
      params: ByCode,
      answer: FieldMeta,
      envelope: "one",
    }),
    addOptions: route({
      method: "POST",
      path: `${path}/{field_code}/options`,
      summary: `Add options to a field of ${noun}: all of them or none`,
      permission: "fields.edit",
      cost: 5,
      params: ByCode,
      body: options(NewOption),
      answer: Options,
      envelope: "v1",
    }),
    changeOptions: route({
      method: "PATCH",
      path: `${path}/{field_code}/options`,
      summary: `Rename options of a field of ${noun}: all of them or none`,
      permission: "fields.edit",
      cost: 5,
      params: ByCode,
      body: options(NewOption.extend({ id: OptionId })),
      answer: Options,
      envelope: "v1",
    }),
    removeOptions: route({
      method: "DELETE",
      path: `${path}/{field_code}/options`,
      summary: `Delete options of a field of ${noun}: all of them or none`,
      permission: "fields.edit",
      cost: 3,
      params: ByCode,
      body: options(z.strictObject({ id: OptionId })),
      answer: Options,
      envelope: "v1",
    }),
  }
}

export const dealFields = fieldsOf("deal", "deals")
export const personFields = fieldsOf("person", "persons")
export const organizationFields = fieldsOf("organization", "organizations")
export const productFields = fieldsOf("product", "products")
export const projectFields = fieldsOf("project", "projects")
export const activityFields = reading("activity", "activities")
