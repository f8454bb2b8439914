import { beforeAll, describe, expect, test } from "vitest"
import { newWorkspace } from "../support/in-process-workspace.ts"
import { everyPage } from "../support/pages.ts"
import type { Person, Workspace } from "../support/workspace.ts"

type Follower = { user_id: number; add_time: string }

let workspace: Workspace
let regular: Person & { id: number }
beforeAll(async () => {
  workspace = await newWorkspace()
  regular = await workspace.colleague("Reet Regular")
}, 240_000)

describe.each([
  ["deals", { title: "Pumps" }],
  ["persons", { name: "Maija" }],
  ["organizations", { name: "Mets" }],
])("followers of %s", (kind, body) => {
  const fresh = async (more: object = {}) => {
    const { id } = await workspace.post(`/api/v2/${kind}`, { ...body, ...more })
    return `/api/v2/${kind}/${id}/followers`
  }

  test("come, once each and in order, page by page, and go", async () => {
    const path = await fresh()
    expect(await workspace.get(path)).toEqual([])
    const first = await regular.call<Follower>("POST", path, { user_id: regular.id })
    expect([first.status, first.body.data]).toEqual([
      201,
      { user_id: regular.id, add_time: expect.stringMatching(/^\d{4}-.*Z$/) },
    ])
    await workspace.post(path, { user_id: 1 })
    expect(await workspace.post(path, { user_id: regular.id })).toEqual(first.body.data)
    const { entries, pages } = await everyPage<Follower>(workspace, path, 1)
    expect([entries.map((one) => one.user_id), pages]).toEqual([[regular.id, 1], 2])
    const removed = await workspace.call("DELETE", `${path}/${regular.id}`)
    expect([removed.status, removed.body.data]).toEqual([200, { user_id: regular.id }])
    expect((await workspace.get<Follower[]>(path)).map((one) => one.user_id)).toEqual([1])
    expect((await workspace.call("DELETE", `${path}/${regular.id}`)).status).toBe(404)
  })

  test("are nobody's business who does not see the record", async () => {
    const path = await fresh({ visible_to: 1 })
    expect((await regular.call("GET", path)).status).toBe(404)
    expect((await regular.call("POST", path, { user_id: regular.id })).status).toBe(404)
    expect((await regular.call("DELETE", `${path}/1`)).status).toBe(404)
  })

  test("400: are people of the workspace", async () => {
    const answer = await workspace.call("POST", await fresh(), { user_id: 999 })
    expect([answer.status, answer.body.fields]).toEqual([400, { user_id: "is not a user of this workspace" }])
  })
})

test("a deal's page knows its followers, and so does who asks for their number", async () => {
  const { id } = await workspace.post("/api/v2/deals", { title: "Pumps" })
  await workspace.post(`/api/v2/deals/${id}/followers`, { user_id: regular.id })
  const detail = await workspace.get(`/api/v2/deals/${id}/detail`)
  expect(detail).toMatchObject({ followers: [{ user_id: regular.id, add_time: expect.any(String) }] })
  expect(await workspace.get(`/api/v2/deals/${id}?include_fields=followers_count`)).toMatchObject({
    followers_count: 1,
  })
})
