/** What filters of products, leads and projects may ask, from v1's words to the rows they find. */
import { expect, test } from "vitest"
import { conditionsOf } from "../../shared/api/v1/filter-conditions.ts"
import { v1Conditions } from "../../shared/api/v1/filter-shown.ts"
import { encode, open, texts } from "../../shared/columns.ts"
import type { Scope } from "../../shared/condition.ts"
import { factsOf } from "../../shared/facts.ts"
import { checkConditions, type FilterConditions, filterTest } from "../../shared/filter.ts"
import { namesOf } from "../../shared/names.ts"
import { Problem } from "../../shared/problem.ts"
import { offsetIn, seconds } from "../../shared/time.ts"
import { aLead, aProduct, aProject } from "../support/records.ts"

const scope: Scope = {
  userId: 1,
  sight: "everything",
  offsetMinutes: offsetIn("Europe/Tallinn"),
  customFields: new Map([["size", "number"]]),
  stageProbability: new Map(),
  rottenAfterDays: new Map(),
  now: seconds("2026-04-15T09:00:00Z"),
  today: "2026-04-15",
}

const LABEL = "0198c0de-0000-8000-8000-00000000000c"
const RECORDS = {
  product: aProduct({
    ownerId: 2,
    name: "Pump",
    code: "P-7",
    unit: "piece",
    tax: 22,
    category: 4,
    custom: { size: 3 },
  }),
  lead: aLead({
    title: "Wants pumps",
    personName: "Maija Mets",
    organizationName: "Narva",
    value: { amount: 1250, currency: "EUR" },
    expectedCloseOn: "2026-04-20",
    labelIds: [LABEL],
  }),
  project: aProject({
    title: "Install pumps",
    status: "completed",
    startsOn: "2026-04-14",
    dealIds: [7],
    labelIds: [3],
  }),
}
type Of = keyof typeof RECORDS

function finds(of: Of, conditions: FilterConditions): boolean {
  const { row, columns } = factsOf(of, RECORDS[of] as never)
  const names = namesOf(of, RECORDS[of] as never)
  const named = open(encode([names.row], names.columns))
  const segment = open(encode([row], columns))
  return filterTest(segment, of, conditions, scope, (column) => texts(named, column), { name: "f", placed: false })(0)
}

const asked = (of: Of, object: string, field_id: string, operator: string, value: unknown) =>
  conditionsOf(
    of,
    {
      glue: "and",
      conditions: [{ glue: "and", conditions: [{ object, field_id, operator, value: value as string }] }],
    },
    [],
  )

test.each<[Of, string, string, string, unknown, boolean]>([
  ["product", "product", "name", "LIKE '$%'", "pu", true],
  ["product", "product", "code", "=", "P-8", false],
  ["product", "product", "unit", "IS NOT NULL", null, true],
  ["product", "product", "tax", ">=", "22", true],
  ["product", "product", "tax", ">", "22", false],
  ["product", "product", "category", "=", "4", true],
  ["product", "product", "is_linkable", "=", "1", true],
  ["product", "product", "owner_id", "=", "1,2", true],
  ["product", "product", "add_time", "<", "today", true],
  ["lead", "lead", "title", "LIKE '%$%'", "PUMPS", true],
  ["lead", "deal", "title", "LIKE '$%'", "pumps", false],
  ["lead", "person", "name", "LIKE '%$%'", "maija", true],
  ["lead", "organization", "name", "!=", "Narva", false],
  ["lead", "lead", "value", "<=", "12.5", true],
  ["lead", "lead", "expected_close_date", "=", "next_week", true],
  ["lead", "lead", "expected_close_date", "<", "today", false],
  ["lead", "lead", "label_ids", "contains", LABEL, true],
  ["lead", "lead", "label_ids", "not_contains", LABEL, false],
  ["lead", "lead", "org_id", "IS NULL", null, true],
  ["project", "project", "title", "LIKE '$%'", "install", true],
  ["project", "project", "status", "=", "completed", true],
  ["project", "project", "status", "!=", "completed", false],
  ["project", "project", "start_date", "=", "yesterday", true],
  ["project", "project", "deal_ids", "=", "7", true],
  ["project", "project", "label_ids", "=", "3", true],
  ["project", "project", "end_date", "IS NULL", null, true],
])("a %s: %s.%s %s %s", (of, object, field, operator, value, found) => {
  const conditions = asked(of, object, field, operator, value)
  checkConditions(of, conditions, scope)
  expect(finds(of, conditions)).toBe(found)
  const [shown] = v1Conditions(of, conditions, []).conditions
  expect(shown?.conditions[0]).toMatchObject({ operator, field_code: field })
})

test("custom fields of products are asked for too", () => {
  const condition = { field: "custom_fields.size", operator: ">" as const, value: 2 }
  expect(finds("product", { all: [condition], any: [] })).toBe(true)
})

test.each<[Of, string, string, string, unknown]>([
  ["lead", "lead", "stage_id", "=", "1"],
  ["lead", "lead", "label_ids", "contains", "red"],
  ["project", "project", "status", "=", "won"],
  ["product", "product", "category", "LIKE '$%'", "4"],
])("400: a %s: %s.%s %s %s", (of, object, field, operator, value) => {
  expect(() => checkConditions(of, asked(of, object, field, operator, value), scope)).toThrow(Problem)
})
