/** Reports are data: what to measure, over which records, grouped by what. One engine answers them all from fact segments. */
import * as z from "zod"
import { ReportKind } from "./report-facts.ts"
import { Day, Interval } from "./time.ts"

const Value = z.union([z.string().max(255), z.number(), z.boolean()])

const Operator = z.enum([
  "=",
  "!=",
  "<",
  "<=",
  ">",
  ">=",
  "in",
  "contains",
  "not_contains",
  "starts_with",
  "not_starts_with",
  "ends_with",
  "not_ends_with",
  "exactly",
  "not_exactly",
  "includes",
  "has_been",
  "empty",
  "not_empty",
])
export type Operator = z.infer<typeof Operator>

/**
 * One condition on a fact. `in` takes a list, `empty` and `not_empty` take nothing. Days compare with YYYY-MM-DD or with a day
 * relative to today (`RelativeDay`), money with decimals, people with an id or `me`; `contains` looks into text without case, as
 * do those of its beginning and end. Of lists, `exactly` means these and no others. A range `includes` a day or time, and a deal
 * `has_been` in a stage.
 */
export const Condition = z
  .strictObject({
    field: z.string().min(1).max(100),
    operator: Operator,
    value: z.union([Value, z.array(Value).min(1).max(500)]).optional(),
  })
  .refine(({ operator, value }) => value !== undefined || operator === "empty" || operator === "not_empty", {
    message: "must be given with this operator",
    path: ["value"],
  })
export type Condition = z.infer<typeof Condition>

export const Axis = z.strictObject({ field: z.string().min(1).max(100), interval: Interval.optional() })
export type Axis = z.infer<typeof Axis>

/** `weighted` is the value times the chance of its deal or, where it has none, of its stage. */
export const Measure = z.strictObject({
  by: z.enum(["count", "sum", "average", "weighted"]),
  field: z.string().min(1).max(100).optional(),
})

export const Report = z.strictObject({
  of: ReportKind,
  measure: Measure,
  view_by: Axis,
  segment_by: Axis.optional(),
  /** All of these hold. */
  filters: z.array(Condition).max(16).default([]),
  period: z.strictObject({ field: z.string().min(1).max(100), from: Day.optional(), to: Day.optional() }).optional(),
})
export type Report = z.infer<typeof Report>

/** A group's key: an id, a status, a period or a text; null gathers the records that have none. */
export const GroupKey = z.union([z.number(), z.string(), z.null()])
export type GroupKey = z.infer<typeof GroupKey>

export const ReportCell = z.object({
  view: GroupKey,
  segment: GroupKey,
  /** Currency of a measured amount of money, else null. */
  currency: z.string().nullable(),
  count: z.int(),
  /** The measure: a count, a decimal amount or a number. */
  value: z.number(),
})
export type ReportCell = z.infer<typeof ReportCell>
