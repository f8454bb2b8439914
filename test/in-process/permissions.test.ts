import { beforeAll, expect, test } from "vitest"
import { setUuid } from "../../shared/permission-set.ts"
import { newWorkspace } from "../support/in-process-workspace.ts"
import type { Person, Workspace } from "../support/workspace.ts"

let workspace: Workspace
let ann: Person & { id: number }
let bob: Person & { id: number }
const GLOBAL = setUuid(2)
const SALES = setUuid(4)

beforeAll(async () => {
  workspace = await newWorkspace()
  ann = await workspace.colleague("Ann Abel")
  bob = await workspace.colleague("Bob Baker")
})

async function refused(who: Person, method: string, path: string, body: unknown, why: string) {
  const answer = await who.call(method, path, body)
  expect([answer.status, answer.body.error], `${method} ${path}`).toEqual([403, why])
}
const sure = async (who: Person, method: string, path: string, body?: unknown) => {
  const answer = await who.call(method, path, body)
  expect(answer.status, `${method} ${path}: ${answer.body.error}`).toBeLessThan(300)
  return answer.body.data
}
const actionsOf = async (id: string) =>
  (await workspace.get<{ actions: string[] }>(`/api/v2/permissionSets/${id}`)).actions
const setActions = (id: string, actions: string[]) => workspace.patch(`/api/v2/permissionSets/${id}`, { actions })
const no = (permission: string) => `Your role does not allow this: ${permission}`

test("groups are roles: a tree that cannot close to a ring, whose people move when one goes", async () => {
  const role = (name: string, parent_role_id?: number) => workspace.post("/v1/roles", { name, parent_role_id })
  const [top, other] = [await role("Top"), await role("Other")]
  const low = await role("Low", top.id)
  expect((await workspace.call("PUT", `/v1/roles/${top.id}`, { parent_role_id: low.id })).status).toBe(400)
  expect((await workspace.call("PUT", `/v1/roles/${top.id}`, { parent_role_id: 999 })).body.fields).toHaveProperty(
    "parent_role_id",
  )
  await sure(workspace, "POST", `/v1/roles/${low.id}/assignments`, { user_id: ann.id })
  expect(await workspace.get(`/v1/users/${ann.id}/roleAssignments`)).toMatchObject([
    { user_id: ann.id, role_id: low.id, parent_role_id: top.id, name: "Low" },
  ])
  expect(await workspace.get(`/v1/users/${ann.id}`)).toMatchObject({ role_id: low.id })
  const { body } = await workspace.call("GET", `/v1/roles/${low.id}`)
  expect(body.data).toMatchObject({ id: low.id, assignment_count: "1", sub_role_count: "0", level: 2 })
  expect(body.additional_data).toHaveProperty("settings.deal_default_visibility", 3)
  await sure(workspace, "DELETE", `/v1/roles/${top.id}`)
  expect(await workspace.get(`/v1/roles/${low.id}`)).toMatchObject({ parent_role_id: null, level: 1 })
  await sure(workspace, "DELETE", `/v1/roles/${low.id}?to_role_id=${other.id}`)
  expect(await workspace.get(`/v1/roles/${other.id}/assignments`)).toMatchObject([{ user_id: ann.id }])
  await sure(workspace, "DELETE", `/v1/roles/${other.id}/assignments`, { user_id: ann.id })
  expect(await workspace.get(`/v1/users/${ann.id}`)).toMatchObject({ role_id: 1 })
  expect((await workspace.call("DELETE", "/v1/roles/1")).status).toBe(409)
  await refused(ann, "POST", "/v1/roles", { name: "Mine" }, no("groups.edit"))
})

test("what someone adds is for whom their group says; a pipeline hidden from a group is none to it", async () => {
  const { id } = await workspace.post("/v1/roles", { name: "Quiet" })
  await sure(workspace, "POST", `/v1/roles/${id}/assignments`, { user_id: bob.id })
  for (const key of ["deal", "person", "org", "lead", "product"])
    await sure(workspace, "POST", `/v1/roles/${id}/settings`, { setting_key: `${key}_default_visibility`, value: "1" })
  expect(await workspace.get(`/v1/users/${bob.id}/roleSettings`)).toMatchObject({ deal_default_visibility: 1 })
  expect(await bob.post("/api/v2/deals", { title: "Quiet" })).toMatchObject({ visible_to: 1 })
  expect(await bob.post("/api/v2/persons", { name: "Quiet" })).toMatchObject({ visible_to: 1 })
  expect(await workspace.post("/api/v2/organizations", { name: "His", owner_id: bob.id })).toMatchObject({
    visible_to: 1,
  })
  expect(await workspace.post("/api/v2/organizations", { name: "Hers", owner_id: ann.id })).toMatchObject({
    visible_to: 3,
  })
  const pipeline = await workspace.post("/api/v2/pipelines", { name: "Backstage" })
  const stage = await workspace.post("/api/v2/stages", { name: "Only", pipeline_id: pipeline.id })
  const deal = await workspace.post("/api/v2/deals", { title: "There", stage_id: stage.id, visible_to: 7 })
  const visible = { visible_pipeline_ids: { add: "[]", remove: `[${pipeline.id}]` } }
  await sure(workspace, "PUT", `/v1/roles/${id}/pipelines`, visible)
  expect(await workspace.get(`/v1/roles/${id}/pipelines?visible=false`)).toEqual({
    pipeline_ids: [pipeline.id],
    visible: false,
  })
  for (const path of [`pipelines/${pipeline.id}`, `stages/${stage.id}`, `board/${pipeline.id}`, `deals/${deal.id}`])
    expect((await bob.call("GET", `/api/v2/${path}`)).status, path).toBe(404)
  expect((await bob.call("POST", "/api/v2/deals", { title: "In", stage_id: stage.id })).status).toBe(400)
  expect((await bob.get<{ id: number }[]>("/api/v2/pipelines")).map((one) => one.id)).not.toContain(pipeline.id)
  await sure(workspace, "POST", "/v1/roles/1/assignments", { user_id: bob.id })
  expect((await bob.call("GET", `/api/v2/deals/${deal.id}`)).status).toBe(200)
})

test("what a set no longer grants is refused, and the person's permissions say so", async () => {
  const [all, sales] = [await actionsOf(GLOBAL), await actionsOf(SALES)]
  const deal = (await ann.post("/api/v2/deals", { title: "Hers" })).id
  const other = (await ann.post("/api/v2/deals", { title: "Hers too" })).id
  const person = (await ann.post("/api/v2/persons", { name: "Piia" })).id
  const kept = ["records.see", "records.add", "records.edit", "users.see", "tokens.own"]
  await setActions(GLOBAL, kept)
  await setActions(SALES, [])
  const tries: [string, string, unknown, string][] = [
    ["DELETE", `/api/v2/deals/${deal}`, undefined, "deals.delete"],
    ["PATCH", `/api/v2/deals/${deal}`, { is_deleted: true }, "deals.delete"],
    ["PATCH", `/api/v2/deals/${deal}`, { owner_id: bob.id }, "owner.change"],
    ["PATCH", `/api/v2/deals/${deal}`, { visible_to: 7 }, "visibility.change"],
    ["POST", "/api/v2/deals", { title: "Secret", visible_to: 1 }, "visibility.change"],
    ["PATCH", `/api/v2/deals/${deal}`, { status: "won", won_time: "2026-01-01T00:00:00Z" }, "deals.closedTime"],
    ["PUT", `/v1/deals/${deal}/merge`, { merge_with_id: other }, "deals.merge"],
    ["POST", `/api/v2/deals/${deal}/convert/lead`, {}, "deals.convert"],
    ["PATCH", "/api/v2/deals/many", { ids: [deal], change: { title: "Both" } }, "records.bulk"],
    ["DELETE", `/v1/persons/${person}`, undefined, "persons.delete"],
    ["DELETE", `/v1/persons?ids=${person}`, undefined, "records.bulk"],
    ["PATCH", `/api/v2/persons/${person}`, { owner_id: bob.id }, "owner.change"],
    ["POST", "/api/v2/products", { name: "Pump" }, "products.add"],
    ["POST", "/api/v2/imports", { file_name: "a.csv", size: 9 }, "records.import"],
    ["POST", "/api/v2/filters", { name: "Ours", shared: true, conditions: NONE }, "filters.share"],
    ["POST", "/api/v2/reports/run", REPORT, "reports.see"],
  ]
  for (const [method, path, body, permission] of tries) await refused(ann, method, path, body, no(permission))
  await sure(ann, "PATCH", `/api/v2/deals/${deal}`, { title: "Still hers", owner_id: ann.id })
  const may = await ann.get<Record<string, boolean>>(`/v1/users/${ann.id}/permissions`)
  expect(may).toMatchObject({
    can_delete_deals: false,
    can_merge_people: false,
    can_use_api: true,
    can_add_items: true,
  })
  expect((await workspace.get<Record<string, boolean>>("/v1/users/1/permissions")).can_delete_deals).toBe(true)
  const { contents } = await workspace.get<{ contents: string[] }>(`/v1/permissionSets/${GLOBAL}`)
  expect(contents.sort()).toEqual([
    "can_add_items",
    "can_edit_items",
    "can_see_items",
    "can_see_other_users",
    "can_use_api",
  ])
  await setActions(GLOBAL, [...kept, "reports.see"])
  const report = await ann.post<{ cells: { value: number }[] }>("/api/v2/reports/run", REPORT)
  expect(report.cells.reduce((sum, cell) => sum + cell.value, 0)).toBeLessThanOrEqual(2)
  await setActions(
    GLOBAL,
    all.filter((one) => one !== "tokens.own"),
  )
  await refused(ann, "GET", `/api/v2/deals/${deal}`, undefined, no("tokens.own"))
  await setActions(GLOBAL, all)
  await setActions(SALES, sales)
})

test("a set that is added gives more to one person, until it is taken or deleted", async () => {
  const { id } = await workspace.post<{ id: string }>("/api/v2/permissionSets", {
    name: "Shapers",
    app: "sales",
    actions: ["pipelines.edit"],
  })
  await refused(ann, "POST", "/api/v2/pipelines", { name: "Hers" }, no("pipelines.edit"))
  await sure(workspace, "POST", `/api/v2/permissionSets/${id}/assignments`, { user_id: ann.id })
  await sure(ann, "POST", "/api/v2/pipelines", { name: "Hers" })
  await refused(ann, "POST", "/api/v2/products", { name: "Pump" }, no("products.add"))
  expect(await workspace.get(`/v1/permissionSets/${id}/assignments`)).toMatchObject([
    { user_id: ann.id, name: "Shapers" },
  ])
  const { access } = await workspace.get<{ access: object[] }>(`/v1/users/${ann.id}`)
  expect(access).toContainEqual({ app: "sales", admin: false, permission_set_id: id })
  expect((await workspace.call("POST", `/api/v2/permissionSets/${id}/assignments`, { user_id: 1 })).status).toBe(409)
  expect(
    (await workspace.call("POST", "/api/v2/permissionSets", { name: "X", app: "sales", actions: ["users.edit"] }))
      .status,
  ).toBe(400)
  expect((await workspace.call("PATCH", `/api/v2/permissionSets/${setUuid(1)}`, { actions: [] })).status).toBe(409)
  expect((await workspace.call("DELETE", `/api/v2/permissionSets/${SALES}`)).status).toBe(409)
  await sure(workspace, "DELETE", `/api/v2/permissionSets/${id}`)
  await refused(ann, "POST", "/api/v2/pipelines", { name: "Hers" }, no("pipelines.edit"))
  await sure(ann, "POST", "/api/v2/products", { name: "Pump" })
})

test("a stage lets in, out and change whom it names; others are told which stage, and admins never", async () => {
  const pipeline = await workspace.post("/api/v2/pipelines", { name: "Guarded" })
  const stage = async (name: string, access?: object) =>
    (await workspace.post("/api/v2/stages", { name, pipeline_id: pipeline.id, access })).id
  const onlyBob = { group_ids: [], user_ids: [bob.id] }
  const [open, entry, exit, fixed] = [
    await stage("Open"),
    await stage("Entry", { move_in: onlyBob }),
    await stage("Exit", { move_out: onlyBob }),
    await stage("Fixed", { edit: onlyBob }),
  ]
  const add = async (stage_id: number) =>
    (await workspace.post("/api/v2/deals", { title: "It", stage_id, visible_to: 7 })).id
  const [loose, held, still] = [await add(open), await add(exit), await add(fixed)]
  const into = 'You may not move deals into the stage "Entry"'
  const out = 'You may not move deals out of the stage "Exit"'
  const edits = 'You may not edit deals in the stage "Fixed"'
  await refused(ann, "PATCH", `/api/v2/deals/${loose}`, { stage_id: entry }, into)
  await refused(ann, "PUT", `/v1/deals/${loose}`, { stage_id: entry }, into)
  await refused(ann, "POST", "/api/v2/deals", { title: "New", stage_id: entry }, into)
  await refused(ann, "PATCH", `/api/v2/deals/${held}`, { stage_id: open }, out)
  for (const body of [{ title: "Other" }, { status: "won" }, { status: "lost" }, { value: 5 }])
    await refused(ann, "PATCH", `/api/v2/deals/${still}`, body, edits)
  await refused(ann, "DELETE", `/api/v2/deals/${still}`, undefined, edits)
  await refused(ann, "PUT", `/v1/deals/${still}/merge`, { merge_with_id: loose }, edits)
  const many = await ann.call<{ results: { ok: boolean; error?: string }[] }>("PATCH", "/api/v2/deals/many", {
    ids: [loose, held],
    change: { stage_id: entry },
  })
  expect(many.body.data.results.map((one) => one.error)).toEqual([into, out])
  await sure(ann, "PATCH", `/api/v2/deals/${still}`, { stage_id: open })
  const organization = await ann.post("/api/v2/organizations", { name: "Leads & Co" })
  const lead = await ann.post<{ id: string }>("/v1/leads", { title: "Lead", organization_id: organization.id })
  await refused(ann, "POST", `/api/v2/leads/${lead.id}/convert/deal`, { stage_id: entry }, into)
  await sure(bob, "PATCH", `/api/v2/deals/${loose}`, { stage_id: entry })
  await sure(workspace, "PATCH", `/api/v2/deals/${held}`, { stage_id: entry, title: "Moved by an admin" })
  const odd = await workspace.call("PATCH", `/api/v2/stages/${open}`, {
    access: { see: { group_ids: [999], user_ids: [] } },
  })
  expect(odd.body.fields).toHaveProperty(["access.see.group_ids"])
  await workspace.patch(`/api/v2/stages/${entry}`, { access: null })
  await sure(ann, "PATCH", `/api/v2/deals/${still}`, { stage_id: entry })
})

const NONE = { all: [{ field: "status", operator: "=", value: "open" }], any: [] }
const REPORT = { of: "deal", measure: { by: "count" }, view_by: { field: "status" } }
