import * as z from "zod"
import { Field, FieldType } from "../field.ts"
import { Title } from "./fields.ts"
import { route } from "./route.ts"

export const FieldAnswer = z.object({
  of: Field.shape.of,
  field_name: z.string(),
  field_code: z.string(),
  field_type: FieldType,
  options: z.array(z.object({ id: z.int(), label: z.string(), color: z.string().nullable() })).nullable(),
  is_custom_field: z.boolean(),
})
export type FieldAnswer = z.infer<typeof FieldAnswer>

export function fieldAnswer(field: Field): FieldAnswer {
  return {
    of: field.of,
    field_name: field.name,
    field_code: field.key,
    field_type: field.type,
    options:
      field.type === "enum" || field.type === "set"
        ? field.options.map((option) => ({ id: option.id, label: option.label, color: option.color ?? null }))
        : null,
    is_custom_field: field.key !== "label_ids",
  }
}

const NewField = z.strictObject({
  field_name: Title,
  field_type: FieldType,
  options: z
    .array(z.strictObject({ label: Title }))
    .max(500)
    .optional(),
})
export type NewField = z.infer<typeof NewField>

function listOf(noun: string, of: Field["of"]) {
  return route({
    method: "GET",
    path: `/api/v2/${of}Fields`,
    summary: `List the custom fields of ${noun}`,
    permission: "records.see",
    cost: 10,
    answer: z.array(FieldAnswer),
    envelope: "page",
  })
}

function createOf(noun: string, of: Field["of"]) {
  return route({
    method: "POST",
    path: `/api/v2/${of}Fields`,
    summary: `Add a custom field to ${noun}`,
    permission: "fields.edit",
    cost: 5,
    body: NewField,
    answer: FieldAnswer,
    envelope: "one",
  })
}

export const customFields = {
  listDealFields: listOf("deals", "deal"),
  createDealField: createOf("deals", "deal"),
  listPersonFields: listOf("persons", "person"),
  createPersonField: createOf("persons", "person"),
  listOrganizationFields: listOf("organizations", "organization"),
  createOrganizationField: createOf("organizations", "organization"),
}
