import { beforeAll, expect, test } from "vitest"
import type { NotificationAnswer } from "../../shared/api/notifications.ts"
import { everyPage } from "../support/pages.ts"
import { eventually } from "../support/stack.ts"
import { newWorkspace, type Person, type Workspace } from "../support/workspace.ts"

let workspace: Workspace
let reet: Person & { id: number }
let ann: Person & { id: number }
beforeAll(async () => {
  workspace = await newWorkspace()
  reet = await workspace.colleague("Reet Regular")
  ann = await workspace.colleague("Ann Aru")
})

const toldOf = (who: Person) => who.get<NotificationAnswer[]>("/api/v2/notifications")
const unseen = async (who: Person) => (await who.get<{ unseen: number }>("/api/v2/notifications/count")).unseen
const mention = (id: number) => `<span data-mention="${id}">@Somebody</span>`
const add = async (who: Person, path: string, body: object) => (await who.post(`/api/v2/${path}`, body)).id

/** Waits until somebody is told of this, and answers it. */
function told(who: Person, kind: NotificationAnswer["kind"], title: string): Promise<NotificationAnswer> {
  return eventually(async () => {
    const found = (await toldOf(who)).find((one) => one.kind === kind && one.title === title)
    if (found === undefined) throw new Error(`nobody told of ${kind} ${title}`)
    return found
  })
}

test("who is mentioned in a note is told, once, and not again when the note changes", async () => {
  const deal = await add(workspace, "deals", { title: "Pumps A" })
  const content = `<p>Look at <b>this</b> &amp; that, ${mention(reet.id)}</p><p>Soon.</p>`
  const note = await add(workspace, "notes", { content, deal_id: deal })
  const first = await told(reet, "mention", "Pumps A")
  expect(first).toMatchObject({
    of: "deal",
    record_id: deal,
    deal_id: deal,
    note_id: note,
    by_user_id: 1,
    excerpt: "Look at this & that, @Somebody Soon.",
    seen: false,
  })
  await workspace.patch(`/api/v2/notes/${note}`, { content: `${content} ${mention(ann.id)}` })
  await told(ann, "mention", "Pumps A")
  expect((await toldOf(reet)).filter(({ note_id }) => note_id === note)).toEqual([first])
})

test("a note keeps its mentions, and only those that name somebody by number", async () => {
  const deal = await add(workspace, "deals", { title: "Marked" })
  const note = await workspace.post<{ content: string; mentions: number[] }>("/api/v2/notes", {
    content: `${mention(reet.id)} <span data-mention="x" class="y">z</span>`,
    deal_id: deal,
  })
  expect(note).toMatchObject({ content: `${mention(reet.id)} <span>z</span>`, mentions: [reet.id] })
})

test.each([
  ["deals", { title: "Given" }, "deal", "deal_id"],
  ["persons", { name: "Given" }, "person", "person_id"],
  ["organizations", { name: "Given" }, "organization", "org_id"],
  ["activities", { subject: "Given" }, "activity", undefined],
])("who is given one of the %s is told, when it is added and when it changes hands", async (path, body, of, link) => {
  const title = `Given ${path}`
  const named = Object.fromEntries(Object.keys(body).map((key) => [key, title]))
  const id = await add(workspace, path, { ...named, owner_id: reet.id })
  const first = await told(reet, "assigned", title)
  expect(first).toMatchObject({ of, record_id: id, ...(link && { [link]: id }) })
  await reet.patch(`/api/v2/${path}/${id}`, { owner_id: ann.id })
  expect(await told(ann, "assigned", title)).toMatchObject({ by_user_id: reet.id })
})

test("who is given several deals at once is told once, of all of them, and of one alone as ever", async () => {
  const titles = ["First of many", "Second of many", "Third of many"]
  const ids = await Promise.all(titles.map((title) => add(workspace, "deals", { title })))
  const before = await unseen(reet)
  const give = (some: number[]) => workspace.patch("/api/v2/deals/many", { ids: some, change: { owner_id: reet.id } })
  await give(ids)
  const all = await eventually(async () => {
    const found = (await toldOf(reet)).find(({ record_ids }) => record_ids.length === 3)
    if (found === undefined) throw new Error("nobody told of three deals")
    return found
  })
  expect(all).toMatchObject({
    kind: "assigned",
    of: "deal",
    by_user_id: 1,
    seen: false,
    record_ids: ids.toSorted((a, b) => a - b),
  })
  expect(titles).toContain(all.title)
  expect((await toldOf(reet)).filter(({ title }) => titles.includes(title))).toHaveLength(1)
  expect(await unseen(reet)).toBe(before + 1)
  const alone = await add(workspace, "deals", { title: "Alone" })
  await give([alone])
  expect(await told(reet, "assigned", "Alone")).toMatchObject({ record_id: alone, record_ids: [alone] })
})

test("owner and followers are told of a deal won, lost or written to by somebody else; who did it is not", async () => {
  const deal = await add(workspace, "deals", { title: "Followed", owner_id: reet.id })
  await workspace.post(`/api/v2/deals/${deal}/followers`, { user_id: ann.id })
  await add(reet, "notes", { content: "<p>News</p>", deal_id: deal })
  expect(await told(ann, "note", "Followed")).toMatchObject({ excerpt: "News" })
  await workspace.patch(`/api/v2/deals/${deal}`, { status: "won" })
  await Promise.all([told(reet, "won", "Followed"), told(ann, "won", "Followed")])
  await ann.patch(`/api/v2/deals/${deal}`, { status: "lost" })
  await told(reet, "lost", "Followed")
  const kinds = (all: NotificationAnswer[]) => all.filter(({ title }) => title === "Followed").map(({ kind }) => kind)
  expect(kinds(await toldOf(reet)).sort()).toEqual(["assigned", "lost", "won"])
  expect(kinds(await toldOf(ann)).sort()).toEqual(["note", "won"])
  expect(kinds(await toldOf(workspace))).toEqual([])
})

test("nobody is told of what they may not see", async () => {
  const hidden = await add(workspace, "deals", { title: "Hidden", visible_to: 1 })
  await add(workspace, "notes", { content: mention(reet.id), deal_id: hidden })
  const open = await add(workspace, "deals", { title: "After it" })
  await add(workspace, "notes", { content: mention(reet.id), deal_id: open })
  await told(reet, "mention", "After it")
  expect((await toldOf(reet)).map(({ title }) => title)).not.toContain("Hidden")
})

test("what was seen is counted no more: one by one, and all at once; others' are left alone", async () => {
  const kaja = await workspace.colleague("Kaja Kask")
  for (const title of ["One", "Two", "Three"]) await add(workspace, "deals", { title, owner_id: kaja.id })
  await eventually(async () => expect(await unseen(kaja)).toBe(3))
  const { entries } = await everyPage<NotificationAnswer>(kaja, "/api/v2/notifications", 2)
  expect(entries.map(({ title }) => title).sort()).toEqual(["One", "Three", "Two"])
  const [newest] = await toldOf(kaja)
  expect(await reet.post("/api/v2/notifications/seen", { ids: [newest?.id] })).toBeDefined()
  expect(await unseen(kaja)).toBe(3)
  expect(await kaja.post("/api/v2/notifications/seen", { ids: [newest?.id] })).toEqual({ unseen: 2 })
  expect((await toldOf(kaja)).map(({ seen }) => seen)).toEqual([true, false, false])
  expect(await kaja.post("/api/v2/notifications/seen", { all: true })).toEqual({ unseen: 0 })
  expect((await toldOf(kaja)).map(({ seen }) => seen)).toEqual([true, true, true])
})

test.each([{}, { all: false }, { ids: [] }, { ids: [1] }])("400: marking %j as seen", async (body) => {
  const answer = await workspace.call("POST", "/api/v2/notifications/seen", body)
  expect(answer.status).toBe(400)
  expect(Object.keys(answer.body.fields ?? {}).length).toBeGreaterThan(0)
})
