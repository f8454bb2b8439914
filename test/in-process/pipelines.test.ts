import { beforeEach, describe, expect, test } from "vitest"
import { newWorkspace } from "../support/in-process-workspace.ts"
import { everyPage } from "../support/pages.ts"
import { eventually } from "../support/stack.ts"
import type { Workspace } from "../support/workspace.ts"

type Pipeline = {
  id: number
  name: string
  order_nr: number
  is_deleted: boolean
  is_deal_probability_enabled: boolean
}
type Stage = {
  id: number
  name: string
  order_nr: number
  pipeline_id: number
  deal_probability: number
  is_deal_rot_enabled: boolean
  days_to_rotten: number | null
}

let workspace: Workspace
beforeEach(async () => {
  workspace = await newWorkspace()
})

test("a new workspace has one pipeline with stages that grow likelier", async () => {
  expect(await workspace.get<Pipeline[]>("/api/v2/pipelines")).toMatchObject([{ id: 1, name: "Sales Pipeline" }])
  const stages = await workspace.get<Stage[]>("/api/v2/stages?pipeline_id=1&sort_by=order_nr")
  expect(stages.map((stage) => stage.order_nr)).toEqual([1, 2, 3, 4, 5])
  const chances = stages.map((stage) => stage.deal_probability)
  expect(chances).toEqual([...chances].sort((a, b) => a - b))
})

test("a pipeline is added at the end, changed, and deleted with its stages", async () => {
  const { id } = await workspace.post("/api/v2/pipelines", { name: " Partners " })
  expect(await workspace.get<Pipeline>(`/api/v2/pipelines/${id}`)).toMatchObject({ name: "Partners", order_nr: 2 })
  const changed = await workspace.patch<Pipeline>(`/api/v2/pipelines/${id}`, { is_deal_probability_enabled: true })
  expect(changed).toMatchObject({ name: "Partners", is_deal_probability_enabled: true })
  const stage = await workspace.post("/api/v2/stages", { name: "First", pipeline_id: id })
  expect((await workspace.call("DELETE", `/api/v2/pipelines/${id}`)).status).toBe(200)
  expect(await workspace.get<Pipeline[]>("/api/v2/pipelines")).toHaveLength(1)
  expect(await workspace.get<Stage[]>(`/api/v2/stages?pipeline_id=${id}`)).toEqual([])
  expect((await workspace.call("PATCH", `/api/v2/stages/${stage.id}`, { name: "X" })).status).toBe(404)
})

test("a stage is added at the end of its pipeline and keeps what it is not asked to change", async () => {
  const body = { name: "Legal", pipeline_id: 1, deal_probability: 90, days_to_rotten: 7 }
  const stage = await workspace.post<Stage>("/api/v2/stages", body)
  expect(stage).toMatchObject({ order_nr: 6, deal_probability: 90, is_deal_rot_enabled: true, days_to_rotten: 7 })
  const renamed = await workspace.patch<Stage>(`/api/v2/stages/${stage.id}`, { name: "Contract" })
  expect(renamed).toMatchObject({ name: "Contract", deal_probability: 90, days_to_rotten: 7 })
  const fresh = await workspace.patch<Stage>(`/api/v2/stages/${stage.id}`, { is_deal_rot_enabled: false })
  expect(fresh).toMatchObject({ is_deal_rot_enabled: false, days_to_rotten: null })
})

test("stages are sorted by their order and paged", async () => {
  for (const order_nr of [9, 7, 8])
    await workspace.post("/api/v2/stages", { name: `S${order_nr}`, pipeline_id: 1, order_nr })
  for (const direction of ["asc", "desc"]) {
    const path = `/api/v2/stages?pipeline_id=1&sort_by=order_nr&sort_direction=${direction}`
    const { entries, pages } = await everyPage<Stage>(workspace, path, 3)
    const orders = entries.map((stage) => stage.order_nr)
    const expected = [1, 2, 3, 4, 5, 7, 8, 9]
    expect([orders, pages]).toEqual([direction === "asc" ? expected : expected.toReversed(), 3])
  }
})

describe("409", () => {
  test("the last pipeline stays", async () => {
    expect((await workspace.call("DELETE", "/api/v2/pipelines/1")).status).toBe(409)
  })

  test("a pipeline or a stage with open deals stays, until they are moved", async () => {
    const { id } = await workspace.post("/api/v2/deals", { title: "Pumps", stage_id: 2 })
    await workspace.post("/api/v2/pipelines", { name: "Second" })
    expect((await workspace.call("DELETE", "/api/v2/stages/2")).status).toBe(409)
    expect((await workspace.call("DELETE", "/api/v2/pipelines/1")).status).toBe(409)
    await workspace.patch(`/api/v2/deals/${id}`, { stage_id: 1 })
    await eventually(async () => expect((await workspace.call("DELETE", "/api/v2/stages/2")).status).toBe(200))
    const answer = await workspace.call("POST", "/api/v2/deals", { title: "Valves", stage_id: 2 })
    expect([answer.status, Object.keys(answer.body.fields ?? {})]).toEqual([400, ["stage_id"]])
  })
})

test.each([
  ["/api/v2/pipelines", { name: "" }, "name"],
  ["/api/v2/pipelines", { name: "X", order_nr: "1" }, "order_nr"],
  ["/api/v2/pipelines", { name: "X", is_deal_probability_enabled: 1 }, "is_deal_probability_enabled"],
  ["/api/v2/stages", { name: "X" }, "pipeline_id"],
  ["/api/v2/stages", { name: "X", pipeline_id: 99 }, "pipeline_id"],
  ["/api/v2/stages", { name: "X", pipeline_id: 1, deal_probability: 101 }, "deal_probability"],
  ["/api/v2/stages", { name: "X", pipeline_id: 1, days_to_rotten: 0 }, "days_to_rotten"],
])("400: %s with %j names %s", async (path, body, field) => {
  const answer = await workspace.call("POST", path, body)
  expect([answer.status, Object.keys(answer.body.fields ?? {})]).toEqual([400, [field]])
})

test("400: a stage stays in its pipeline", async () => {
  const { id } = await workspace.post("/api/v2/pipelines", { name: "Second" })
  const answer = await workspace.call("PATCH", "/api/v2/stages/1", { pipeline_id: id })
  expect([answer.status, Object.keys(answer.body.fields ?? {})]).toEqual([400, ["pipeline_id"]])
})

test("400: a change that changes nothing is none", async () => {
  expect((await workspace.call("PATCH", "/api/v2/pipelines/1", {})).status).toBe(400)
  expect((await workspace.call("PATCH", "/api/v2/stages/1", {})).status).toBe(400)
})

test("a pipeline is kept as a template with its rules, and others begin as it has them", async () => {
  const first = await workspace.post<Pipeline>("/api/v2/pipelines", {
    name: "Tenders",
    is_deal_probability_enabled: true,
  })
  const stage = (name: string, more: object) =>
    workspace.post<Stage>("/api/v2/stages", { name, pipeline_id: first.id, ...more })
  const asked = await stage("Asked", { deal_probability: 20, days_to_rotten: 5, color: "red" })
  const offered = await stage("Offered", { access: { move_out: { group_ids: [1], user_ids: [1] } } })
  const field = await workspace.post<{ field_code: string }>("/api/v2/dealFields", {
    field_name: "Tender number",
    field_type: "varchar",
  })
  const fieldAt = `/api/v2/dealFields/${field.field_code}`
  await workspace.patch(fieldAt, {
    important_fields: { enabled: true, stage_ids: [asked.id] },
    required_fields: { enabled: true, stage_ids: [offered.id], statuses: { [first.id]: ["won"] } },
  })

  const at = "/api/v2/pipelines/templates"
  const kept = await workspace.post<{ id: string }>(at, { name: "Tender", pipeline_id: first.id })
  await workspace.patch(`${at}/${kept.id}`, { name: "Public tender" })
  expect(await workspace.get(at)).toMatchObject([
    {
      name: "Public tender",
      stages: [
        { name: "Asked", deal_probability: 20, days_to_rotten: 5, color: "red", is_restricted: false, fields_count: 1 },
        { name: "Offered", is_restricted: true, fields_count: 1 },
      ],
    },
  ])
  const made = await workspace.post<Pipeline & { stages: Stage[]; left_out: string[] }>(`${at}/${kept.id}/pipelines`, {
    name: "Bridges",
  })
  expect(made).toMatchObject({ name: "Bridges", is_deal_probability_enabled: true, left_out: [] })
  const [start, end] = await workspace.get<Stage[]>(`/api/v2/stages?pipeline_id=${made.id}&sort_by=order_nr`)
  expect(start).toMatchObject({ name: "Asked", deal_probability: 20, days_to_rotten: 5, color: "red", access: null })
  expect(end).toMatchObject({ name: "Offered", access: { move_out: { group_ids: [1], user_ids: [1] }, see: null } })
  expect(await workspace.get(`${fieldAt}?include_fields=important_fields,required_fields`)).toMatchObject({
    important_fields: { enabled: true, stage_ids: [asked.id, start?.id] },
    required_fields: {
      enabled: true,
      stage_ids: [offered.id, end?.id],
      statuses: { [first.id]: ["won"], [made.id]: ["won"] },
    },
  })

  const ready = await workspace.post<Pipeline>(`${at}/software/pipelines`, { name: "Licences" })
  const stages = await workspace.get<Stage[]>(`/api/v2/stages?pipeline_id=${ready.id}&sort_by=order_nr`)
  expect(stages.map(({ name }) => name).slice(0, 2)).toEqual(["Discovery", "Demo"])

  await workspace.call("DELETE", fieldAt)
  const without = await workspace.post<{ left_out: string[] }>(`${at}/${kept.id}/pipelines`, { name: "Roads" })
  expect(without.left_out).toEqual([expect.stringContaining(field.field_code)])
  const refused = await workspace.call("POST", at, { name: "None", pipeline_id: 999 })
  expect([refused.status, refused.body.fields]).toEqual([400, { pipeline_id: "is not a pipeline" }])
  expect((await workspace.call("DELETE", `${at}/${kept.id}`)).status).toBe(200)
  expect(await workspace.get(at)).toEqual([])
})
