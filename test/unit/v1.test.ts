import { expect, test } from "vitest"
import { allTypes } from "../../shared/activity-types.ts"
import { V1Boolean, V1IdList, V1IdOrNull, V1Paging, V1Sort } from "../../shared/api/v1/fields.ts"
import { customGiven, flatValues, v1Time } from "../../shared/api/v1/refs.ts"
import type { Field } from "../../shared/field.ts"
import { pairId } from "../../shared/pair.ts"

const AT = "2026-01-31T09:00:00Z"
const field = (key: string, type: Field["type"]): Field => ({
  id: 1,
  version: 1,
  addedAt: AT,
  changedAt: AT,
  changedBy: 1,
  via: "app",
  of: "deal",
  key,
  name: key,
  type,
  options: [],
})
const FIELDS = [
  field("text", "varchar"),
  field("cost", "monetary"),
  field("kind", "enum"),
  field("tags", "set"),
  field("size", "double"),
]

test("values of custom fields are flat, and come back as they were", () => {
  const custom = { text: "Oak", cost: { value: 5, currency: "EUR" }, kind: 3, tags: [1, 2] }
  const flat = flatValues(FIELDS, "deal", custom)
  expect(flat).toEqual({ text: "Oak", cost: 5, cost_currency: "EUR", kind: "3", tags: "1,2", size: null })
  expect(customGiven(FIELDS, "deal", flat, "USD")).toEqual({ ...custom, size: null })
})

test("money takes the currency of the deal when it names none; an empty text clears; nothing given changes nothing", () => {
  expect(customGiven(FIELDS, "deal", { cost: "7.5", text: "" }, "USD")).toEqual({
    cost: { value: 7.5, currency: "USD" },
    text: null,
  })
  expect(customGiven(FIELDS, "deal", { title: "Oak" }, "USD")).toBeUndefined()
})

test("what is lenient in v1", () => {
  expect([V1Boolean.parse("1"), V1Boolean.parse(0), V1Boolean.safeParse("yes").success]).toEqual([true, false, false])
  expect([V1IdOrNull.parse("7"), V1IdOrNull.parse(""), V1IdOrNull.parse(0)]).toEqual([7, null, null])
  expect([V1IdList.parse("1, 2"), V1IdList.parse(3), V1IdList.parse("")]).toEqual([[1, 2], [3], []])
  expect([V1Paging.limit.parse(undefined), V1Paging.limit.parse("9000")]).toEqual([100, 500])
  expect(V1Sort.parse("add_time DESC, id")).toEqual([
    { field: "add_time", direction: "desc" },
    { field: "id", direction: "asc" },
  ])
  expect(V1Sort.safeParse("add_time; drop").success).toBe(false)
  expect([v1Time(AT), v1Time(undefined)]).toEqual(["2026-01-31 09:00:00", null])
})

test("no two pairs have one number", () => {
  const ids = Array.from({ length: 60 }, (_, at) => at + 1)
  const all = ids.flatMap((a) => ids.map((b) => pairId(a, b)))
  expect(new Set(all).size).toBe(all.length)
  expect(Number.isSafeInteger(pairId(60_000_000, 60_000_000))).toBe(true)
})

test("a workspace's activity types stand in their order, changed ones in place of those that the code knows", () => {
  const own = {
    id: 2,
    version: 1,
    addedAt: AT,
    changedAt: AT,
    changedBy: 1,
    via: "app",
    key: "meeting",
    name: "Visit",
    icon: "car",
    order: 0,
  } as const
  const all = allTypes(new Map([[2, own]]), AT)
  expect(all.map((type) => type.name)).toEqual(["Visit", "Call", "Task", "Deadline", "Email", "Lunch"])
})
