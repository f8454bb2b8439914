import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { cellsOf, tally } from "../../shared/aggregate.ts"
import { decimal, decimalsOf } from "../../shared/amount.ts"
import { encode, open } from "../../shared/columns.ts"
import type { Scope } from "../../shared/condition.ts"
import type { Deal } from "../../shared/deal.ts"
import { factsOf } from "../../shared/facts.ts"
import { Problem } from "../../shared/problem.ts"
import { type GroupKey, Report, type ReportCell } from "../../shared/report.ts"
import { dayIn, dayOf, type Interval, instant, offsetIn, periodOf } from "../../shared/time.ts"
import { aDeal, sightOfOneGroup } from "../support/records.ts"

const ZONES = ["UTC", "Europe/Tallinn", "America/New_York", "Asia/Kolkata"]
const CHANCE = new Map([
  [1, 10],
  [2, 55],
])

function scopeOf(zone: string, userId = 1, seesAll = true): Scope {
  return {
    userId,
    sight: seesAll ? "everything" : sightOfOneGroup(userId, [1, 2, 3]),
    offsetMinutes: offsetIn(zone),
    customFields: new Map([
      ["colour", "text"],
      ["size", "number"],
    ]),
    stageProbability: CHANCE,
    rottenAfterDays: new Map(),
    now: 0,
    today: "2026-04-15",
  }
}

/** Runs a report over deals, spread over segments of a few rows each. */
function run(deals: readonly Deal[], given: unknown, scope: Scope): ReportCell[] {
  const report = Report.parse(given)
  const tallies: Parameters<typeof tally>[3] = new Map()
  for (let at = 0; at < deals.length; at += 7) {
    const facts = deals.slice(at, at + 7).map((deal) => factsOf("deal", deal))
    const columns = Object.assign({}, ...facts.map((fact) => fact.columns))
    const rows = facts.map((fact) => fact.row)
    tally(open(encode(rows, columns)), report, scope, tallies)
  }
  return cellsOf(tallies, report)
}

const second = fc.integer({ min: Date.parse("2025-01-01") / 1000, max: Date.parse("2026-12-31") / 1000 })
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })

const deal: fc.Arbitrary<Deal> = fc
  .record({
    ownerId: fc.integer({ min: 1, max: 3 }),
    visibleTo: fc.constantFrom(1 as const, 3 as const),
    stageId: fc.integer({ min: 1, max: 3 }),
    status: fc.constantFrom("open" as const, "won" as const, "lost" as const),
    amount: fc.integer({ min: -1000, max: 5_000_000 }),
    currency: fc.constantFrom("EUR", "USD", "JPY", "KWD"),
    probability: maybe(fc.constantFrom(0, 12.5, 33, 100)),
    added: second,
    won: second,
    expected: maybe(second),
    lostReason: maybe(fc.constantFrom("Price", "Timing", "")),
    labelIds: fc.uniqueArray(fc.integer({ min: 1, max: 4 }), { maxLength: 3 }),
    isDeleted: fc.integer({ min: 0, max: 9 }),
    isArchived: fc.boolean(),
    colour: maybe(fc.constantFrom("red", "blue")),
    size: maybe(fc.integer({ min: -3, max: 9 })),
  })
  .map((one) => {
    const { colour, size, expected, probability, lostReason } = one
    const wonAt = instant(one.won * 1000)
    return aDeal({
      ownerId: one.ownerId,
      visibleTo: one.visibleTo,
      stageId: one.stageId,
      status: one.status,
      value: { amount: one.amount, currency: one.currency },
      addedAt: instant(one.added * 1000),
      labelIds: one.labelIds,
      ...(probability !== undefined && { probability }),
      ...(one.status === "won" && { wonAt, wonOn: wonAt.slice(0, 10), closedAt: wonAt }),
      ...(expected !== undefined && { expectedCloseOn: instant(expected * 1000).slice(0, 10) }),
      ...(lostReason !== undefined && { lostReason }),
      ...(one.isDeleted === 0 && { deletedAt: wonAt }),
      ...(one.isArchived && { archivedAt: wonAt }),
      custom: { ...(colour !== undefined && { colour }), ...(size !== undefined && { size }) },
    })
  })

const deals = fc.array(deal, { maxLength: 40 }).map((all) => all.map((one, i) => ({ ...one, id: i + 1 })))

/** What a field of a deal holds, as the API would say it; days for instants. */
function fieldOf(one: Deal, field: string, zone: string): string | number | number[] | null {
  const text = one.custom.colour
  const size = one.custom.size
  const fields: Record<string, string | number | number[] | null> = {
    id: one.id,
    owner_id: one.ownerId,
    stage_id: one.stageId,
    status: one.status,
    value: decimal(one.value.amount, one.value.currency),
    currency: one.value.currency,
    probability: one.probability ?? null,
    add_time: dayIn(zone, one.addedAt),
    won_time: one.wonOn ?? null,
    close_time: one.closedAt === undefined ? null : dayIn(zone, one.closedAt),
    expected_close_date: one.expectedCloseOn ?? null,
    lost_reason: one.lostReason ?? null,
    label_ids: one.labelIds,
    is_archived: one.archivedAt === undefined ? 0 : 1,
    "custom_fields.colour": typeof text === "string" ? text : null,
    "custom_fields.size": typeof size === "number" ? size : null,
  }
  return fields[field] ?? null
}

type Given = { field: string; operator: string; value?: string | number | boolean | readonly (string | number)[] }

function meets(one: Deal, { field, operator, value }: Given, zone: string): boolean {
  const found = fieldOf(one, field, zone)
  const wanted = [value ?? []].flat().map((each) => (typeof each === "boolean" ? Number(each) : each))
  const [first = 0] = wanted
  if (Array.isArray(found)) {
    const any = found.some((id) => wanted.includes(id))
    return { "=": any, in: any, "!=": !any, empty: found.length === 0, not_empty: found.length > 0 }[operator] ?? false
  }
  switch (operator) {
    case "empty":
      return found === null
    case "not_empty":
      return found !== null
    case "in":
      return found !== null && wanted.includes(found)
    case "=":
      return found === first
    case "!=":
      return found !== first
    case "<":
      return found !== null && found < first
    case "<=":
      return found !== null && found <= first
    case ">":
      return found !== null && found > first
    default:
      return found !== null && found >= first
  }
}

type Wanted = {
  measure: { by: "count" | "sum" | "average" | "weighted"; field?: string }
  view_by: { field: string; interval?: Interval }
  segment_by?: { field: string; interval?: Interval }
  filters: Given[]
  period?: { field: string; from?: string; to?: string }
}

const DATES = ["add_time", "won_time", "close_time", "expected_close_date"]

function keyOf(one: Deal, axis: Wanted["segment_by"], zone: string): GroupKey {
  if (axis === undefined) return null
  const found = fieldOf(one, axis.field, zone)
  if (Array.isArray(found)) return found[0] ?? null
  if (typeof found === "string" && DATES.includes(axis.field)) return periodOf(found, axis.interval ?? "month")
  return found
}

/** Exact: whole minor units, or whole hundredths of them where a chance is in play. */
function measureOf(one: Deal, { by, field }: Wanted["measure"]): number | null {
  const { amount } = one.value
  if (by === "count") return 1
  if (by === "weighted") {
    const chance = { won: 100, lost: 0, open: one.probability ?? CHANCE.get(one.stageId) ?? 100 }[one.status]
    return Math.round(amount * chance)
  }
  if (field === "custom_fields.size") return typeof one.custom.size === "number" ? one.custom.size : null
  return field === "probability" ? (one.probability ?? null) : amount
}

/** The report the slow and plain way: row by row, with everything in the API's own words. */
function reference(all: readonly Deal[], wanted: Wanted, zone: string, viewer: { userId: number; seesAll: boolean }) {
  const { measure } = wanted
  const money = measure.by === "weighted" || (measure.by !== "count" && (measure.field ?? "value") === "value")
  const groups = new Map<string, { view: GroupKey; segment: GroupKey; currency: string | null; values: number[] }>()
  for (const one of all) {
    if (one.deletedAt !== undefined) continue
    if (!viewer.seesAll && one.visibleTo === 1 && one.ownerId !== viewer.userId) continue
    if (!wanted.filters.every((condition) => meets(one, condition, zone))) continue
    const { period } = wanted
    const on = period === undefined ? undefined : fieldOf(one, period.field, zone)
    if (period !== undefined && (typeof on !== "string" || on < (period.from ?? "") || on > (period.to ?? "9")))
      continue
    const value = measureOf(one, measure)
    if (value === null) continue
    const group = {
      view: keyOf(one, wanted.view_by, zone),
      segment: keyOf(one, wanted.segment_by, zone),
      currency: money ? one.value.currency : null,
    }
    const key = JSON.stringify(group)
    groups.set(key, { ...group, values: [...(groups.get(key)?.values ?? []), value] })
  }
  return [...groups.values()].map(({ values, ...group }) => {
    const sum = values.reduce((total, value) => total + value, 0)
    const minor = Math.round(measure.by === "weighted" ? sum / 100 : sum)
    const total = group.currency === null ? sum : Number(`${minor}e-${decimalsOf(group.currency)}`)
    const value = measure.by === "count" ? values.length : measure.by === "average" ? total / values.length : total
    return { ...group, count: values.length, value }
  })
}

const date = fc.integer({ min: 20_000, max: 20_900 }).map(dayOf)
const compare = fc.constantFrom("=", "!=", "<", "<=", ">", ">=")
const condition: fc.Arbitrary<Given> = fc.oneof(
  fc.record({ field: fc.constantFrom(...DATES), operator: compare, value: date }),
  fc.record({
    field: fc.constantFrom("owner_id", "stage_id", "probability", "value", "custom_fields.size"),
    operator: compare,
    value: fc.constantFrom(1, 2, 12.5, 100, 333.33, 20_000),
  }),
  fc.record({
    field: fc.constantFrom("currency", "lost_reason", "custom_fields.colour"),
    operator: compare,
    value: fc.constantFrom("EUR", "JPY", "Price", "red", ""),
  }),
  fc.record({
    field: fc.constant("status"),
    operator: fc.constantFrom("=", "!="),
    value: fc.constantFrom("open", "won", "lost"),
  }),
  fc.record({ field: fc.constant("is_archived"), operator: fc.constantFrom("=", "!="), value: fc.boolean() }),
  fc.record({
    field: fc.constant("label_ids"),
    operator: fc.constantFrom("=", "!=", "in"),
    value: fc.constantFrom(1, 4, [1, 2]),
  }),
  fc.record({ field: fc.constant("owner_id"), operator: fc.constant("in"), value: fc.constantFrom([1, 3], [2]) }),
  fc.record({
    field: fc.constant("status"),
    operator: fc.constant("in"),
    value: fc.constantFrom(["won", "lost"], ["open"]),
  }),
  fc.record({
    field: fc.constantFrom("label_ids", "lost_reason", "probability", "won_time", "custom_fields.colour"),
    operator: fc.constantFrom("empty", "not_empty"),
  }),
)

const axis = fc.oneof(
  fc.record({
    field: fc.constantFrom(...DATES),
    interval: fc.constantFrom<Interval>("day", "week", "month", "quarter", "year"),
  }),
  fc.record({
    field: fc.constantFrom("owner_id", "stage_id", "status", "currency", "lost_reason", "label_ids", "is_archived"),
  }),
  fc.record({ field: fc.constantFrom("custom_fields.colour", "custom_fields.size") }),
)

const wanted: fc.Arbitrary<Wanted> = fc
  .record({
    measure: fc.constantFrom<Wanted["measure"]>(
      { by: "count" },
      { by: "sum", field: "value" },
      { by: "average", field: "value" },
      { by: "sum", field: "custom_fields.size" },
      { by: "average", field: "probability" },
      { by: "weighted" },
    ),
    view_by: axis,
    segment_by: maybe(axis),
    filters: fc.array(condition, { maxLength: 3 }),
    period: maybe(fc.record({ field: fc.constantFrom(...DATES), from: maybe(date), to: maybe(date) })),
  })
  .map(({ segment_by, period, ...rest }) => ({
    ...rest,
    ...(segment_by && { segment_by }),
    ...(period && {
      period: { field: period.field, ...(period.from && { from: period.from }), ...(period.to && { to: period.to }) },
    }),
  }))

const inAnyOrder = (cells: readonly ReportCell[]) => [...cells].map((cell) => JSON.stringify(cell)).sort()

describe("the engine", () => {
  test("answers what a plain pass over the records answers", () => {
    const viewer = fc.record({ userId: fc.integer({ min: 1, max: 3 }), seesAll: fc.boolean() })
    fc.assert(
      fc.property(deals, wanted, fc.constantFrom(...ZONES), viewer, (all, report, zone, { userId, seesAll }) => {
        const cells = run(all, { of: "deal", ...report }, scopeOf(zone, userId, seesAll))
        expect(inAnyOrder(cells)).toEqual(inAnyOrder(reference(all, report, zone, { userId, seesAll })))
      }),
      { numRuns: 1500 },
    )
  })

  test("orders its cells by both axes, those without a key last", () => {
    fc.assert(
      fc.property(deals, wanted, (all, report) => {
        const cells = run(all, { of: "deal", ...report }, scopeOf("UTC"))
        const views = cells.map((cell) => cell.view)
        const known = views.filter((view) => view !== null)
        expect(views.slice(0, known.length)).toEqual(known)
        expect(known).toEqual([...known].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)))
      }),
      { numRuns: 100 },
    )
  })

  test("puts a deal in the month that its zone's calendar shows", () => {
    const late = aDeal({ addedAt: "2026-03-31T22:30:00Z" })
    const report = { of: "deal", measure: { by: "count" }, view_by: { field: "add_time" } }
    expect(run([late], report, scopeOf("UTC"))[0]?.view).toBe("2026-03")
    expect(run([late], report, scopeOf("Europe/Tallinn"))[0]?.view).toBe("2026-04")
  })

  test("never adds up two currencies", () => {
    const all = [aDeal(), aDeal({ id: 2, value: { amount: 500, currency: "JPY" } })]
    const report = { of: "deal", measure: { by: "sum", field: "value" }, view_by: { field: "owner_id" } }
    expect(run(all, report, scopeOf("UTC")).map(({ currency, value }) => [currency, value])).toEqual([
      ["EUR", 100],
      ["JPY", 500],
    ])
  })

  test.each([
    [{ view_by: { field: "colour" } }, "view_by.field"],
    [{ segment_by: { field: "custom_fields.nothing" } }, "segment_by.field"],
    [{ measure: { by: "sum", field: "title" } }, "measure.field"],
    [{ measure: { by: "sum", field: "owner_id" } }, "measure.field"],
    [{ period: { field: "owner_id" } }, "period.field"],
    [{ filters: [{ field: "toString", operator: "empty" }] }, "filters"],
  ])("refuses %j by the field that is wrong", (wrong, field) => {
    const report = { of: "deal", measure: { by: "count" }, view_by: { field: "owner_id" }, ...wrong }
    const refused = () => run([aDeal()], report, scopeOf("UTC"))
    expect(refused).toThrow(Problem)
    expect(refused).toThrow(expect.objectContaining({ fields: { [field]: expect.any(String) } }))
  })
})
