import { expect, test } from "vitest"
import type { Setup } from "../../shared/api/workspaces.ts"
import type { ReportCell } from "../../shared/report.ts"
import { conversionOf, conversionText } from "../../web/reports/conversion.ts"
import { changed, type Definition, definitionOf, hrefOf, READY } from "../../web/reports/definition.ts"
import { drawingOf } from "../../web/reports/drawing.ts"
import { firstDayOf, periodName, spanOf, withoutGaps } from "../../web/reports/period.ts"
import { amountText, pivotsOf } from "../../web/reports/pivot.ts"
import { requestOf } from "../../web/reports/request.ts"
import { csvOf } from "../../web/reports/table-csv.ts"

const at = "2026-01-01T00:00:00Z"

function person(id: number, name: string): Setup["users"][number] {
  const rights = { role: "regular", group_id: 1, status: "active", active_flag: true, is_you: false } as const
  const place = { timezone_name: "UTC", default_currency: "USD", add_time: at, invited_time: null }
  return { id, name, email: null, ...rights, ...place }
}

const users = [person(1, "Ada"), person(2, "Bo")]
const stage = (id: number, name: string, order_nr: number): Setup["stages"][number] => ({
  ...{ id, name, order_nr, pipeline_id: 1, deal_probability: 50, is_deal_rot_enabled: false },
  ...{ days_to_rotten: null, color: null, access: null, is_deleted: false, add_time: at, update_time: null },
})
const setup: Setup = {
  workspace: {
    id: 1,
    name: "W",
    domain: "w",
    default_currency: "USD",
    timezone_name: "UTC",
    lost_reasons: [],
    exchange_rates: {},
  },
  me: person(1, "Ada"),
  may: [],
  groups: [],
  users,
  pipelines: [],
  stages: [stage(7, "Late", 2), stage(8, "Early", 1)],
  fields: [],
  activity_types: [],
}

type Cell = [view: ReportCell["view"], segment: ReportCell["segment"], value: number, count?: number, currency?: string]
const cells = (...all: Cell[]): ReportCell[] =>
  all.map(([view, segment, value, count = 1, currency = "USD"]) => ({ view, segment, value, count, currency }))

const first = definitionOf({})
const of = (part: Partial<Definition>): Definition => ({ ...first, ...part })

test("the address of every ready report leads back to it", () => {
  for (const { definition } of READY) {
    const query = Object.fromEntries(new URL(hrefOf(definition), "http://x").searchParams)
    expect(definitionOf(query)).toEqual(definition)
  }
})

test("an address that was changed by hand shows what of it makes sense", () => {
  const query = {
    view: "owner_id",
    measure: "sum",
    every: "fortnight",
    owner: "x",
    period: "custom",
    from: "2026-13-01",
  }
  expect(definitionOf(query)).toMatchObject({ view: "owner_id", measure: "sum", every: "month", period: "custom" })
  expect(definitionOf(query).from).toBeUndefined()
})

test("a change puts right what no longer fits it", () => {
  const custom = of({ period: "custom", from: "2026-01-01", to: "2026-02-01" })
  expect(changed(custom, { period: "all" })).not.toHaveProperty("from")
  expect(changed(first, { view: "owner_id" }).segment).toBe("")
  expect(changed(first, { of: "activity" })).toMatchObject({
    of: "activity",
    measure: "count",
    view: "owner_id",
    status: "",
  })
})

test("the request bounds the date of the axis, else the one that goes with the status", () => {
  const today = "2026-11-24"
  expect(requestOf(of({ period: "this-year" }), today).period).toEqual({
    field: "won_time",
    from: "2026-01-01",
    to: "2026-12-31",
  })
  const lost = of({ view: "lost_reason", status: "lost", period: "last-12-months" })
  expect(requestOf(lost, today).period).toEqual({ field: "lost_time", from: "2025-12-01", to: today })
  expect(requestOf(of({ period: "all" }), today)).not.toHaveProperty("period")
})

test("the last twelve months end with this one", () => {
  expect(spanOf("last-12-months", "2026-12-31").from).toBe("2026-01-01")
  expect(spanOf("last-12-months", "2026-01-01").from).toBe("2025-02-01")
})

test("a time axis has no gaps, whatever its periods", () => {
  expect(withoutGaps(["2025-Q4", "2026-Q3"], "quarter")).toEqual(["2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3"])
  expect(withoutGaps(["2026-01", "2026-04"], "month")).toEqual(["2026-01", "2026-02", "2026-03", "2026-04"])
  expect(withoutGaps(["2026-W52", "2027-W02"], "week")).toEqual(["2026-W52", "2026-W53", "2027-W01", "2027-W02"])
  expect(withoutGaps(["2024-02-28", "2024-03-01"], "day")).toEqual(["2024-02-28", "2024-02-29", "2024-03-01"])
  expect(withoutGaps(["2023", "2026"], "year")).toEqual(["2023", "2024", "2025", "2026"])
})

test("an axis of too many periods keeps its gaps", () => {
  expect(withoutGaps(["1990-01-01", "2026-01-01"], "day")).toHaveLength(2)
})

test("weeks begin on the Monday that ISO 8601 gives them", () => {
  expect(firstDayOf("2026-W01")).toBe("2025-12-29")
  expect(firstDayOf("2026-W48")).toBe("2026-11-23")
  expect(periodName("2026-W48")).toBe("W48 2026")
})

test("totals go both ways, to the cent", () => {
  const [pivot] = pivotsOf(cells(["2026-Q1", 1, 0.1], ["2026-Q1", 2, 0.2], ["2026-Q2", 2, 5]), first, setup)
  expect(pivot?.columns.map((column) => column.name)).toEqual(["Bo", "Ada"])
  expect(pivot?.amounts).toEqual([
    [20, 10],
    [500, null],
  ])
  expect(pivot?.rowTotals).toEqual([30, 500])
  expect(pivot?.columnTotals).toEqual([520, 10])
  expect(amountText(pivot?.total ?? null, "USD")).toBe("$5.30")
})

test("an average of averages is weighed by their records", () => {
  const average = of({ measure: "average", segment: "" })
  const [pivot] = pivotsOf(cells(["2026-Q1", null, 10, 3], ["2026-Q2", null, 50, 1]), average, setup)
  expect(pivot).toMatchObject({ total: 2000, count: 4 })
})

test("each currency has a table, the workspace's own first, and a column keeps its colour in all of them", () => {
  const all = cells(["2026-Q1", 1, 900, 1, "EUR"], ["2026-Q1", 2, 5], ["2026-Q1", 1, 1])
  const [dollars, euros] = pivotsOf(all, first, setup)
  expect([dollars?.currency, euros?.currency]).toEqual(["USD", "EUR"])
  expect(dollars?.columns.map(({ name, tone }) => [name, tone])).toEqual([
    ["Bo", 0],
    ["Ada", 1],
  ])
  expect(euros?.columns.map(({ name, tone }) => [name, tone])).toEqual([["Ada", 1]])
})

test("stages stand in their order, and what has none comes last", () => {
  const staged = of({ view: "stage_id", segment: "" })
  const [pivot] = pivotsOf(cells([null, null, 9], [7, null, 9], [8, null, 1], [99, null, 4]), staged, setup)
  expect(pivot?.rows.map((row) => row.name)).toEqual(["Early", "Late", "Deleted stage 99", "None"])
})

test("series past the last colour are drawn as one, unless they are averages", () => {
  const many = cells(...Array.from({ length: 9 }, (_, i): Cell => ["2026-Q1", i + 1, 100 - i]))
  const draw = (definition: Definition) => {
    const [pivot] = pivotsOf(many, definition, setup)
    return pivot && drawingOf(pivot, definition)
  }
  expect(draw(first)?.series.at(-1)).toEqual({ name: "Other", tone: -1, values: [93 + 92] })
  expect(draw(first)?.partial).toBe(false)
  const average = draw(of({ measure: "average" }))
  expect(average?.series).toHaveLength(7)
  expect(average).toMatchObject({ partial: true, stacked: false })
})

test("a pie shows the largest slices and the rest as one", () => {
  const pie = of({ view: "lost_reason", segment: "", chart: "pie" })
  const many = cells(...Array.from({ length: 12 }, (_, i): Cell => [`Reason ${i}`, null, 12 - i]))
  const [pivot] = pivotsOf(many, pie, setup)
  const drawing = pivot && drawingOf(pivot, pie)
  expect(drawing?.labels).toHaveLength(8)
  expect(drawing?.series[0]?.values.at(-1)).toBe(5 + 4 + 3 + 2 + 1)
})

test("the file has one line for each row and currency, amounts as plain numbers", () => {
  const all = cells(["2026-Q1", 1, 1500.5], ["2026-Q1", 2, 70_000, 1, "JPY"])
  expect(csvOf(pivotsOf(all, first, setup), "Won date")).toBe(
    [
      "\u{feff}Currency,Won date,Ada,Bo,Total",
      "USD,Q1 2026,1500.5,,1500.5",
      "USD,Total,1500.5,,1500.5",
      "JPY,Q1 2026,,70000,70000",
      "JPY,Total,,70000,70000",
      "",
    ].join("\r\n"),
  )
})

const rated = (exchange_rates: Record<string, string>): Setup => ({
  ...setup,
  workspace: { ...setup.workspace, exchange_rates },
})
const mixed = cells([1, null, 100, 1], [1, null, 10.01, 1, "EUR"], [2, null, 300, 3, "JPY"], [2, null, 10.01, 1, "EUR"])

test("several currencies become one table in the workspace's own, each figure rounded once", () => {
  const priced = rated({ EUR: "1.1", JPY: "0.005" })
  const definition = of({ measure: "sum", view: "owner_id", segment: "" })
  const [table, ...others] = pivotsOf(mixed, definition, priced)
  expect(others).toEqual([])
  expect(table).toMatchObject({ currency: "USD", from: ["EUR", "JPY", "USD"], count: 6, rowTotals: [11101, 1251] })
  // 100 + 1.1 × 20.02 + 0.005 × 300 = 123.522
  expect(table?.total).toBe(12352)
  expect(conversionText(conversionOf(mixed, definition, priced), priced)).toBe(
    "Converted into USD from EUR and JPY, by the workspace's exchange rates as they are now.",
  )
  expect(pivotsOf(mixed, { ...definition, currencies: "apart" }, priced).map(({ currency }) => currency)).toEqual([
    "USD",
    "EUR",
    "JPY",
  ])
})

test("averages of several currencies are weighed by their records", () => {
  const some = cells([1, null, 10, 3], [1, null, 20, 1, "EUR"])
  const [table] = pivotsOf(some, of({ measure: "average", view: "owner_id", segment: "" }), rated({ EUR: "2" }))
  expect(table?.total).toBe(1750)
})

test("without a rate of each, tables stay apart and say for want of which", () => {
  const definition = of({ measure: "sum", view: "owner_id", segment: "" })
  expect(pivotsOf(mixed, definition, rated({ JPY: "0.005" }))).toHaveLength(3)
  expect(conversionText(conversionOf(mixed, definition, rated({ JPY: "0.005" })), setup)).toBe(
    "Shown by currency: there is no exchange rate of EUR to USD.",
  )
  const dollars = cells([1, null, 5], [2, null, 0, 1, "EUR"])
  expect(conversionText(conversionOf(dollars, definition, setup), setup)).toBeUndefined()
})
