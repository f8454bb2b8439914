import { readFileSync } from "node:fs"
import { join } from "node:path"
import { Ajv2020 } from "ajv/dist/2020.js"
import { expect, test } from "vitest"
import { compilePattern } from "../../infra/local/pattern.ts"
import { type CrmEvent, EVENT_SOURCE, EventName } from "../../shared/event.ts"
import { eventDocument, eventSchemas } from "../../shared/event-schema.ts"
import { eventsPage, PATTERN } from "../events/main.ts"

const WON: CrmEvent = {
  name: "deal.won",
  eventId: "1:deal:7:3:deal.won",
  workspaceId: "1",
  id: 7,
  version: 3,
  at: "2026-01-31T09:00:00Z",
  byUserId: 1,
  via: "api",
  data: { current: { id: 7, title: "Pumps", value: 12_000, currency: "EUR" }, previous: { status: "open" } },
}

test("the page of events is as the events make it (npm run events)", () => {
  expect(readFileSync(join(import.meta.dirname, "../../docs/events.md"), "utf8")).toBe(eventsPage())
})

test("each event has a schema, and its detail is held to it", () => {
  const schemas = eventSchemas()
  expect(Object.keys(schemas)).toEqual(EventName.options)
  const ajv = new Ajv2020({ strict: false })
  expect(ajv.validateSchema(eventDocument())).toBe(true)
  const validate = ajv.compile(schemas["deal.won"] ?? false)
  expect([validate(WON), validate.errors]).toEqual([true, null])
  expect(validate({ ...WON, name: "deal.lost" })).toBe(false)
  expect(validate({ ...WON, data: { previous: {} } })).toBe(false)
})

test("the page's pattern takes what it says", () => {
  const takes = compilePattern(PATTERN)
  const event = (detail: object) => ({ source: EVENT_SOURCE, "detail-type": "deal.won", detail })
  expect(takes(event(WON))).toBe(true)
  expect(takes(event({ ...WON, data: { current: { value: 9, currency: "EUR" } } }))).toBe(false)
})
