import { expect, test, vi } from "vitest"
import { kept } from "../../shared/audit.ts"
import { depthOf } from "../../shared/hook.ts"
import type { Stage } from "../../shared/pipeline.ts"

vi.stubEnv("TABLE_NAME", "table")
const { lineOf } = await import("../../functions/projector/audit.ts")
const { hookEvent } = await import("../../functions/projector/hooks.ts")

const stage: Stage = {
  id: 4,
  version: 1,
  addedAt: "2026-01-01T00:00:00Z",
  changedAt: "2026-01-01T00:00:00Z",
  changedBy: 1,
  via: "app",
  name: "Won",
  pipelineId: 1,
  order: 1,
  probability: 50,
}

const through = { kind: "token" as const, id: "f".repeat(16), name: "Script" }
const changed: Stage = { ...stage, version: 2, probability: 60, changedAt: "2026-01-02T00:00:00Z", via: "api", through }

test("a version is a line, whose key is the same when it is told again", () => {
  const image = { w: "7", kind: "stage" as const, id: 4, before: stage, after: changed }
  expect(lineOf(image)).toEqual({
    w: "7",
    of: "stage#4#2",
    entry: {
      at: "2026-01-02T00:00:00Z",
      by: 1,
      via: "api",
      through,
      action: "changed",
      object: "stage",
      objectId: "4",
      name: "Won",
      fields: [{ key: "deal_probability", from: 50, to: 60 }],
    },
  })
  expect(lineOf(image)).toEqual(lineOf(image))
})

test("what changes nothing that one sees, what the samples make and what is gone for good are none", () => {
  const of = (before: Stage | undefined, after: Stage | undefined) =>
    lineOf({ w: "7", kind: "stage", id: 4, ...(before && { before }), ...(after && { after }) })
  expect(of(stage, stage)).toBeUndefined()
  expect(of(stage, { ...stage, version: 2 })).toBeUndefined()
  expect(of(undefined, { ...stage, via: "system" })).toBeUndefined()
  expect(of(undefined, { ...stage, via: "import" })).toBeUndefined()
  expect(of(stage, undefined)).toBeUndefined()
  expect(of(undefined, stage)?.entry.action).toBe("added")
  const deleted = { ...stage, version: 2, deletedAt: "2026-01-02T00:00:00Z" }
  expect(of(stage, deleted)?.entry.action).toBe("deleted")
  expect(of(deleted, { ...stage, version: 3 })?.entry.action).toBe("restored")
})

test("a line is of a bounded length", () => {
  const fields = kept(Array.from({ length: 500 }, (_, i) => ({ key: `k${i}`, from: "x".repeat(9000), to: { a: "y" } })))
  expect(JSON.stringify(fields).length).toBeLessThan(4500)
  expect(fields[0]?.from).toHaveLength(301)
})

test("brackets are counted as they nest, and not in texts", () => {
  expect(depthOf('{"a":[1,{"b":"[[[[\\"{{"}]}')).toBe(3)
})

test("what a hook received is an event, without what is too large for the bus", () => {
  const received = { id: "d1", hookId: "h1", name: "Form", at: "2026-01-01T00:00:00Z", byUserId: 2, text: '{"a":1}' }
  expect(hookEvent({ w: "7", received })).toMatchObject({
    name: "hook.received",
    eventId: "7:hook:h1:d1:hook.received",
    data: { hook_id: "h1", name: "Form", payload: { a: 1 } },
  })
  const large = { ...received, text: JSON.stringify({ a: "x".repeat(220 * 1024) }) }
  expect(hookEvent({ w: "7", received: large }).data).toMatchObject({ delivery_id: "d1", payload: null })
})
