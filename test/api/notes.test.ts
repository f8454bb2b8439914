import { beforeAll, expect, test } from "vitest"
import { idsOf } from "../support/pages.ts"
import { eventually } from "../support/stack.ts"
import { newWorkspace, type Workspace } from "../support/workspace.ts"

type Note = { id: number; content: string; deal_id: number | null; pinned_to_deal_flag: boolean }

let workspace: Workspace
let deal: number
beforeAll(async () => {
  workspace = await newWorkspace()
  deal = (await workspace.post("/api/v2/deals", { title: "Pumps" })).id
})

const add = (body: object) => workspace.post<Note>("/api/v2/notes", body)

test("a note keeps its shape and loses what could run", async () => {
  const { content } = await add({
    deal_id: deal,
    content:
      '<p onclick="x()">Hi <b>there</b> <a href="javascript:x()">a</a> <a href="https://ok.example">b</a></p><script>x()</script><img src=x onerror=x()>',
  })
  expect(content).toBe('<p>Hi <b>there</b> <a>a</a> <a href="https://ok.example">b</a></p>')
})

test("notes belong to deals, persons and organizations, and are listed by each", async () => {
  const person = await workspace.post("/api/v2/persons", { name: "Mari" })
  const organization = await workspace.post("/api/v2/organizations", { name: "Mets" })
  const note = await add({ content: "Hi", deal_id: deal, person_id: person.id, org_id: organization.id })
  for (const query of [`deal_id=${deal}`, `person_id=${person.id}`, `org_id=${organization.id}`]) {
    expect(await idsOf(workspace, `/api/v2/notes?${query}`)).toContain(note.id)
  }
  await workspace.patch(`/api/v2/notes/${note.id}`, { person_id: null })
  expect(await idsOf(workspace, `/api/v2/notes?person_id=${person.id}`)).toEqual([])
})

test("a note is pinned, changed and counted, and is a sign of its deal's life", async () => {
  const quiet = await workspace.post("/api/v2/deals", { title: "Quiet" })
  const board = async () => {
    const { columns } = await workspace.get<{ columns: { cards: { id: number; touch_time: string }[] }[] }>(
      "/api/v2/board/1",
    )
    return columns.flatMap(({ cards }) => cards).find(({ id }) => id === quiet.id)?.touch_time ?? ""
  }
  const before = await board()
  await eventually(async () => expect(Date.now()).toBeGreaterThan(Date.parse(before) + 1000))
  const note = await add({ content: "Alive", deal_id: quiet.id })
  await eventually(async () => expect((await board()) > before).toBe(true))
  const pinned = await workspace.patch<Note>(`/api/v2/notes/${note.id}`, { pinned_to_deal_flag: true })
  expect(pinned).toMatchObject({ content: "Alive", pinned_to_deal_flag: true })
  expect(await workspace.get(`/api/v2/deals/${quiet.id}?include_fields=notes_count`)).toMatchObject({ notes_count: 1 })
  await workspace.call("DELETE", `/api/v2/notes/${note.id}`)
  expect(await workspace.get(`/api/v2/deals/${quiet.id}?include_fields=notes_count`)).toMatchObject({ notes_count: 0 })
})

test("400: a note belongs to a record", async () => {
  const answer = await workspace.call("POST", "/api/v2/notes", { content: "Lost" })
  expect([answer.status, Object.keys(answer.body.fields ?? {})]).toEqual([400, ["deal_id"]])
  const note = await add({ content: "Hi", deal_id: deal })
  const freed = await workspace.call("PATCH", `/api/v2/notes/${note.id}`, { deal_id: null })
  expect([freed.status, Object.keys(freed.body.fields ?? {})]).toEqual([400, ["deal_id"]])
})

test.each([
  [{ content: "" }, "content"],
  [{ content: "<script>x()</script>" }, "content"],
  [{ content: "x".repeat(100_001) }, "content"],
  [{ content: "Hi", deal_id: 999_999 }, "deal_id"],
  [{ content: "Hi", pinned_to_deal_flag: 1 }, "pinned_to_deal_flag"],
])("400: %j names %s", async (body, field) => {
  const answer = await workspace.call("POST", "/api/v2/notes", { deal_id: deal, ...body })
  expect([answer.status, Object.keys(answer.body.fields ?? {})]).toEqual([400, [field]])
})
