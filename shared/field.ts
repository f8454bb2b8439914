import * as z from "zod"
import { Base, Id } from "./record.ts"

export const FieldType = z.enum(["varchar", "text", "double", "date", "enum", "set", "monetary"])
export type FieldType = z.infer<typeof FieldType>

export const FieldOption = z.object({ id: Id, label: z.string().min(1).max(255), color: z.string().optional() })
export type FieldOption = z.infer<typeof FieldOption>

/** A custom field of a kind of record, or the label field, whose options are the labels. */
export const Field = Base.extend({
  of: z.enum(["deal", "person", "organization", "product", "project"]),
  /** 40 hexadecimal characters, as integrations know it; `label` for the labels. */
  key: z.string(),
  name: z.string().min(1).max(255),
  type: FieldType,
  options: z.array(FieldOption),
})
export type Field = z.infer<typeof Field>

const Range = z.object({ value: z.number(), currency: z.string() })

/** What a custom field of a type may hold; null clears it. */
export function valueSchema(field: Pick<Field, "type" | "options">): z.ZodType<z.core.util.JSONType> {
  const option = z
    .int()
    .refine((id) => field.options.some((known) => known.id === id), "is not an option of this field")
  const schemas: Record<FieldType, z.ZodType<z.core.util.JSONType>> = {
    varchar: z.string().max(255),
    text: z.string().max(65_000),
    double: z.number(),
    date: z.iso.date(),
    enum: option,
    set: z.array(option).min(1),
    monetary: Range,
  }
  return schemas[field.type].nullable()
}
