import { describe, expect, test } from "vitest"
import { encode, open } from "../../shared/columns.ts"
import { conditionTest, type Scope, visible } from "../../shared/condition.ts"
import { factsOf } from "../../shared/facts.ts"
import { Problem } from "../../shared/problem.ts"
import { Condition } from "../../shared/report.ts"
import { offsetIn, seconds } from "../../shared/time.ts"
import { aDeal, sightOfOneGroup } from "../support/records.ts"

const scope: Scope = {
  userId: 1,
  sight: "everything",
  offsetMinutes: offsetIn("Europe/Tallinn"),
  customFields: new Map([
    ["colour", "text"],
    ["size", "number"],
    ["tags", "ids"],
    ["grade", "id"],
    ["renewal", "date"],
  ]),
  stageProbability: new Map(),
  rottenAfterDays: new Map([[2, 10]]),
  now: seconds("2026-04-15T09:00:00Z"),
  today: "2026-04-15",
}

const FULL = aDeal({
  ownerId: 2,
  status: "won",
  value: { amount: 1250, currency: "EUR" },
  probability: 40,
  addedAt: "2026-03-31T22:30:00Z",
  wonOn: "2026-04-15",
  lostReason: "Price",
  labelIds: [1, 3],
  archivedAt: "2026-05-01T00:00:00Z",
  custom: { colour: "red", size: 3, tags: [7], grade: 2, renewal: "2026-04-15" },
})
const BARE = aDeal({ value: { amount: 0, currency: "KWD" } })

function test_(deal: typeof FULL, condition: unknown): boolean {
  const { row, columns } = factsOf("deal", deal)
  return conditionTest(open(encode([row], columns)), "deal", Condition.parse(condition), scope)(0)
}

const COMPARED = ["=", "!=", "<", "<=", ">", ">="] as const

describe.each([
  ["id", "owner_id", 1, 2, 3],
  ["id of a custom field", "custom_fields.grade", 1, 2, 3],
  ["money, in decimals", "value", 12.49, 12.5, 12.51],
  ["number", "probability", 39.5, 40, 41],
  ["number of a custom field", "custom_fields.size", 2, 3, 4],
  ["day", "won_time", "2026-04-14", "2026-04-15", "2026-04-16"],
  ["instant, by the day in the workspace's zone", "add_time", "2026-03-31", "2026-04-01", "2026-04-02"],
  ["day of a custom field", "custom_fields.renewal", "2026-04-14", "2026-04-15", "2026-04-16"],
  ["text", "lost_reason", "Cost", "Price", "Timing"],
  ["text of a custom field", "custom_fields.colour", "blue", "red", "white"],
])("%s", (_, field, below, same, above) => {
  test.each(COMPARED)("is compared with %s", (operator) => {
    const holds = [below, same, above].map((value) => test_(FULL, { field, operator, value }))
    const expected = {
      "=": [false, true, false],
      "!=": [true, false, true],
      "<": [false, false, true],
      "<=": [false, true, true],
      ">": [true, false, false],
      ">=": [true, true, false],
    }
    expect(holds).toEqual(expected[operator])
  })

  test("is among some, or is there at all", () => {
    expect(test_(FULL, { field, operator: "in", value: [below, same] })).toBe(true)
    expect(test_(FULL, { field, operator: "in", value: [below, above] })).toBe(false)
    expect(test_(FULL, { field, operator: "empty" })).toBe(false)
    expect(test_(FULL, { field, operator: "not_empty" })).toBe(true)
  })
})

test("what is not there is neither less nor more nor the same, only different", () => {
  for (const field of ["probability", "won_time", "lost_reason", "custom_fields.size", "custom_fields.colour"]) {
    const value = field.includes("time") ? "2026-04-15" : field === "lost_reason" || field.endsWith("colour") ? "a" : 1
    const holds = COMPARED.map((operator) => test_(BARE, { field, operator, value }))
    expect(holds, field).toEqual([false, true, false, false, false, false])
    expect(test_(BARE, { field, operator: "in", value: [value] }), field).toBe(false)
    expect(test_(BARE, { field, operator: "empty" }), field).toBe(true)
    expect(test_(BARE, { field, operator: "not_empty" }), field).toBe(false)
  }
})

test("a status is one of its names", () => {
  expect(test_(FULL, { field: "status", operator: "=", value: "won" })).toBe(true)
  expect(test_(FULL, { field: "status", operator: "!=", value: "won" })).toBe(false)
  expect(test_(BARE, { field: "status", operator: "in", value: ["open", "lost"] })).toBe(true)
})

test("a flag is true or false, never empty", () => {
  for (const [deal, archived] of [
    [FULL, true],
    [BARE, false],
  ] as const) {
    for (const value of [true, "true"]) {
      expect(test_(deal, { field: "is_archived", operator: "=", value })).toBe(archived)
      expect(test_(deal, { field: "is_archived", operator: "!=", value })).toBe(!archived)
    }
    expect(test_(deal, { field: "is_archived", operator: "=", value: false })).toBe(!archived)
    expect(test_(deal, { field: "is_archived", operator: "empty" })).toBe(false)
  }
})

test("a list holds one of some, none of them, or nothing", () => {
  const field = "label_ids"
  expect(test_(FULL, { field, operator: "=", value: 3 })).toBe(true)
  expect(test_(FULL, { field, operator: "=", value: 2 })).toBe(false)
  expect(test_(FULL, { field, operator: "!=", value: 2 })).toBe(true)
  expect(test_(FULL, { field, operator: "in", value: [2, 3] })).toBe(true)
  expect(test_(BARE, { field, operator: "empty" })).toBe(true)
  expect(test_(BARE, { field, operator: "!=", value: 1 })).toBe(true)
  expect(test_(FULL, { field, operator: "not_empty" })).toBe(true)
  expect(test_(FULL, { field: "custom_fields.tags", operator: "=", value: 7 })).toBe(true)
})

test("numbers may be written as text, as query strings have them", () => {
  expect(test_(FULL, { field: "owner_id", operator: "=", value: "2" })).toBe(true)
  expect(test_(FULL, { field: "value", operator: "<=", value: "12.5" })).toBe(true)
})

test.each([
  [{ field: "colour", operator: "=", value: 1 }, /colour is not a field of a deal/],
  [{ field: "custom_fields.unknown", operator: "=", value: 1 }, /custom_fields.unknown is not a field/],
  [{ field: "label_ids", operator: "<", value: 1 }, /< does not apply to label_ids/],
  [{ field: "won_time", operator: "<", value: "someday" }, /someday is not a value of won_time/],
  [{ field: "won_time", operator: "=", value: "last_0_days" }, /last_0_days is not a value of won_time/],
  [{ field: "value", operator: "contains", value: "1" }, /contains does not apply to value/],
  [{ field: "label_ids", operator: "starts_with", value: 1 }, /starts_with does not apply to label_ids/],
  [{ field: "won_time", operator: "has_been", value: "today" }, /has_been does not apply to won_time/],
  [{ field: "value", operator: "=", value: "rotten_time" }, /rotten_time is not a value of value/],
  [{ field: "value", operator: "=", value: "much" }, /much is not a value of value/],
  [{ field: "value", operator: "=", value: "" }, /is not a value of value/],
  [{ field: "status", operator: "=", value: "gone" }, /gone is not a value of status/],
  [{ field: "is_archived", operator: "=", value: "maybe" }, /maybe is not a value of is_archived/],
  [{ field: "owner_id", operator: "in", value: [1, "you"] }, /you is not a value of owner_id/],
  [{ field: "stage_id", operator: "=", value: "me" }, /me is not a value of stage_id/],
])("%j is refused, and why is said", (condition, message) => {
  const refused = () => test_(FULL, condition)
  expect(refused).toThrow(Problem)
  expect(refused).toThrow(message)
  expect(refused).toThrow(expect.objectContaining({ fields: { filters: expect.any(String) } }))
})

test("today is the workspace's day, and what lies before and after a period does not lie in it", () => {
  expect(test_(FULL, { field: "won_time", operator: "=", value: "today" })).toBe(true)
  expect(test_(FULL, { field: "won_time", operator: "=", value: "this_month" })).toBe(true)
  expect(test_(FULL, { field: "won_time", operator: "<", value: "this_month" })).toBe(false)
  expect(test_(FULL, { field: "won_time", operator: "<=", value: "this_month" })).toBe(true)
  expect(test_(FULL, { field: "won_time", operator: ">", value: "last_month" })).toBe(true)
  expect(test_(FULL, { field: "won_time", operator: ">=", value: "next_month" })).toBe(false)
  expect(test_(FULL, { field: "won_time", operator: "!=", value: "yesterday" })).toBe(true)
  expect(test_(FULL, { field: "won_time", operator: "in", value: ["yesterday", "today"] })).toBe(true)
  expect(test_(FULL, { field: "add_time", operator: "=", value: "last_15_days" })).toBe(true)
  expect(test_(FULL, { field: "add_time", operator: "=", value: "last_14_days" })).toBe(false)
  expect(test_(FULL, { field: "custom_fields.renewal", operator: "=", value: "next_7_days" })).toBe(true)
})

test("me is whoever asks", () => {
  expect(test_(FULL, { field: "owner_id", operator: "=", value: "me" })).toBe(false)
  expect(test_(FULL, { field: "owner_id", operator: "!=", value: "me" })).toBe(true)
  expect(test_(FULL, { field: "creator_user_id", operator: "in", value: ["me", 7] })).toBe(true)
})

test("text is looked into without case and accents", () => {
  expect(test_(FULL, { field: "lost_reason", operator: "contains", value: "PRÍ" })).toBe(true)
  expect(test_(FULL, { field: "custom_fields.colour", operator: "contains", value: "blue" })).toBe(false)
  expect(test_(FULL, { field: "lost_reason", operator: "not_contains", value: "cost" })).toBe(true)
  expect(test_(BARE, { field: "lost_reason", operator: "contains", value: "price" })).toBe(false)
  expect(test_(BARE, { field: "lost_reason", operator: "not_contains", value: "price" })).toBe(true)
})

test("an open deal is rotten when it stood longer than its stage allows", () => {
  const rotten = (given: Partial<typeof FULL>) =>
    test_(aDeal({ stageId: 2, touchedAt: "2026-04-05T08:59:59Z", ...given }), {
      field: "is_rotten",
      operator: "=",
      value: true,
    })
  expect(rotten({})).toBe(true)
  expect(rotten({ touchedAt: "2026-04-05T09:00:00Z" })).toBe(false)
  expect(rotten({ stageId: 1 })).toBe(false)
  expect(rotten({ status: "lost" })).toBe(false)
})

test("an operator that compares needs a value", () => {
  const parsed = Condition.safeParse({ field: "value", operator: "=" })
  expect(parsed.error?.issues[0]).toMatchObject({ path: ["value"], message: "must be given with this operator" })
  expect(Condition.safeParse({ field: "value", operator: "empty" }).success).toBe(true)
})

test("a row is seen by admins, by its owner, and by everyone when it is for everyone; never from the trash", () => {
  const rows = [
    aDeal({ ownerId: 1, visibleTo: 1 }),
    aDeal({ ownerId: 2, visibleTo: 1 }),
    aDeal({ ownerId: 2, visibleTo: 3 }),
    aDeal({ deletedAt: "2026-05-01T00:00:00Z" }),
  ].map((deal) => factsOf("deal", deal))
  const segment = open(
    encode(
      rows.map((fact) => fact.row),
      rows[0]?.columns ?? {},
    ),
  )
  const sight = (userId: number, all: boolean) => (all ? "everything" : sightOfOneGroup(userId, [1, 2, 3]))
  const seen = (userId: number, all: boolean) =>
    rows.map((_, row) => visible("deal", segment, { userId, sight: sight(userId, all) })(row))
  expect(seen(1, false)).toEqual([true, false, true, false])
  expect(seen(2, false)).toEqual([false, true, true, false])
  expect(seen(3, false)).toEqual([false, false, true, false])
  expect(seen(3, true)).toEqual([true, true, true, false])
})
