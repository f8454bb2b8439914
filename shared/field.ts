import * as z from "zod"
import { customValue } from "./field-value.ts"
import { Base, Id } from "./record.ts"

/** Pipedrive's sixteen types of custom fields, and formulas. */
export const FieldType = z.enum([
  "varchar",
  "varchar_auto",
  "text",
  "double",
  "monetary",
  "date",
  "daterange",
  "time",
  "timerange",
  "enum",
  "set",
  "user",
  "org",
  "people",
  "phone",
  "address",
  "formula",
])
export type FieldType = z.infer<typeof FieldType>

export const FieldOption = z.object({ id: Id, label: z.string().min(1).max(255), color: z.string().optional() })
export type FieldOption = z.infer<typeof FieldOption>

/** Kinds of records whose fields a workspace shapes. Leads have the fields of deals. */
export const FieldOf = z.enum(["deal", "person", "organization", "product", "project"])
export type FieldOf = z.infer<typeof FieldOf>

export const Outcome = z.enum(["won", "lost"])
export type Outcome = z.infer<typeof Outcome>

const InDialog = z.object({ shown: z.boolean(), order: z.int().nullable() })

/** Where a field is shown. Without `pipelineIds` it is in all of them. */
export const Shown = z.object({
  onAdd: z.boolean().optional(),
  onDetails: z.boolean().optional(),
  onProjects: z.boolean().optional(),
  pipelineIds: z.array(Id).optional(),
  inDealDialog: InDialog.optional(),
  inPersonDialog: InDialog.optional(),
})
export type Shown = z.infer<typeof Shown>

/** In which stages; none means in all of them. */
const InStages = z.object({ stageIds: z.array(Id) })

/** What must be filled in: in stages, or before a deal of a pipeline is won or lost. With neither, everywhere. */
const Required = InStages.extend({ outcomes: z.record(z.string(), z.array(Outcome)).optional() })

/** A custom field of a kind of record, the label field, whose options are the labels, or what is set for a built-in one. */
export const Field = Base.extend({
  of: FieldOf,
  /** 40 hexadecimal characters, as integrations know it; the field's name in the API for labels and built-in ones. */
  key: z.string(),
  name: z.string().min(1).max(255),
  type: FieldType,
  options: z.array(FieldOption),
  builtIn: z.literal(true).optional(),
  description: z.string().max(2000).optional(),
  /** The last id that an option had, so that none has the id of one that was deleted. */
  lastOptionId: z.int().optional(),
  shown: Shown.optional(),
  important: InStages.optional(),
  required: Required.optional(),
  /** What a formula field is computed by, fields by their keys. */
  formula: z.string().optional(),
})
export type Field = z.infer<typeof Field>

export function isCustom(field: Pick<Field, "key" | "builtIn">): boolean {
  return field.key !== "label_ids" && field.builtIn !== true
}

export function isChoice(field: Pick<Field, "type">): boolean {
  return field.type === "enum" || field.type === "set"
}

/** What a custom field of a type may hold; null clears it. */
export function valueSchema(field: Pick<Field, "type" | "options">): z.ZodType<z.core.util.JSONType> {
  const option = z
    .int()
    .refine((id) => field.options.some((known) => known.id === id), "is not an option of this field")
  return customValue(field.type, option).nullable()
}
