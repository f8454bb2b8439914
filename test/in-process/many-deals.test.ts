import { beforeAll, describe, expect, test } from "vitest"
import { newWorkspace } from "../support/in-process-workspace.ts"
import { eventually } from "../support/stack.ts"
import type { Workspace } from "../support/workspace.ts"

type Result = { id: number; ok: boolean; error?: string; fields?: Record<string, string> }
type Deal = Record<string, unknown> & { id: number }

let workspace: Workspace
beforeAll(async () => {
  workspace = await newWorkspace()
})

const add = async (body: object) => (await workspace.post("/api/v2/deals", { title: "Pumps", ...body })).id
const changeMany = async (ids: number[], change: object, who: Pick<Workspace, "patch"> = workspace) =>
  (await who.patch<{ results: Result[] }>("/api/v2/deals/many", { ids, change })).results

describe("many deals", () => {
  test("are changed in one call, each by itself", async () => {
    const ids = await Promise.all([1, 2, 3].map((n) => add({ value: n })))
    const results = await changeMany([...ids, 999], { stage_id: 3, label_ids: [1] })
    expect(results.slice(0, 3)).toEqual(ids.map((id) => ({ id, ok: true })))
    expect(results[3]).toMatchObject({ id: 999, ok: false, error: "Deal 999 was not found" })
    for (const [i, id] of ids.entries()) {
      expect(await workspace.get<Deal>(`/api/v2/deals/${id}`)).toMatchObject({
        value: i + 1,
        stage_id: 3,
        label_ids: [1],
      })
    }
  })

  test("are won, lost with a reason and a comment, and reopened", async () => {
    const id = await add({})
    await changeMany([id], { status: "lost", lost_reason: "Price", lost_comment: " Twice the budget " })
    const lost = await workspace.get<Deal>(`/api/v2/deals/${id}`)
    expect(lost).toMatchObject({ status: "lost", lost_reason: "Price", lost_comment: "Twice the budget" })
    await changeMany([id], { lost_comment: null })
    expect(await workspace.get<Deal>(`/api/v2/deals/${id}`)).toMatchObject({ lost_reason: "Price", lost_comment: null })
    await changeMany([id], { status: "open" })
    expect(await workspace.get<Deal>(`/api/v2/deals/${id}`)).toMatchObject({ lost_reason: null, lost_comment: null })
  })

  test("what cannot be is said for each, and names the field", async () => {
    const id = await add({})
    expect(await changeMany([id], { stage_id: 999 })).toEqual([
      { id, ok: false, error: expect.stringContaining("stage_id"), fields: { stage_id: "no stage has the id 999" } },
    ])
  })

  test("somebody's hidden deal is not found", async () => {
    const regular = await workspace.colleague("Reet Regular")
    const id = await add({ visible_to: 1 })
    expect(await changeMany([id], { title: "X" }, regular)).toMatchObject([{ id, ok: false }])
    expect(await workspace.get<Deal>(`/api/v2/deals/${id}`)).toMatchObject({ title: "Pumps" })
  })

  test.each([
    [{ ids: [], change: { title: "X" } }, "ids"],
    [{ ids: Array.from({ length: 101 }, (_, i) => i + 1), change: { title: "X" } }, "ids"],
    [{ ids: [1], change: {} }, "change"],
    [{ ids: [1], change: { title: "" } }, "change.title"],
    [{ ids: [1], change: { title: "X", colour: "red" } }, "change.colour"],
  ])("400: %j", async (body, field) => {
    const answer = await workspace.call("PATCH", "/api/v2/deals/many", body)
    expect([answer.status, Object.keys(answer.body.fields ?? {})]).toEqual([400, [field]])
  })
})

describe("a copy of a deal", () => {
  test("has what the deal is about, is open, and has none of its followers, activities and notes", async () => {
    const person = await workspace.post("/api/v2/persons", { name: "Maija" })
    const given = { value: 50, currency: "EUR", probability: 30, stage_id: 4, label_ids: [2], person_id: person.id }
    const id = await add({ ...given, expected_close_date: "2026-05-01" })
    await workspace.post("/api/v2/activities", { subject: "Call", deal_id: id })
    await workspace.post("/api/v2/notes", { content: "Hello", deal_id: id })
    await workspace.post(`/api/v2/deals/${id}/followers`, { user_id: 1 })
    await workspace.patch(`/api/v2/deals/${id}`, { status: "won" })

    const copy = await workspace.post<Deal>(`/api/v2/deals/${id}/duplicate`, undefined)
    expect(copy).toMatchObject({ ...given, title: "Copy of Pumps", status: "open", won_time: null })
    expect(copy.id).not.toBe(id)
    const detail = await workspace.get<Deal>(`/api/v2/deals/${copy.id}/detail`)
    expect(detail).toMatchObject({ followers: [], next_activity: null, person_name: "Maija" })
    expect(detail.visits).toHaveLength(1)
    expect(await workspace.get(`/api/v2/activities?deal_id=${copy.id}`)).toEqual([])
    expect(await workspace.get(`/api/v2/notes?deal_id=${copy.id}`)).toEqual([])
    await eventually(async () =>
      expect(await workspace.get<object[]>(`/api/v2/deals?person_id=${person.id}`)).toHaveLength(2),
    )
  })

  test("has a title that fits, and stands in a stage that is there", async () => {
    const { id: stage } = await workspace.post("/api/v2/stages", { name: "Brief", pipeline_id: 1 })
    const id = await add({ title: "x".repeat(255), stage_id: stage, status: "lost" })
    await eventually(async () => expect((await workspace.call("DELETE", `/api/v2/stages/${stage}`)).status).toBe(200))
    const copy = await workspace.post<Deal>(`/api/v2/deals/${id}/duplicate`, undefined)
    expect(copy).toMatchObject({ title: `Copy of ${"x".repeat(247)}`, stage_id: 1, pipeline_id: 1 })
  })

  test("404: of a deal in the trash, or of one that is hidden", async () => {
    const regular = await workspace.colleague("Reet Regular")
    const hidden = await add({ visible_to: 1 })
    expect((await regular.call("POST", `/api/v2/deals/${hidden}/duplicate`)).status).toBe(404)
    await workspace.call("DELETE", `/api/v2/deals/${hidden}`)
    expect((await workspace.call("POST", `/api/v2/deals/${hidden}/duplicate`)).status).toBe(404)
  })
})
