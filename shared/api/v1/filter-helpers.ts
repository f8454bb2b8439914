/** What the conditions of v1's filters may say, as its helpers list it. All of it is offered by `filter-conditions.ts`. */

const EMPTY = { "IS NULL": "is empty", "IS NOT NULL": "is not empty" }
const SAME = { "=": "is", "!=": "is not" }
const NUMBER = {
  ...SAME,
  ">": "is more than",
  "<": "is less than",
  ">=": "is more or equal to",
  "<=": "is less or equal to",
  ...EMPTY,
}
const DAY = {
  ...SAME,
  ">": "is later than",
  "<": "is earlier than",
  ">=": "is exactly or later than",
  "<=": "is exactly or earlier than",
}
const RANGE = {
  "=": "starts at",
  "!=": "does not start at",
  ends_at: "ends at",
  does_not_end_at: "does not end at",
  "<": "starts before",
  "<=": "starts exactly on or before",
  ends_before: "ends before",
  ends_e_before: "ends exactly on or before",
  ">": "starts after",
  ends_after: "ends after",
  ">=": "starts exactly or after",
  ends_e_after: "ends exactly or after",
  includes: "does include",
  ...EMPTY,
}
const LINK = { ...SAME, ...EMPTY }

/** Operators by type of field. `enum` is a list of its operators, as clients have always had it. */
export const OPERATORS: Record<string, Record<string, string> | Record<string, string>[]> = {
  int: NUMBER,
  double: NUMBER,
  monetary: NUMBER,
  time: {
    ...SAME,
    "<": "is before",
    ">": "is after",
    ">=": "is exactly or after than",
    "<=": "is exactly or before than",
    ...EMPTY,
  },
  date: { ...DAY, ...EMPTY },
  entered_stage: DAY,
  timerange: RANGE,
  daterange: RANGE,
  varchar: {
    ...SAME,
    ...EMPTY,
    "LIKE '%$%'": "contains",
    "LIKE '$%'": "starts with",
    "NOT LIKE '$%'": "does not start with",
  },
  stage: { ...SAME, has_been: "has been" },
  title: {
    "=": "is",
    "LIKE '$%'": "starts with",
    "LIKE '%$%'": "contains",
    "NOT LIKE '$%'": "does not start with",
  },
  set: { ...SAME, contains: "contains", not_contains: "does not contain", ...EMPTY },
  enum: [{ "=": "is" }, { "!=": "is not" }, { "IS NULL": "is empty" }, { "IS NOT NULL": "is not empty" }],
  deal: LINK,
  product: LINK,
  user: LINK,
  status: SAME,
  visible_to: SAME,
  currency: SAME,
  pipeline: SAME,
  person: LINK,
  organization: LINK,
}

export const DEPRECATED_OPERATORS = {
  "NOT LIKE '%$%'": "does not contain",
  "LIKE '%$'": "ends with",
  "NOT LIKE '%$'": "does not end with",
}

const times = (count: number, unit: string) => `${count} ${unit}${count === 1 ? "" : "s"}`
const months = [1, 2, 3, 4, 5, 6]
const weeks = [1, 2, 3]
const named = (all: [string, string][]) => Object.fromEntries(all)

export const RELATIVE_DATES = {
  "Relative date intervals": named(
    [
      "last_quarter",
      "this_quarter",
      "last_month",
      "this_month",
      "last_week",
      "this_week",
      "next_week",
      "next_month",
    ].map((name) => [name, name.replace("_", " ")]),
  ),
  "Relative dates": {
    ...named(months.toReversed().map((count) => [`${count}_months_ago`, `${times(count, "month")} ago`])),
    ...named(
      weeks.toReversed().map((count) => [`${count}_week${count === 1 ? "" : "s"}_ago`, `${times(count, "week")} ago`]),
    ),
    yesterday: "yesterday",
    before_today: "before today",
    today: "today",
    now: "now",
    later_or_today: "today or later",
    before_tomorrow: "before tomorrow",
    tomorrow: "tomorrow",
    later_or_tomorrow: "tomorrow or later",
    ...named(weeks.map((count) => [`in_${count}_week${count === 1 ? "" : "s"}`, `in ${times(count, "week")}`])),
    ...named(months.map((count) => [`in_${count}_month${count === 1 ? "" : "s"}`, `in ${times(count, "month")}`])),
  },
  "Deal specific": { rotten_time: "Rotten time" },
}

export const ADDRESS_PARTS = {
  subpremise: "Apartment/suite no",
  street_number: "House number",
  route: "Street/road name",
  sublocality: "District/sublocality",
  locality: "City/town/village/locality",
  admin_area_level_1: "State/county",
  admin_area_level_2: "Region",
  country: "Country",
  postal_code: "ZIP/Postal code",
  formatted_address: "Full/combined address",
}

/** Types of fields that take the operators of another. */
const LIKE: Record<string, string> = {
  varchar_auto: "varchar",
  text: "varchar",
  phone: "varchar",
  address: "varchar",
  people: "person",
  org: "organization",
  boolean: "enum",
}

/** The operators that a field of a type takes: those listed, those no longer listed, and whether it is empty, which any may be asked. */
export function operatorsOf(type: string): readonly string[] {
  const like = Object.hasOwn(OPERATORS, type) ? type : (LIKE[type] ?? "int")
  const listed = OPERATORS[like] ?? {}
  const own = Array.isArray(listed) ? listed.flatMap((one) => Object.keys(one)) : Object.keys(listed)
  const more = like === "varchar" || like === "title" ? Object.keys(DEPRECATED_OPERATORS) : []
  return [...new Set([...own, ...more, ...Object.keys(EMPTY)])]
}
