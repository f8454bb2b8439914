/** Every operator that v1's helpers offer, against a plain evaluation of the records themselves. */
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { conditionsOf } from "../../shared/api/v1/filter-conditions.ts"
import { OPERATORS, operatorsOf, RELATIVE_DATES } from "../../shared/api/v1/filter-helpers.ts"
import { v1Conditions } from "../../shared/api/v1/filter-shown.ts"
import type { V1Condition } from "../../shared/api/v1/filter-words.ts"
import { encode, open, texts } from "../../shared/columns.ts"
import type { Scope } from "../../shared/condition.ts"
import type { Deal } from "../../shared/deal.ts"
import { factsOf } from "../../shared/facts.ts"
import type { Field, FieldType } from "../../shared/field.ts"
import { meaningsOf } from "../../shared/field-facts.ts"
import { type FilterConditions, filterTest } from "../../shared/filter.ts"
import { filterFields } from "../../shared/filterable.ts"
import { namesOf } from "../../shared/names.ts"
import { addDays, offsetIn, seconds } from "../../shared/time.ts"
import { aDeal } from "../support/records.ts"

const TODAY = "2026-04-15"
const AT = "2026-03-01T09:00:00Z"
const TYPES: FieldType[] = [
  "varchar",
  "varchar_auto",
  "text",
  "phone",
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
  "address",
]
const FIELDS = TYPES.map((type, at): Field => {
  const options = type === "enum" || type === "set" ? [1, 2, 3].map((id) => ({ id, label: `Option ${id}` })) : []
  const base = { id: at + 10, version: 1, addedAt: AT, changedAt: AT, changedBy: 1, via: "app" as const }
  return { ...base, of: "deal", key: `${type}_key`, name: type, type, options }
})
const SCOPE: Scope = {
  userId: 1,
  sight: "everything",
  offsetMinutes: offsetIn("UTC"),
  customFields: new Map(FIELDS.flatMap(meaningsOf)),
  stageProbability: new Map(),
  rottenAfterDays: new Map([
    [1, 10],
    [2, 30],
  ]),
  now: seconds(`${TODAY}T09:00:00Z`),
  today: TODAY,
}

const word = fc.constantFrom("red", "Red", "dark red", "blue", "100%", "õun")
const number = fc.constantFrom(-1.5, 0, 1, 2, 2.5, 100)
const id = fc.constantFrom(1, 2, 3)
const day = fc.integer({ min: -400, max: 400 }).map((days) => addDays(TODAY, days))
const time = fc.constantFrom("08:00:00", "09:30:00", "12:00:00", "17:45:00")
const pair = <T extends string>(one: fc.Arbitrary<T>) =>
  fc.tuple(one, one).map(([a, b]) => (a <= b ? { value: a, until: b } : { value: b, until: a }))

const VALUES: Record<FieldType, fc.Arbitrary<unknown>> = {
  varchar: word,
  varchar_auto: word,
  text: word,
  phone: word,
  double: number,
  monetary: number.map((value) => ({ value, currency: "EUR" })),
  date: day,
  daterange: pair(day),
  time: time.map((value) => ({ value, timezone_id: null, timezone_name: null })),
  timerange: pair(time).map((range) => ({ ...range, timezone_id: null, timezone_name: null })),
  enum: id,
  set: fc.uniqueArray(id, { minLength: 1 }),
  user: id,
  org: id,
  people: id,
  formula: number,
  address: fc.record({ value: word, locality: fc.option(word), country: fc.option(word) }),
}
const custom = fc.record(Object.fromEntries(FIELDS.map((field) => [field.key, VALUES[field.type]])), {
  requiredKeys: [],
})

const deal = fc
  .record({
    title: word,
    amount: fc.constantFrom(0, 100, 250, 10_000),
    status: fc.constantFrom("open", "won", "lost"),
    visits: fc.array(fc.record({ stageId: id, on: day }), { minLength: 1, maxLength: 4 }),
    labelIds: fc.uniqueArray(id),
    person: fc.option(fc.record({ id, name: word })),
    expectedCloseOn: fc.option(day),
    ownerId: id,
    visibleTo: fc.constantFrom(1 as const, 7 as const),
    touched: day,
    custom,
  })
  .map(({ amount, visits, person, expectedCloseOn, touched, custom, ...rest }): Deal => {
    const stays = visits.map(({ stageId, on }) => ({ stageId, at: `${on}T10:00:00Z` }))
    return aDeal({
      ...rest,
      status: rest.status as Deal["status"],
      value: { amount, currency: "EUR" },
      visits: stays,
      stageId: stays.at(-1)?.stageId ?? 1,
      ...(person && { personId: person.id, personName: person.name }),
      ...(expectedCloseOn && { expectedCloseOn }),
      touchedAt: `${touched}T10:00:00Z`,
      custom: custom as Deal["custom"],
    })
  })

function passes(deal: Deal, conditions: FilterConditions): boolean {
  const opened = (fact: ReturnType<typeof factsOf>) => open(encode([fact.row], fact.columns))
  const names = opened(namesOf("deal", deal))
  const where = { name: "filter", placed: true }
  return filterTest(
    opened(factsOf("deal", deal)),
    "deal",
    conditions,
    SCOPE,
    (column) => texts(names, column),
    where,
  )(0)
}

/** The days that a value means, as v1's words have it: from, to, both included. */
function daysOf(value: string): [string, string] {
  const [year = 0, month = 1] = TODAY.split("-").map(Number)
  const iso = (y: number, m: number, d: number) => new Date(Date.UTC(y, m - 1, d)).toISOString().slice(0, 10)
  const months = (from: number, to: number): [string, string] => [
    iso(year, month + from, 1),
    iso(year, month + to + 1, 0),
  ]
  const one = (on: string): [string, string] => [on, on]
  const [MIN, MAX] = ["0000-00-00", "9999-99-99"]
  const monday = addDays(TODAY, -((new Date(`${TODAY}T00:00:00Z`).getUTCDay() + 6) % 7))
  const week = (shift: number): [string, string] => [addDays(monday, 7 * shift), addDays(monday, 7 * shift + 6)]
  const named: Record<string, [string, string]> = {
    last_quarter: [iso(2026, 1, 1), iso(2026, 3, 31)],
    this_quarter: [iso(2026, 4, 1), iso(2026, 6, 30)],
    last_month: months(-1, -1),
    this_month: months(0, 0),
    next_month: months(1, 1),
    last_week: week(-1),
    this_week: week(0),
    next_week: week(1),
    yesterday: one(addDays(TODAY, -1)),
    before_today: [MIN, addDays(TODAY, -1)],
    today: one(TODAY),
    now: one(TODAY),
    later_or_today: [TODAY, MAX],
    before_tomorrow: [MIN, TODAY],
    tomorrow: one(addDays(TODAY, 1)),
    later_or_tomorrow: [addDays(TODAY, 1), MAX],
  }
  const known = named[value]
  if (known !== undefined) return known
  const [, ago, agoUnit] = /^(\d)_(week|month)s?_ago$/.exec(value) ?? []
  const [, ahead, aheadUnit] = /^in_(\d)_(week|month)s?$/.exec(value) ?? []
  if (ago === undefined && ahead === undefined) return one(value)
  const count = Number(ahead ?? -Number(ago))
  return one((agoUnit ?? aheadUnit) === "week" ? addDays(TODAY, 7 * count) : iso(year, month + count, 15))
}

const key = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()

/** What an operator says of one value, null where there is none. `span` is what the asked value covers. */
function holds(
  operator: string,
  found: string | number | null,
  [from, to]: [string | number, string | number],
): boolean {
  const has = found !== null
  const text = key(String(found))
  const part = key(String(from))
  switch (operator) {
    case "IS NULL":
      return !has
    case "IS NOT NULL":
      return has
    case "=":
      return has && found >= from && found <= to
    case "!=":
      return !(has && found >= from && found <= to)
    case "<":
      return has && found < from
    case "<=":
      return has && found <= to
    case ">":
      return has && found > to
    case ">=":
      return has && found >= from
    case "LIKE '%$%'":
      return has && text.includes(part)
    case "NOT LIKE '%$%'":
      return !(has && text.includes(part))
    case "LIKE '$%'":
      return has && text.startsWith(part)
    case "NOT LIKE '$%'":
      return !(has && text.startsWith(part))
    case "LIKE '%$'":
      return has && text.endsWith(part)
    case "NOT LIKE '%$'":
      return !(has && text.endsWith(part))
    default:
      throw new Error(`no plain meaning of ${operator}`)
  }
}

const ENDS: Record<string, string> = {
  ends_at: "=",
  does_not_end_at: "!=",
  ends_before: "<",
  ends_e_before: "<=",
  ends_after: ">",
  ends_e_after: ">=",
}

type Case = { type: string; code: string; values: fc.Arbitrary<string>; extra?: fc.Arbitrary<string> }

const relative = fc.constantFrom(
  ...Object.keys(RELATIVE_DATES["Relative date intervals"]),
  ...Object.keys(RELATIVE_DATES["Relative dates"]),
)
const dayValue = fc.oneof(day, relative)
const numberValue = number.map(String)
const idValue = id.map(String)
const ASKED: Record<FieldType, fc.Arbitrary<string>> = {
  varchar: word,
  varchar_auto: word,
  text: word,
  phone: word,
  double: numberValue,
  monetary: numberValue,
  date: dayValue,
  daterange: day,
  time,
  timerange: time,
  enum: idValue,
  set: fc.uniqueArray(id, { minLength: 1 }).map((ids) => ids.join(",")),
  user: idValue,
  org: idValue,
  people: idValue,
  formula: numberValue,
  address: word,
}
const CASES: Case[] = [
  ...FIELDS.map(({ type, key: code }) => ({ type, code, values: ASKED[type] })),
  { type: "address", code: "address_key", values: word, extra: fc.constantFrom("locality", "country") },
  { type: "varchar", code: "title", values: word },
  { type: "monetary", code: "value", values: fc.constantFrom("0", "1", "2.5", "100") },
  { type: "status", code: "status", values: fc.constantFrom("open", "won", "lost") },
  { type: "stage", code: "stage_id", values: idValue },
  { type: "pipeline", code: "pipeline_id", values: idValue },
  { type: "set", code: "label_ids", values: ASKED.set },
  { type: "people", code: "person_id", values: idValue },
  { type: "user", code: "owner_id", values: idValue },
  { type: "visible_to", code: "visible_to", values: fc.constantFrom("1", "7") },
  { type: "date", code: "expected_close_date", values: dayValue },
  { type: "date", code: "touch_time", values: dayValue },
  { type: "entered_stage", code: "entered_stage", values: dayValue, extra: idValue },
]

const PLAIN: Record<string, (deal: Deal) => string | number | null> = {
  title: (deal) => deal.title,
  value: (deal) => deal.value.amount / 100,
  status: (deal) => deal.status,
  stage_id: (deal) => deal.stageId,
  pipeline_id: (deal) => deal.pipelineId,
  person_id: (deal) => deal.personId ?? null,
  owner_id: (deal) => deal.ownerId,
  visible_to: (deal) => deal.visibleTo,
  expected_close_date: (deal) => deal.expectedCloseOn ?? null,
  touch_time: (deal) => deal.touchedAt.slice(0, 10),
}

/** A part of what a custom field holds. */
function partOf(deal: Deal, code: string, part: string): string | number | null {
  const held = deal.custom[code]
  if (held === undefined || held === null) return null
  if (typeof held !== "object") return part === "value" ? (held as string | number) : null
  return (held as Record<string, string | number | null>)[part] ?? null
}

/** The plain meaning of a condition, worked out from the record. */
function means(deal: Deal, { type, code }: Case, { operator, value, extra_value }: V1Condition): boolean {
  const asked = String(value ?? "")
  const dates = ["date", "daterange", "entered_stage"].includes(type)
  const numeric = ["double", "monetary", "user", "org", "people", "enum", "stage", "pipeline", "visible_to"].includes(
    type,
  )
  const only: [string | number, string | number] = numeric ? [Number(asked), Number(asked)] : [asked, asked]
  const span = dates && asked !== "" ? daysOf(asked) : only
  if (operator === "has_been") return deal.visits.some(({ stageId }) => stageId === Number(asked))
  if (type === "entered_stage") {
    const days = deal.visits.filter(({ stageId }) => stageId === Number(extra_value)).map(({ at }) => at.slice(0, 10))
    return days.some((on) => holds(operator, on, span))
  }
  if (type === "set") {
    const own = code === "label_ids" ? deal.labelIds : ((deal.custom[code] as number[] | undefined) ?? [])
    const ids = asked.split(",").map(Number)
    if (operator === "IS NULL" || operator === "IS NOT NULL") return (own.length === 0) === (operator === "IS NULL")
    const some = own.some((one) => ids.includes(one))
    if (operator === "contains" || operator === "not_contains") return some === (operator === "contains")
    const same = own.length === ids.length && own.every((one) => ids.includes(one))
    return same === (operator === "=")
  }
  if (operator === "includes") {
    const [from, to] = [partOf(deal, code, "value"), partOf(deal, code, "until")]
    return from !== null && to !== null && from <= span[1] && to >= span[0]
  }
  const ending = ENDS[operator]
  if (ending !== undefined) return holds(ending, partOf(deal, code, "until"), span)
  const found = PLAIN[code]?.(deal) ?? (PLAIN[code] ? null : partOf(deal, code, String(extra_value ?? "value")))
  return holds(operator, found, span)
}

const idOf = (code: string) => String(filterFields("deal", FIELDS).find((field) => field.key === code)?.id)

describe.each(CASES.map((one) => [one.code, one] as const))("%s", (code, one) => {
  test.each(operatorsOf(one.type))("%s means of a deal what it says, and comes back as it was", (operator) => {
    const valued = operator !== "IS NULL" && operator !== "IS NOT NULL"
    fc.assert(
      fc.property(deal, one.values, one.extra ?? fc.constant(null), (record, value, extra_value) => {
        const v1: V1Condition = {
          object: "deal",
          field_id: idOf(code),
          operator,
          value: valued ? value : null,
          extra_value,
        }
        const whole = { glue: "and" as const, conditions: [{ glue: "and" as const, conditions: [v1] }] }
        const ours = conditionsOf("deal", whole, FIELDS)
        expect(passes(record, ours)).toBe(means(record, one, v1))
        const back = v1Conditions("deal", ours, FIELDS)
        expect(conditionsOf("deal", back, FIELDS)).toEqual(ours)
        expect(back.conditions[0]?.conditions[0]).toMatchObject({ object: "deal", field_code: code, operator })
      }),
      { numRuns: 60 },
    )
  })
})

test("rotten_time is the day before which a deal has stood too long in its stage", () => {
  const ask = (operator: string) => {
    const condition = { object: "deal", field_id: idOf("touch_time"), operator, value: "rotten_time" }
    return conditionsOf("deal", { glue: "and", conditions: [{ glue: "or", conditions: [condition] }] }, FIELDS)
  }
  fc.assert(
    fc.property(deal, fc.constantFrom("<", "<=", "=", ">", ">=", "!="), (record, operator) => {
      const days = SCOPE.rottenAfterDays.get(record.stageId)
      const on = record.touchedAt.slice(0, 10)
      const limit = days === undefined ? "" : addDays(TODAY, -days)
      expect(passes(record, ask(operator))).toBe(days !== undefined && holds(operator, on, [limit, limit]))
    }),
  )
})

test("all of one group and one of the other hold; every type of field takes only operators that helpers list", () => {
  const is = (code: string, value: string): V1Condition => ({
    object: "deal",
    field_id: idOf(code),
    operator: "=",
    value,
  })
  const groups = {
    glue: "and" as const,
    conditions: [
      { glue: "and" as const, conditions: [is("status", "open"), is("owner_id", "1")] },
      { glue: "or" as const, conditions: [is("title", "red"), is("title", "blue")] },
    ],
  }
  const ours = conditionsOf("deal", groups, FIELDS)
  const made = (given: Partial<Deal>) => passes(aDeal({ title: "red", ...given }), ours)
  expect([made({}), made({ title: "blue" }), made({ title: "green" }), made({ ownerId: 2 })]).toEqual([
    true,
    true,
    false,
    false,
  ])
  expect(Array.isArray(OPERATORS.enum)).toBe(true)
  for (const wrong of [
    { ...is("status", "open"), operator: ">" },
    { ...is("title", "x"), object: "product" },
    { ...is("title", "x"), field_id: "99" },
    { ...is("title", ""), value: null },
  ]) {
    const whole = { glue: "and" as const, conditions: [{ glue: "and" as const, conditions: [wrong] }] }
    expect(() => conditionsOf("deal", whole, FIELDS)).toThrow(/^conditions\.conditions\.0/)
  }
})
