/** A field with what is set for it, as API v2 takes and shows it. */
import * as z from "zod"
import { type FieldOf, FieldType, Outcome } from "../field.ts"
import { MOST_CHARACTERS } from "../formula.ts"
import { BodyId, Title } from "./fields.ts"

/** Kinds whose fields can be listed; those of activities cannot be changed. */
export type FieldKind = FieldOf | "activity"

export const OptionAnswer = z.object({ id: z.int(), label: z.string(), color: z.string().nullable() })

const Dialog = z.object({ show: z.boolean(), order: z.int().nullable() })

const Visibility = z.object({
  add_visible_flag: z.boolean(),
  details_visible_flag: z.boolean(),
  projects_detail_visible_flag: z.boolean().optional(),
  show_in_pipelines: z.object({ show_in_all: z.boolean(), pipeline_ids: z.array(z.int()) }).optional(),
  show_in_add_deal_dialog: Dialog.optional(),
  show_in_add_person_dialog: Dialog.optional(),
})

const Important = z.object({ enabled: z.boolean(), stage_ids: z.array(z.int()) })
const Statuses = z.record(z.string(), z.array(Outcome))
const Required = z.object({
  enabled: z.boolean(),
  stage_ids: z.array(z.int()).optional(),
  statuses: Statuses.optional(),
})

export const FieldMeta = z.object({
  field_name: z.string(),
  field_code: z.string(),
  description: z.string(),
  /** `formula`, one of the sixteen types of custom fields, or what a built-in field is: `stage`, `status`, `visible_to` and so on. */
  field_type: z.string(),
  options: z
    .array(z.object({ id: z.union([z.int(), z.string()]), label: z.string(), color: z.string().nullable().optional() }))
    .nullable(),
  subfields: z.array(z.object({ field_code: z.string(), field_name: z.string(), field_type: z.string() })).nullable(),
  is_custom_field: z.boolean(),
  is_optional_response_field: z.boolean(),
  is_writable: z.boolean().optional(),
  ui_visibility: Visibility.optional(),
  important_fields: Important.optional(),
  required_fields: Required.optional(),
  /** What a formula field is computed by. */
  formula: z.string().optional(),
  /** Of a formula field alone: how far lists, filters and reports follow the formulas of its kind. */
  formula_update: z.object({ state: z.enum(["running", "done", "failed"]), done: z.int(), total: z.int() }).optional(),
})
export type FieldMeta = z.infer<typeof FieldMeta>

const Ids = z.array(BodyId).max(500)
const DialogBody = z.strictObject({ show: z.boolean().optional(), order: z.int().nullable().optional() })

const VISIBILITY = { add_visible_flag: z.boolean().optional(), details_visible_flag: z.boolean().optional() }
const ImportantBody = z.strictObject({ enabled: z.boolean().optional(), stage_ids: Ids.optional() })
const RequiredBody = z.strictObject({ enabled: z.boolean().optional() })

/** Everything that may be set for fields; each kind takes its part of it. */
const Settings = z.strictObject({
  ui_visibility: z
    .strictObject({
      ...VISIBILITY,
      projects_detail_visible_flag: z.boolean(),
      show_in_pipelines: z.strictObject({ show_in_all: z.boolean().optional(), pipeline_ids: Ids.optional() }),
      show_in_add_deal_dialog: DialogBody,
      show_in_add_person_dialog: DialogBody,
    })
    .partial(),
  important_fields: ImportantBody,
  required_fields: RequiredBody.extend({
    stage_ids: Ids.optional(),
    statuses: z.record(z.string().regex(/^[1-9]\d{0,14}$/, "must be ids of pipelines"), z.array(Outcome)).optional(),
  }),
})
const VISIBLE = Settings.shape.ui_visibility

export type FieldSettings = Partial<z.infer<typeof Settings>>
type Settable = { [K in keyof FieldSettings]-?: z.ZodType<FieldSettings[K]> }

const UNKNOWN = z.undefined("is not known of these fields")

const SETTINGS: Record<FieldOf, Settable> = {
  deal: {
    ui_visibility: VISIBLE.omit({ show_in_add_deal_dialog: true, show_in_add_person_dialog: true }),
    important_fields: ImportantBody,
    required_fields: Settings.shape.required_fields,
  },
  person: {
    ui_visibility: z.strictObject({ ...VISIBILITY, show_in_add_deal_dialog: DialogBody.optional() }),
    important_fields: ImportantBody,
    required_fields: RequiredBody,
  },
  organization: {
    ui_visibility: VISIBLE.omit({ projects_detail_visible_flag: true, show_in_pipelines: true }),
    important_fields: ImportantBody,
    required_fields: RequiredBody,
  },
  product: { ui_visibility: z.strictObject(VISIBILITY), important_fields: UNKNOWN, required_fields: UNKNOWN },
  project: {
    ui_visibility: z.strictObject(VISIBILITY),
    important_fields: ImportantBody,
    required_fields: RequiredBody,
  },
}

export type FieldChange = FieldSettings & {
  field_name?: string
  description?: string | null
  formula?: string | undefined
}
export type NewField = FieldChange & {
  field_name: string
  field_type: FieldType
  options?: { label: string }[] | undefined
}

export function fieldBodies(of: FieldOf) {
  const About = z.strictObject({ field_name: Title, description: z.string().trim().max(2000).nullable() })
  const settings = SETTINGS[of]
  const formula = z.string().trim().min(1).max(MOST_CHARACTERS).optional()
  const NewField = About.extend({
    field_type: FieldType,
    options: z.array(z.strictObject({ label: Title })).max(500),
    formula,
    ...settings,
  })
    .partial()
    .required({ field_name: true, field_type: true })
  const FieldChange = About.partial()
    .extend({ formula, ...settings })
    .partial()
    .refine((body) => Object.keys(body).length > 0, "must change at least one field")
  return { NewField, FieldChange }
}
