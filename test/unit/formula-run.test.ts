import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn"
import { mockClient } from "aws-sdk-client-mock"
import { afterAll, beforeEach, expect, test, vi } from "vitest"
import { commit, increase } from "../../functions/data/commit.ts"
import { beginUpdate, findUpdate } from "../../functions/data/formula-update.ts"
import { keys } from "../../functions/data/patterns.ts"
import { readAll } from "../../functions/data/segments.ts"
import { setupChanged } from "../../functions/data/setup.ts"
import { open } from "../../functions/data/store.ts"
import { failFormulas, updateFormulas } from "../../functions/projector/formula-run.ts"
import { formulas, lookAfterFormulas } from "../../functions/projector/formulas.ts"
import { numbers } from "../../shared/columns.ts"
import type { Field } from "../../shared/field.ts"
import type { Workspace } from "../../shared/workspace.ts"
import { newWorkspace } from "../support/delivery.ts"
import { aDeal } from "../support/records.ts"

const engine = await vi.hoisted(async () => (await import("../support/engine.ts")).startEngine())
afterAll(() => engine.stop())
process.env.IMPORT_MACHINE = "machine"

const AT = "2026-03-01T09:00:00Z"
const STAMP = { id: 1, version: 1, addedAt: AT, changedAt: AT, changedBy: 1, via: "app" } as const
const WORKSPACE: Workspace = { ...STAMP, name: "Test", domain: "test", currency: "EUR", zone: "UTC" }
const FIELD: Field = { ...STAMP, of: "deal", key: "f".repeat(40), name: "Twice", type: "formula", options: [] }

let w: string
beforeEach(async () => {
  w = newWorkspace()
  const store = open({ workspaceId: w })
  await commit(...store.saving("workspace", WORKSPACE))
  await increase({ add: keys.counter(w, "deal"), attribute: "last", by: 600 })
  for (const id of [1, 300, 600]) await store.commit(...store.saving("deal", aDeal({ id, probability: 10 })))
})

async function written(formula: string, run: string): Promise<void> {
  const field = { put: { ...keys.setupOf(w, "field", 1), kind: "field", ...FIELD, formula } }
  await commit(field, setupChanged(w), ...beginUpdate(w, "deal", run, 600))
}

/** What is stored for the deals, by their ids. */
async function stored(): Promise<Record<number, number>> {
  const found: Record<number, number> = {}
  await readAll(w, "deal", ({ opened }) => {
    const column = [...opened.columns.keys()].find((name) => name.endsWith(FIELD.key)) ?? FIELD.key
    const values = numbers(opened, column)
    for (const [row, id] of numbers(opened, "id").entries()) found[id] = values?.[row] ?? Number.NaN
  })
  return found
}

test("a changed formula is brought into what is stored; cut off in the middle, it goes on where it was", async () => {
  await written("{probability} * 2", "first")
  let asked = 0
  const cutOff = updateFormulas(w, "deal", "first", () => {
    if (asked++ > 0) throw new Error("killed")
    return false
  })
  await expect(cutOff).rejects.toThrow("killed")
  expect(await findUpdate(w, "deal")).toMatchObject({ state: "running", bucket: 1, done: 255, total: 600 })
  expect(await stored()).toEqual({ 1: 20 })
  expect(await updateFormulas(w, "deal", "first", () => true)).toBe(false)
  expect(await updateFormulas(w, "deal", "first", () => false)).toBe(true)
  expect(await stored()).toEqual({ 1: 20, 300: 20, 600: 20 })
  expect(await findUpdate(w, "deal")).toMatchObject({ state: "done", done: 600, total: 600 })
  expect(await updateFormulas(w, "deal", "first", () => false)).toBe(true)
})

test("a formula that changes again meanwhile ends the run before, and its own begins with the first deal", async () => {
  await written("{probability} * 2", "first")
  let asked = 0
  expect(await updateFormulas(w, "deal", "first", () => asked++ > 0)).toBe(false)
  await written("{probability} * 3", "second")
  expect(await updateFormulas(w, "deal", "first", () => false)).toBe(true)
  expect(await findUpdate(w, "deal")).toMatchObject({ run: "second", bucket: 0 })
  await updateFormulas(w, "deal", "second", () => false)
  expect(await stored()).toEqual({ 1: 30, 300: 30, 600: 30 })
})

test("what cannot be done is told, unless another run has begun", async () => {
  await written("{probability}", "first")
  await failFormulas(w, "deal", "before")
  expect(await findUpdate(w, "deal")).toMatchObject({ state: "running" })
  await failFormulas(w, "deal", "first")
  expect(await findUpdate(w, "deal")).toMatchObject({ state: "failed" })
})

test("a run whose start was lost, or that failed, is begun again until it is done; one under way is left alone", async () => {
  const machine = mockClient(SFNClient).on(StartExecutionCommand).resolves({})
  const run = `run-of-${w}`
  const started = async (at: number) => {
    machine.resetHistory()
    await lookAfterFormulas(at)
    const names = machine.commandCalls(StartExecutionCommand).map(({ args: [{ input }] }) => input.name)
    return names.filter((name) => name?.startsWith(run))
  }
  const [now, later] = [Date.now(), Date.now() + 60 * 60_000]
  await written("{probability} * 2", run)
  expect(await started(now)).toEqual([])
  expect(await started(later)).toEqual([`${run}-1`])
  await failFormulas(w, "deal", run)
  expect(await started(now)).toEqual([`${run}-2`])
  expect(await findUpdate(w, "deal")).toMatchObject({ run, again: 2, state: "running" })

  await updateFormulas(w, "deal", run, () => false)
  expect(await stored()).toEqual({ 1: 20, 300: 20, 600: 20 })
  expect(await started(later)).toEqual([])
  await failFormulas(w, "deal", run)
  expect(await findUpdate(w, "deal")).toMatchObject({ state: "done" })
})

test("a change whose run cannot be started is delivered again, and what is started already is started once", async () => {
  const machine = mockClient(SFNClient).on(StartExecutionCommand)
  machine.rejectsOnce(new Error("not reached")).rejectsOnce(new ExecutionAlreadyExists({ $metadata: {}, message: "" }))
  await written("{probability}", "first")
  const image = { w, kind: "field", id: 1, after: { ...FIELD, formula: "{probability}" } } as const
  await expect(formulas([image])).rejects.toThrow("not reached")
  await formulas([image])
})
