import { beforeAll, expect, test } from "vitest"
import { eventually } from "../support/stack.ts"
import { newWorkspace, type Workspace } from "../support/workspace.ts"

let workspace: Workspace

beforeAll(async () => {
  workspace = await newWorkspace()
})

type Deal = { id: number; title: string; value: number; stage_id: number; status: string; won_time: string | null }

test("a deal is added, read, moved and won", async () => {
  const { id } = await workspace.post("/api/v2/deals", { title: "Pumps", value: 99.95 })
  const deal = await workspace.get<Deal>(`/api/v2/deals/${id}`)
  expect(deal).toMatchObject({ title: "Pumps", value: 99.95, status: "open", stage_id: 1 })
  await workspace.patch(`/api/v2/deals/${id}`, { stage_id: 3 })
  const won = await workspace.patch<Deal>(`/api/v2/deals/${id}`, { status: "won" })
  expect(won).toMatchObject({ stage_id: 3, status: "won" })
  expect(won.won_time).not.toBeNull()
})

test("the changelog tells what changed, newest first", async () => {
  const { id } = await workspace.post("/api/v2/deals", { title: "Valves" })
  await workspace.patch(`/api/v2/deals/${id}`, { title: "Big valves" })
  const log = await eventually(async () => {
    const entries = await workspace.get<{ field_key: string; old_value: unknown; new_value: unknown }[]>(
      `/api/v2/deals/${id}/changelog`,
    )
    expect(entries).toHaveLength(1)
    return entries
  })
  expect(log[0]).toMatchObject({ field_key: "title", old_value: "Valves", new_value: "Big valves" })
})

test("400: an unknown field is named, and nothing is added", async () => {
  const answer = await workspace.call("POST", "/api/v2/deals", { title: "X", colour: "red" })
  expect(answer.status).toBe(400)
  expect(answer.body.fields).toHaveProperty("colour")
})

test("404: another workspace's deal is not there", async () => {
  const other = await newWorkspace()
  const { id } = await workspace.post("/api/v2/deals", { title: "Ours" })
  expect((await other.call("GET", `/api/v2/deals/${id}`)).status).toBe(404)
})
