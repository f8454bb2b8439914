import { beforeAll, describe, expect, test } from "vitest"
import { open } from "../../functions/data/store.ts"
import { newWorkspace } from "../support/in-process-workspace.ts"
import { eventually } from "../support/stack.ts"
import type { Workspace } from "../support/workspace.ts"

type Stage = { id: number; name: string; order_nr: number; color: string | null }

const order = async (workspace: Workspace) =>
  (await workspace.get<Stage[]>("/api/v2/stages?pipeline_id=1&sort_by=order_nr")).map((stage) => [
    stage.id,
    stage.order_nr,
  ])

test("a stage has a colour, or none", async () => {
  const workspace = await newWorkspace()
  const stage = await workspace.post<Stage>("/api/v2/stages", { name: "Legal", pipeline_id: 1, color: "teal" })
  expect(stage.color).toBe("teal")
  expect(await workspace.patch<Stage>(`/api/v2/stages/${stage.id}`, { name: "Law" })).toMatchObject({ color: "teal" })
  expect(await workspace.patch<Stage>(`/api/v2/stages/${stage.id}`, { color: null })).toMatchObject({ color: null })
  const answer = await workspace.call("PATCH", `/api/v2/stages/${stage.id}`, { color: "mauve" })
  expect([answer.status, Object.keys(answer.body.fields ?? {})]).toEqual([400, ["color"]])
})

test("a stage that takes another's place makes it move, up or down", async () => {
  const workspace = await newWorkspace()
  await workspace.patch("/api/v2/stages/2", { order_nr: 4 })
  expect(await order(workspace)).toEqual([
    [1, 1],
    [3, 2],
    [4, 3],
    [2, 4],
    [5, 5],
  ])
  await workspace.patch("/api/v2/stages/5", { order_nr: 1 })
  expect(await order(workspace)).toEqual([
    [5, 1],
    [1, 2],
    [3, 3],
    [4, 4],
    [2, 5],
  ])
  await workspace.patch("/api/v2/stages/5", { order_nr: 9 })
  expect((await order(workspace)).at(-1)).toEqual([5, 9])
})

test("pipelines change places likewise", async () => {
  const workspace = await newWorkspace()
  const { id } = await workspace.post("/api/v2/pipelines", { name: "Partners" })
  await workspace.patch(`/api/v2/pipelines/${id}`, { order_nr: 1 })
  const pipelines = await workspace.get<Stage[]>("/api/v2/pipelines")
  expect(pipelines.map((one) => [one.id, one.order_nr])).toEqual([
    [1, 2],
    [id, 1],
  ])
})

describe("a stage's open deals", () => {
  test("move to another, some at a time, until none are left and the stage can go", async () => {
    const workspace = await newWorkspace()
    const { id: second } = await workspace.post("/api/v2/pipelines", { name: "Second" })
    const { id: to } = await workspace.post("/api/v2/stages", { name: "First", pipeline_id: second })
    const add = (body: object) => workspace.post("/api/v2/deals", { title: "Pumps", stage_id: 2, ...body })
    const ids = (await Promise.all([1, 2, 3, 4, 5].map(() => add({})))).map((deal) => deal.id)
    const won = await add({ status: "won" })
    const moved: number[] = []
    await eventually(async () => {
      const answer = await workspace.post<{ moved: number; left: number }>("/api/v2/stages/2/deals/move", {
        to_stage_id: to,
        limit: 2,
      })
      moved.push(answer.moved)
      expect(answer.left).toBe(0)
      expect(moved.reduce((sum, count) => sum + count, 0)).toBe(5)
    })
    expect(Math.max(...moved)).toBe(2)
    for (const id of ids) {
      expect(await workspace.get(`/api/v2/deals/${id}`)).toMatchObject({ stage_id: to, pipeline_id: second })
    }
    expect(await workspace.get(`/api/v2/deals/${won.id}`)).toMatchObject({ stage_id: 2 })
    await eventually(async () => expect((await workspace.call("DELETE", "/api/v2/stages/2")).status).toBe(200))
  })
})

describe("a stage that goes", () => {
  type Placed = { id: number; stage_id: number; pipeline_id: number; status: string }
  const stageOf = (workspace: Workspace, id: number) => workspace.call("GET", `/api/v2/stages/${id}`)
  const isLive = async (workspace: Workspace, id: number) =>
    (await workspace.get<Stage[]>("/api/v2/stages?pipeline_id=1")).some((stage) => stage.id === id)

  test("leaves its lost and deleted deals; open again they are in the first of their pipeline, or of the first pipeline", async () => {
    const workspace = await newWorkspace()
    const { id: second } = await workspace.post("/api/v2/pipelines", { name: "Second" })
    const inSecond = async (name: string) =>
      (await workspace.post<Stage>("/api/v2/stages", { name, pipeline_id: second })).id
    const [first, gone] = [await inSecond("First"), await inSecond("Gone")]
    const add = (body: object) => workspace.post<Placed>("/api/v2/deals", { title: "Pumps", stage_id: gone, ...body })
    const lost = await add({ status: "lost" })
    const shelved = await add({ is_archived: true })
    const trashed = await add({})
    const [late, latest] = [await add({ status: "lost" }), await add({ status: "lost" })]
    await workspace.call("DELETE", `/api/v2/deals/${trashed.id}`)
    expect((await workspace.call("DELETE", `/api/v2/stages/${gone}`)).status).toBe(200)
    for (const [{ id }, body] of [
      [lost, { status: "open" }],
      [shelved, { is_archived: false }],
      [trashed, { is_deleted: false }],
    ] as const) {
      expect(await workspace.patch<Placed>(`/api/v2/deals/${id}`, body)).toMatchObject({ stage_id: first })
      await workspace.patch(`/api/v2/deals/${id}`, { stage_id: 1 })
    }
    expect((await workspace.call("DELETE", `/api/v2/stages/${first}`)).status).toBe(200)
    const stageless = await workspace.patch<Placed>(`/api/v2/deals/${latest.id}`, { status: "open" })
    expect(stageless).toMatchObject({ stage_id: 1, pipeline_id: 1 })
    expect((await workspace.call("DELETE", `/api/v2/pipelines/${second}`)).status).toBe(200)
    expect(await workspace.patch<Placed>(`/api/v2/deals/${late.id}`, { status: "open" })).toMatchObject({
      stage_id: 1,
      pipeline_id: 1,
    })
    expect((await stageOf(workspace, gone)).body.data).toMatchObject({ is_deleted: true })
  })

  test("comes back when a deal came into it at that moment", async () => {
    const workspace = await newWorkspace()
    const { id: stage } = await workspace.post<Stage>("/api/v2/stages", { name: "Legal", pipeline_id: 1 })
    const deal = await workspace.post<Placed>("/api/v2/deals", { title: "Pumps", stage_id: 1 })
    const store = open({ workspaceId: String(workspace.id) })
    const before = await store.get("deal", deal.id)
    if (before === undefined) throw new Error("no deal")
    await workspace.call("DELETE", `/api/v2/stages/${stage}`)
    expect(await isLive(workspace, stage)).toBe(false)
    // what a move writes that had read the stage before
    await store.commit(...store.saving("deal", { ...before, stageId: stage, version: before.version + 1 }, before))
    await workspace.patch("/api/v2/stages/1", { name: "New" })
    expect(await isLive(workspace, stage)).toBe(true)
    expect((await workspace.call("DELETE", `/api/v2/stages/${stage}`)).status).toBe(409)
  })

  test("and moves into it, both at once: none of the deals is left where no board shows it", async () => {
    const workspace = await newWorkspace()
    const deal = await workspace.post<Placed>("/api/v2/deals", { title: "Pumps", stage_id: 1 })
    for (let round = 0; round < 10; round++) {
      const { id: stage } = await workspace.post<Stage>("/api/v2/stages", { name: `Round ${round}`, pipeline_id: 1 })
      await Promise.all([
        workspace.call("DELETE", `/api/v2/stages/${stage}`),
        workspace.call("PATCH", `/api/v2/deals/${deal.id}`, { stage_id: stage }),
      ])
      await workspace.patch("/api/v2/stages/1", { name: `After ${round}` })
      const { stage_id } = await workspace.get<Placed>(`/api/v2/deals/${deal.id}`)
      expect(await isLive(workspace, stage_id)).toBe(true)
      await workspace.patch(`/api/v2/deals/${deal.id}`, { stage_id: 1 })
    }
  })
})

describe("400: a stage's deals are not moved", () => {
  let workspace: Workspace
  beforeAll(async () => {
    workspace = await newWorkspace()
  })

  test.each([
    [{ to_stage_id: 2 }, "to_stage_id"],
    [{ to_stage_id: 999 }, "to_stage_id"],
    [{ to_stage_id: 1, limit: 101 }, "limit"],
    [{}, "to_stage_id"],
  ])("by %j", async (body, field) => {
    const answer = await workspace.call("POST", "/api/v2/stages/2/deals/move", body)
    expect([answer.status, Object.keys(answer.body.fields ?? {})]).toEqual([400, [field]])
  })
})
