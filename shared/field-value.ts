/** What custom fields of each type hold, as API v2 takes and shows it. */
import * as z from "zod"
import type { FieldType } from "./field.ts"
import { GivenDay } from "./time.ts"

type Json = z.ZodType<z.core.util.JSONType>

const TimeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/, "must be a time such as 09:30:00")
  .transform((time) => (time.length === 5 ? `${time}:00` : time))

const Zone = {
  timezone_id: z.int().nullable().default(null),
  timezone_name: z.string().max(100).nullable().default(null),
}

const Part = z.string().max(255).nullable().default(null)

/** Parts that are not given are null. */
const CustomAddress = z.object({
  value: z.string().min(1).max(1000),
  route: Part,
  street_number: Part,
  subpremise: Part,
  locality: Part,
  sublocality: Part,
  admin_area_level_1: Part,
  admin_area_level_2: Part,
  country: Part,
  postal_code: Part,
  formatted_address: z.string().max(1000).nullable().default(null),
})

const Range = z
  .object({ value: GivenDay, until: GivenDay })
  .refine(({ value, until }) => value <= until, { message: "must not be before value", path: ["until"] })

const RecordId = z.int("must be a whole number").positive("must be greater than 0")

const VALUES: Record<Exclude<FieldType, "enum" | "set">, Json> = {
  varchar: z.string().max(255),
  varchar_auto: z.string().max(255),
  phone: z.string().max(255),
  text: z.string().max(65_000),
  double: z.number(),
  monetary: z.object({ value: z.number(), currency: z.string() }),
  date: GivenDay,
  daterange: Range,
  time: z.object({ value: TimeOfDay, ...Zone }),
  timerange: z.object({ value: TimeOfDay, until: TimeOfDay, ...Zone }),
  user: RecordId,
  org: RecordId,
  people: RecordId,
  address: CustomAddress,
  formula: z.never("is computed and cannot be set"),
}

export function customValue(type: FieldType, option: z.ZodType<number>): Json {
  if (type === "enum") return option
  if (type === "set") return z.array(option).min(1)
  return VALUES[type]
}

/** The parts of a field that is more than one value. */
export const SUBFIELDS: Partial<Record<FieldType, readonly (readonly [code: string, name: string, type: string])[]>> = {
  monetary: [
    ["value", "Amount", "double"],
    ["currency", "Currency", "varchar"],
  ],
  daterange: [
    ["value", "Start", "date"],
    ["until", "End", "date"],
  ],
  time: [
    ["value", "Time", "time"],
    ["timezone_id", "Time zone id", "double"],
    ["timezone_name", "Time zone", "varchar"],
  ],
  timerange: [
    ["value", "Start", "time"],
    ["until", "End", "time"],
    ["timezone_id", "Time zone id", "double"],
    ["timezone_name", "Time zone", "varchar"],
  ],
  address: [
    ["value", "Address", "varchar"],
    ["route", "Street", "varchar"],
    ["street_number", "House number", "varchar"],
    ["subpremise", "Apartment or suite", "varchar"],
    ["locality", "City", "varchar"],
    ["sublocality", "District", "varchar"],
    ["admin_area_level_1", "State or county", "varchar"],
    ["admin_area_level_2", "Region", "varchar"],
    ["country", "Country", "varchar"],
    ["postal_code", "Postal code", "varchar"],
    ["formatted_address", "Full address", "varchar"],
  ],
}
