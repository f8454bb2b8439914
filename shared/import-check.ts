/** What trying a mapping on every row of a file finds. */
import * as z from "zod"
import { Counts } from "./import.ts"

/** Why a row is skipped; `ragged` rows are imported all the same. */
export const Reason = z.enum([
  "number",
  "date",
  "ambiguous_date",
  "currency",
  "status",
  "owner",
  "pipeline",
  "stage",
  "option",
  "label",
  "email",
  "required",
  "too_long",
  "ragged",
])
export type Reason = z.infer<typeof Reason>

export const RowProblem = z.object({
  /** As a spreadsheet numbers it: the header is row 1. */
  row: z.int(),
  header: z.string().nullable(),
  value: z.string(),
  reason: Reason,
  message: z.string(),
})
export type RowProblem = z.infer<typeof RowProblem>

export const MOST_PROBLEMS = 100

export const Problems = z.object({
  reasons: z.array(z.object({ reason: Reason, count: z.int(), skips: z.boolean() })),
  /** The first MOST_PROBLEMS. */
  first: z.array(RowProblem),
})
export type Problems = z.infer<typeof Problems>

/** What is not there yet and will be made first, by name. */
export const Additions = z.object({
  pipelines: z.array(z.string()),
  stages: z.array(z.object({ pipeline_id: z.int().nullable(), pipeline: z.string(), name: z.string() })),
  fields: z.array(z.object({ name: z.string(), type: z.string() })),
  users: z.array(z.object({ name: z.string(), email: z.string().nullable() })),
  labels: z.array(z.string()),
  options: z.array(z.object({ field_code: z.string().nullable(), field: z.string(), label: z.string() })),
})
export type Additions = z.infer<typeof Additions>

export const Check = z.object({ problems: Problems, counts: Counts, additions: Additions })
export type Check = z.infer<typeof Check>
