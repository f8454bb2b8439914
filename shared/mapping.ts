/** What becomes of the columns of an imported file: data of the API, kept as it was sent. */
import * as z from "zod"
import { Currency } from "./money.ts"
import { Id } from "./record.ts"

const TEXTS = [
  "ignore",
  "title",
  "currency",
  "organization",
  "organization_address",
  "person",
  "person_first_name",
  "person_last_name",
  "person_email",
  "person_phone",
  "owner",
  "pipeline",
  "stage",
  "status",
  "label",
  "lost_reason",
  "note",
] as const
const NUMBERS = ["value", "probability"] as const
/** `closed_on` is the day a deal was won or lost, as its status says; of an open deal, the day it is expected to close. */
const DATES = ["add_time", "expected_close_date", "won_time", "lost_time", "closed_on"] as const

/** Targets that may be given several columns. */
export const SEVERAL: readonly string[] = [
  "ignore",
  "organization_address",
  "person_email",
  "person_phone",
  "label",
  "note",
]

export const Target = z.enum([...TEXTS, ...NUMBERS, ...DATES, "custom", "new_field"])
export type Target = z.infer<typeof Target>

/** Which sign parts the decimals: 1,234.56 or 1.234,56. */
export const DecimalStyle = z.enum(["point", "comma"])
export type DecimalStyle = z.infer<typeof DecimalStyle>
/** The order of day and month in 01/02/2026. Without one, a date that can be read both ways is a problem. */
export const DateStyle = z.enum(["iso", "dmy", "mdy"])
export type DateStyle = z.infer<typeof DateStyle>

const Index = z.int().min(0)
const styles = { decimals: DecimalStyle.optional(), dates: DateStyle.optional() }

export const NewFieldType = z.enum(["varchar", "text", "double", "date", "enum"])
export type NewFieldType = z.infer<typeof NewFieldType>

export const MappedColumn = z.discriminatedUnion("to", [
  z.strictObject({ column: Index, to: z.enum(TEXTS) }),
  z.strictObject({ column: Index, to: z.enum(NUMBERS), decimals: DecimalStyle.optional() }),
  z.strictObject({ column: Index, to: z.enum(DATES), dates: DateStyle.optional() }),
  z.strictObject({ column: Index, to: z.literal("custom"), field_code: z.string().min(1).max(60), ...styles }),
  z.strictObject({
    column: Index,
    to: z.literal("new_field"),
    field_name: z.string().trim().min(1, "must not be empty").max(255),
    field_type: NewFieldType,
    ...styles,
  }),
])
export type MappedColumn = z.infer<typeof MappedColumn>

const Name = z.string().trim().min(1, "must not be empty").max(255)

/** A pipeline that is there, or one by name, which is made when it is not there. */
export const PipelineChoice = z.union([z.strictObject({ pipeline_id: Id }), z.strictObject({ new_pipeline: Name })])
export type PipelineChoice = z.infer<typeof PipelineChoice>

/** A stage, the stage of a name in the row's pipeline (made when it is not there), or the end of the deal. */
export const StageChoice = z.union([
  z.strictObject({ stage_id: Id }),
  z.strictObject({ new_stage: Name }),
  z.strictObject({ status: z.enum(["won", "lost"]) }),
])
export type StageChoice = z.infer<typeof StageChoice>

/** Someone of the workspace, whoever imports, or someone new: with an e-mail address they are invited. */
export const OwnerChoice = z.union([
  z.strictObject({ user_id: Id }),
  z.strictObject({ importer: z.literal(true) }),
  z.strictObject({
    new_user: z.strictObject({
      name: Name.max(120),
      email: z.email("must be an e-mail address").max(254).optional(),
    }),
  }),
])
export type OwnerChoice = z.infer<typeof OwnerChoice>

const byValue = <T extends z.ZodType>(choice: T) => z.record(z.string().max(255), choice).default({})

/** Values that are not named in `pipelines`, `stages` and `owners` are taken by their name. */
export const Mapping = z.strictObject({
  /** Columns that are not listed are ignored. */
  columns: z.array(MappedColumn).max(1000),
  /** Of amounts in rows that name none. */
  currency: Currency,
  /** Where deals go whose row names no pipeline. */
  pipeline: PipelineChoice,
  pipelines: byValue(PipelineChoice),
  stages: byValue(StageChoice),
  owners: byValue(OwnerChoice),
  /** Owners that are neither named above nor known. */
  other_owners: z.enum(["importer", "new_user", "skip"]).default("importer"),
  /** False for a file of contacts: its rows are persons and organizations, no deals. */
  makes_deals: z.boolean().default(true),
})
export type Mapping = z.infer<typeof Mapping>
