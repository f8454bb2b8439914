/** Pieces that the routes' schemas share. */
import * as z from "zod"

/** A whole number in a query string. */
export const QueryInt = z.preprocess(
  (value) => (typeof value === "string" && /^-?\d{1,15}$/.test(value) ? Number(value) : value),
  z.int("must be a whole number"),
)

export const QueryId = z.preprocess(
  (value) => (typeof value === "string" && /^\d{1,15}$/.test(value) ? Number(value) : value),
  z.int("must be a whole number").positive("must be greater than 0"),
)

export const QueryBoolean = z.preprocess(
  (value) => (value === "true" || value === "1" ? true : value === "false" || value === "0" ? false : value),
  z.boolean("must be true or false"),
)

function commaList<T extends z.ZodType>(entry: T, most: number) {
  return z.preprocess(
    (value) => (typeof value === "string" ? value.split(",").map((part) => part.trim()) : value),
    z.array(entry).min(1).max(most, `must be at most ${most} entries, separated by commas`),
  )
}

export const QueryIds = commaList(QueryId, 100)

/** Some of a set of names, separated by commas. */
export function QueryNames<const N extends readonly [string, ...string[]]>(names: N) {
  return commaList(z.enum(names, { error: `must be among ${names.join(", ")}` }), names.length)
}

export const QueryKeys = commaList(z.string().min(1).max(60), 15)

/** Columns of a file: all that there are, if need be. */
export const QueryColumns = commaList(z.string().min(1).max(60), 500)

/** RFC 3339 in whole seconds, as Pipedrive takes it: fractions are refused. */
export const QueryInstant = z
  .string()
  .regex(
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/,
    "must be a time such as 2026-01-31T09:00:00Z, without fractions",
  )
  .refine((value) => !Number.isNaN(Date.parse(value)), "is not a time that exists")
  .transform((value) => `${new Date(value).toISOString().slice(0, 19)}Z`)

/** An instant in a body: RFC 3339, fractions dropped; or v1's `2026-01-31 09:00:00`, which is UTC. */
export const BodyInstant = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?$/, "must be a time such as 2026-01-31T09:00:00Z")
  .transform((value, context) => {
    const zoned = /Z|[+-]\d\d:\d\d$/.test(value.slice(19)) ? value : `${value}Z`
    const at = new Date(zoned.replace(" ", "T"))
    if (Number.isNaN(at.getTime())) {
      context.addIssue({ code: "custom", message: "is not a time that exists" })
      return z.NEVER
    }
    return `${at.toISOString().slice(0, 19)}Z`
  })

export const Paging = {
  limit: z
    .preprocess(
      (value) => (typeof value === "string" && /^\d{1,6}$/.test(value) ? Number(value) : value),
      z.int("must be a whole number").min(1, "must be at least 1").max(500, "must be at most 500"),
    )
    .default(100),
  cursor: z.string().max(2000).optional(),
}

export const Sorting = {
  sort_by: z.enum(["id", "update_time", "add_time"]).default("id"),
  sort_direction: z.enum(["asc", "desc"]).default("asc"),
}

export const Since = { updated_since: QueryInstant.optional(), updated_until: QueryInstant.optional() }

export const ById = z.strictObject({ id: QueryId })

export const BodyId = z.int("must be a whole number").positive("must be greater than 0")

export const Title = z.string().trim().min(1, "must not be empty").max(255, "must be at most 255 characters")

export const Deleted = z.object({ id: z.int() })

/** Values of custom fields by key; each is checked against its field's type when it is written. */
export const BodyCustom = z.record(z.string(), z.json())

export const AddressAnswer = z.object({
  value: z.string().nullable(),
  route: z.string().nullable(),
  street_number: z.string().nullable(),
  subpremise: z.string().nullable(),
  locality: z.string().nullable(),
  sublocality: z.string().nullable(),
  admin_area_level_1: z.string().nullable(),
  admin_area_level_2: z.string().nullable(),
  country: z.string().nullable(),
  postal_code: z.string().nullable(),
})
