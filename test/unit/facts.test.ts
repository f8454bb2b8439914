import { expect, test } from "vitest"
import { decode, encode } from "../../shared/columns.ts"
import { factsOf, factType } from "../../shared/facts.ts"
import { RecordKind } from "../../shared/record.ts"
import { FACTS } from "../../shared/report-facts.ts"
import { dayNumber, seconds } from "../../shared/time.ts"
import {
  aDeal,
  aFile,
  aLead,
  aNote,
  anActivity,
  anOrganization,
  aPerson,
  aProduct,
  aProject,
  aTask,
} from "../support/records.ts"

const RECORDS = {
  deal: aDeal(),
  person: aPerson(),
  organization: anOrganization(),
  activity: anActivity(),
  note: aNote(),
  file: aFile(),
  product: aProduct({ category: 3, code: "P-1" }),
  lead: aLead({ personId: 1, value: { amount: 500, currency: "EUR" }, expectedCloseOn: "2026-05-01" }),
  project: aProject({ dealIds: [1], startsOn: "2026-05-01" }),
  task: aTask({ dueOn: "2026-05-01", assigneeIds: [1] }),
}

test("every field that a report may name is a fact of its kind", () => {
  for (const kind of RecordKind.options) {
    for (const [field, { column, means }] of Object.entries(FACTS[kind])) {
      const type = factType(kind, column)
      expect(type, `${kind}.${field}`).toBeDefined()
      const types =
        means === "text" || means === "date"
          ? ["text"]
          : means === "ids" || means === "uuids"
            ? ["ints"]
            : ["int", "num"]
      expect(types, `${kind}.${field}`).toContain(type)
    }
  }
})

test("every cell of a row has a column of its type, and comes back from a segment", () => {
  for (const kind of RecordKind.options) {
    const { row, columns } = factsOf(kind, RECORDS[kind] as never)
    for (const [name, cell] of Object.entries(row)) {
      if (cell === null) continue
      const type = columns[name]
      const right = typeof cell === "string" ? ["text"] : Array.isArray(cell) ? ["ints"] : ["int", "num"]
      expect(right, `${kind}.${name}`).toContain(type)
    }
    const [back] = decode(encode([row], columns)).rows
    expect(back).toMatchObject({ id: 1, version: 1, owner: 1 })
  }
})

test("a deal's facts are numbers: minor units, seconds, days, visits as pairs", () => {
  const deal = aDeal({
    status: "won",
    wonAt: "2026-04-01T21:30:00Z",
    wonOn: "2026-04-02",
    closedAt: "2026-04-01T21:30:00Z",
    probability: 33.3,
    expectedCloseOn: "2026-05-01",
    labelIds: [2, 1],
    visits: [
      { stageId: 1, at: "2026-03-01T09:00:00Z" },
      { stageId: 4, at: "2026-03-05T09:00:00Z" },
    ],
    nextActivity: { id: 9, on: "2026-03-09", type: "call", subject: "Call" },
  })
  const { row } = factsOf("deal", deal)
  expect(row).toMatchObject({
    status: 1,
    value: 10_000,
    currency: "EUR",
    probability: 33.3,
    won: seconds("2026-04-01T21:30:00Z"),
    wonOn: dayNumber("2026-04-02"),
    lostOn: null,
    expectedCloseOn: dayNumber("2026-05-01"),
    labels: [2, 1],
    visits: [1, seconds("2026-03-01T09:00:00Z"), 4, seconds("2026-03-05T09:00:00Z")],
    nextOn: dayNumber("2026-03-09"),
    gone: null,
    archived: null,
  })
})

test("a record in the trash is gone", () => {
  expect(factsOf("person", aPerson({ deletedAt: "2026-03-02T09:00:00Z" })).row.gone).toBe(1)
})

test("custom fields are facts by what they hold, ranges and addresses with their parts; long texts and the rest are not", () => {
  const custom = {
    number: 1.5,
    text: "red",
    long: "x".repeat(256),
    set: [3, 1],
    money: { value: 99.5, currency: "EUR" },
    address: { value: "Narva mnt 1", locality: "Narva", country: null },
    days: { value: "2026-01-01", until: "2026-02-01" },
    nothing: null,
    mixed: [1, "a"],
  }
  const { row, columns } = factsOf("deal", aDeal({ custom }))
  const own = Object.fromEntries(Object.entries(columns).filter(([name]) => name.startsWith("custom.")))
  expect(own).toEqual({
    "custom.number": "num",
    "custom.text": "text",
    "custom.set": "ints",
    "custom.money": "num",
    "custom.address": "text",
    "custom.address.locality": "text",
    "custom.days": "text",
    "custom.days.until": "text",
  })
  expect(row).toMatchObject({
    "custom.number": 1.5,
    "custom.text": "red",
    "custom.set": [3, 1],
    "custom.money": 99.5,
    "custom.address.locality": "Narva",
    "custom.days.until": "2026-02-01",
  })
})
