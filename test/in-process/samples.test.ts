import { DeleteItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb"
import { marshall } from "@aws-sdk/util-dynamodb"
import { expect, test } from "vitest"
import { keys } from "../../functions/data/patterns.ts"
import type { BoardColumn } from "../../shared/api/board.ts"
import type { DealDetail } from "../../shared/api/deals.ts"
import type { ReportAnswer } from "../../shared/api/reports.ts"
import type { SamplesAnswer } from "../../shared/api/samples.ts"
import type { Setup } from "../../shared/api/workspaces.ts"
import { newWorkspace, theTable } from "../support/in-process-workspace.ts"
import { eventually } from "../support/stack.ts"
import type { Workspace } from "../support/workspace.ts"

const countDeals = async (workspace: Workspace) =>
  (
    await workspace.post<ReportAnswer>("/api/v2/reports/run", {
      of: "deal",
      measure: { by: "count" },
      view_by: { field: "status" },
    })
  ).cells.reduce((sum, cell) => sum + cell.count, 0)

test("an empty workspace is filled once; its people, boards and reports show it, and the projector changes nothing", async () => {
  const workspace = await newWorkspace()
  const added = await workspace.post<SamplesAnswer>("/api/v2/samples", {})
  expect(added).toMatchObject({ users: 7, pipelines: 1, deals: 280, activities: 380, notes: 110 })
  const setup = await workspace.get<Setup>("/api/v2/setup")
  expect(setup.users).toHaveLength(8)
  expect(setup.pipelines.map((pipeline) => pipeline.name)).toEqual(["Sales Pipeline", "Partnerships"])
  for (const pipeline of setup.pipelines) {
    const { columns } = await workspace.get<{ columns: BoardColumn[] }>(`/api/v2/board/${pipeline.id}`)
    expect(columns.filter((column) => column.cards.length > 0).length).toBeGreaterThan(2)
  }
  await eventually(async () => expect(await countDeals(workspace)).toBe(280), 120_000)
  const found = await workspace.get<{ id: number }[]>("/api/v2/deals?limit=500")
  for (const { id } of found.filter((_, i) => i % 20 === 0)) {
    expect((await workspace.get<DealDetail>(`/api/v2/deals/${id}/detail`)).version).toBe(1)
  }
  const again = await workspace.call("POST", "/api/v2/samples", { seed: 2 })
  expect([again.status, again.body.error]).toEqual([409, "This workspace has its sample data already"])
  expect((await workspace.post<{ id: number }>("/api/v2/deals", { title: "Our own" })).id).toBe(281)
})

test("409: a workspace with a deal is left as it is", async () => {
  const workspace = await newWorkspace()
  await workspace.post("/api/v2/deals", { title: "Ours" })
  expect((await workspace.call("POST", "/api/v2/samples", {})).status).toBe(409)
  const setup = await workspace.get<Setup>("/api/v2/setup")
  expect([setup.users.length, setup.pipelines.length]).toEqual([1, 1])
})

test("403: only an admin may", async () => {
  const workspace = await newWorkspace()
  const colleague = await workspace.colleague("Rita Regular")
  expect((await colleague.call("POST", "/api/v2/samples", {})).status).toBe(403)
})

test("400: a seed that is no whole number is named", async () => {
  const workspace = await newWorkspace()
  const answer = await workspace.call("POST", "/api/v2/samples", { seed: "one" })
  expect(answer.status).toBe(400)
  expect(answer.body.fields).toHaveProperty("seed")
})

test("two calls at once come to one set of samples", async () => {
  const workspace = await newWorkspace()
  const answers = await Promise.all([1, 2].map((seed) => workspace.call("POST", "/api/v2/samples", { seed })))
  expect(answers.some((answer) => answer.status === 200)).toBe(true)
  for (const answer of answers) expect([200, 409]).toContain(answer.status)
  expect((await workspace.get<Setup>("/api/v2/setup")).users).toHaveLength(8)
  expect(await workspace.get<{ id: number }[]>("/api/v2/deals?limit=500")).toHaveLength(280)
})

test("a call that was cut short is finished by the next, which keeps what people changed since", async () => {
  const workspace = await newWorkspace()
  const w = String(workspace.id)
  const added = await workspace.post<SamplesAnswer>("/api/v2/samples", { seed: 5 })
  const before = await workspace.get<{ title: string }>("/api/v2/deals/101")
  await workspace.patch("/api/v2/deals/7", { title: "Renamed" })
  const { client, table } = await theTable()
  const lost = [...[100, 101, 102].map((id) => keys.record(w, "deal", id)), keys.record(w, "note", 110)]
  for (const key of lost) await client.send(new DeleteItemCommand({ TableName: table, Key: marshall(key) }))
  await client.send(
    new UpdateItemCommand({
      TableName: table,
      Key: marshall(keys.unique(w, "samples", "plan")),
      UpdateExpression: "REMOVE doneAt",
    }),
  )
  expect((await workspace.call("GET", "/api/v2/deals/101")).status).toBe(404)
  expect(await workspace.post("/api/v2/samples", { seed: 6 })).toEqual(added)
  expect(await workspace.get("/api/v2/deals/101")).toEqual(before)
  expect(await workspace.get("/api/v2/deals/7")).toMatchObject({ title: "Renamed" })
  expect((await workspace.get<Setup>("/api/v2/setup")).users).toHaveLength(8)
  expect((await workspace.call("POST", "/api/v2/samples", {})).status).toBe(409)
})
