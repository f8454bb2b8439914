/** Pieces of v1's requests. v1 is lenient: numbers come as texts, booleans as 0 and 1, and what it does not know it passes over. */
import * as z from "zod"
import { Currency } from "../../money.ts"
import { GivenDay } from "../../time.ts"
import { BodyInstant } from "../fields.ts"

const emptyAsNull = (value: unknown) => (value === "" ? null : value)

const numeric = (value: unknown) =>
  typeof value === "string" && /^\s*-?\d{1,18}(\.\d+)?\s*$/.test(value) ? Number(value) : value

export const V1Number = z.preprocess(numeric, z.number("must be a number"))
export const V1Int = z.preprocess(numeric, z.int("must be a whole number"))
export const V1Id = z.preprocess(numeric, z.int("must be a whole number").positive("must be greater than 0"))

/** An id that may be taken away: by null, an empty text or 0. */
export const V1IdOrNull = z.preprocess(
  (value) => (value === "" || value === 0 || value === "0" ? null : numeric(value)),
  z.int("must be a whole number").positive("must be greater than 0").nullable(),
)
export const V1NumberOrNull = z.preprocess(
  (value) => numeric(emptyAsNull(value)),
  z.number("must be a number").nullable(),
)
export const V1IntOrNull = z.preprocess(
  (value) => numeric(emptyAsNull(value)),
  z.int("must be a whole number").nullable(),
)
export const V1DayOrNull = z.preprocess(
  (value) => (typeof value === "string" ? emptyAsNull(value.slice(0, 10)) : value),
  GivenDay.nullable(),
)
export const V1InstantOrNull = z.preprocess(emptyAsNull, BodyInstant.nullable())

export const V1Boolean = z.preprocess((value) => {
  if (value === 1 || value === "1" || value === "true") return true
  return value === 0 || value === "0" || value === "false" ? false : value
}, z.boolean("must be true or false"))

export const V1VisibleTo = z.preprocess(
  numeric,
  z.literal([1, 3, 5, 7], { error: "must be 1 (owner), 3 (group), 5 (sub-groups) or 7 (everyone)" }),
)

/** Ids as v1 takes several: a list, or a text with commas between. Null and an empty text are none. */
export const V1IdList = z.preprocess(
  (value) => {
    if (value === null || value === "") return []
    if (typeof value === "number") return [value]
    const parts = typeof value === "string" ? value.split(",").map((part) => part.trim()) : value
    return Array.isArray(parts) ? parts.map(numeric) : parts
  },
  z.array(z.int("must be a whole number").positive("must be greater than 0")).max(100, "must be at most 100"),
)

export const V1Ids = z.object({ ids: V1IdList.refine((ids) => ids.length > 0, "must name at least one id") })

export const V1ById = z.object({ id: V1Id })

export const V1Start = V1Int.pipe(z.int().min(0, "must be at least 0").max(1_000_000)).default(0)

/** Where a list begins and how long it is. */
export const V1Paging = {
  start: V1Start,
  limit: V1Int.pipe(z.int().min(1, "must be at least 1"))
    .transform((limit) => Math.min(limit, 500))
    .default(100),
}

/** `add_time DESC, id ASC`. */
export const V1Sort = z
  .string()
  .max(200)
  .transform((text, context) => {
    const parts = text.split(",").map((part) => part.trim())
    const sorts = parts.filter((part) => part !== "").map((part) => /^([\w.]+)(?:\s+(asc|desc))?$/i.exec(part))
    if (sorts.some((sort) => sort === null)) {
      context.addIssue({ code: "custom", message: "must be fields with ASC or DESC, separated by commas" })
      return z.NEVER
    }
    return sorts.map((sort) => ({
      field: sort?.[1] ?? "",
      direction: sort?.[2]?.toLowerCase() === "desc" ? ("desc" as const) : ("asc" as const),
    }))
  })

export const V1Cursor = { limit: V1Paging.limit, cursor: z.string().max(2000).optional() }

/** What v1 answers to a change of one record, and of several. */
export const V1Gone = z.object({ id: z.int() })
export const V1GoneMany = z.object({ id: z.array(z.int()) })

/** The currency that totals are converted into: one that is named, or one's own. */
export const ConvertTo = z.union([z.literal("default_currency"), Currency], {
  error: "must be a three-letter currency code or default_currency",
})
export type ConvertTo = z.infer<typeof ConvertTo>
