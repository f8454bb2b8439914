import { beforeAll, expect, test } from "vitest"
import type { FlowItem } from "../../shared/api/flow.ts"
import { addFile } from "../support/files.ts"

import { everyPage } from "../support/pages.ts"
import { eventually } from "../support/stack.ts"
import { newWorkspace, type Person, type Workspace } from "../support/workspace.ts"

let workspace: Workspace
let reet: Person & { id: number }
beforeAll(async () => {
  workspace = await newWorkspace()
  reet = await workspace.colleague("Reet Regular")
})

type Made = { deal: number; person: number; organization: number }

/** A deal with a note, a file, an activity that is planned, one that is done, and a change, in the log. */
async function lived(): Promise<Made> {
  const make = async (path: string, body: object) => (await workspace.post(`/api/v2/${path}`, body)).id
  const organization = await make("organizations", { name: "Mets & Co" })
  const person = await make("persons", { name: "Mari", org_id: organization })
  const deal = await make("deals", { title: "Pumps", person_id: person, org_id: organization })
  const parents = { deal_id: deal, person_id: person, org_id: organization }
  await make("notes", { content: "<p>Hi</p>", ...parents })
  await addFile(workspace, parents)
  await make("activities", { subject: "Planned", due_date: "2030-01-01", ...parents })
  const called = await make("activities", { subject: "Called", due_date: "2020-01-01", ...parents })
  await workspace.patch(`/api/v2/activities/${called}`, { done: true })
  await workspace.patch(`/api/v2/deals/${deal}`, { value: 12.5, title: "Big pumps" })
  await workspace.patch(`/api/v2/persons/${person}`, { name: "Mari Mets" })
  await workspace.patch(`/api/v2/organizations/${organization}`, { website: "https://mets.example" })
  for (const [path, id] of [
    ["deals", deal],
    ["persons", person],
    ["organizations", organization],
  ])
    await eventually(async () => expect(await workspace.get(`/api/v2/${path}/${id}/changelog`)).not.toEqual([]))
  return { deal, person, organization }
}

const flowOf = (path: string, query = "") => workspace.get<FlowItem[]>(`/api/v2/${path}/flow${query}`)
const kinds = (items: FlowItem[]) => items.map(({ type }) => type).sort()

test.each(["deal", "person", "organization"] as const)(
  "what happened to a %s is one flow, the newest first",
  async (of) => {
    const made = await lived()
    const path = `${of}s/${made[of]}`
    const items = await flowOf(path)
    expect(kinds(items)).toEqual(["activity", "activity", "change", "file", "note"])
    const times = items.map(({ time }) => time)
    expect(times).toEqual(times.toSorted().reverse())
    const changes = items.flatMap((item) => (item.type === "change" ? item.data.fields : []))
    expect(changes.map(({ field_key }) => field_key)).toContain(
      { deal: "title", person: "name", organization: "website" }[of],
    )
    const done = items.find((item) => item.type === "activity" && item.data.done)
    expect(done?.type === "activity" && done.time).toBe(done?.type === "activity" && done.data.marked_as_done_time)
  },
)

test("a flow is read page by page without losing or repeating anything, all of it or some kinds", async () => {
  const { deal } = await lived()
  const add = (path: string, body: object) => workspace.post(`/api/v2/${path}`, { ...body, deal_id: deal })
  await Promise.all([
    ...["a", "b", "c", "d"].map((content) => add("notes", { content })),
    // planned in another order than they were added
    ...["09", "08", "07", "06"].map((day) => add("activities", { due_date: `2030-01-${day}` })),
  ])
  const paged = async (query: string) =>
    (await everyPage<FlowItem>(workspace, `/api/v2/deals/${deal}/flow${query}`, 3)).entries
  const whole = await flowOf(`deals/${deal}`, "?limit=100")
  expect(await paged("")).toEqual(whole)
  expect(whole).toHaveLength(13)
  const some = await flowOf(`deals/${deal}`, "?limit=100&items=note,activity")
  expect(new Set(kinds(some))).toEqual(new Set(["activity", "note"]))
  expect(await paged("?items=note,activity")).toEqual(some)
})

test("what is in the trash is not in the flow", async () => {
  const deal = (await workspace.post("/api/v2/deals", { title: "Pumps" })).id
  const note = (await workspace.post("/api/v2/notes", { content: "Hi", deal_id: deal })).id
  const file = await addFile(workspace, { deal_id: deal })
  expect(kinds(await flowOf(`deals/${deal}`))).toEqual(["file", "note"])
  await workspace.call("DELETE", `/api/v2/notes/${note}`)
  await workspace.call("DELETE", `/api/v2/files/${file.id}`)
  expect(await flowOf(`deals/${deal}`)).toEqual([])
})

test("a page of a flow costs what it shows, not what there is", async () => {
  const deal = (await workspace.post("/api/v2/deals", { title: "Long" })).id
  const note = { content: "x".repeat(500), deal_id: deal }
  await Promise.all(Array.from({ length: 40 }, () => workspace.post("/api/v2/notes", note)))
  const answer = await workspace.call("GET", `/api/v2/deals/${deal}/flow?limit=5`)
  const read = Number(/read=([\d.]+)/.exec(answer.headers.get("x-request-units") ?? "")?.[1])
  expect(read).toBeLessThanOrEqual(20)
})

test("404 and 400: the flow of a deal that somebody may not see, and what a flow does not take", async () => {
  const hidden = (await workspace.post("/api/v2/deals", { title: "Hidden", visible_to: 1 })).id
  expect((await reet.call("GET", `/api/v2/deals/${hidden}/flow`)).status).toBe(404)
  for (const [query, field] of [
    ["items=mail", "items.0"],
    ["limit=101", "limit"],
    ["cursor=nonsense", "cursor"],
  ]) {
    const answer = await workspace.call("GET", `/api/v2/deals/${hidden}/flow?${query}`)
    expect([answer.status, Object.keys(answer.body.fields ?? {})]).toEqual([400, [field]])
  }
})

test("the pages of a person and an organization: their detail and their deals, open ones first", async () => {
  const { deal, person, organization } = await lived()
  const won = (await workspace.post("/api/v2/deals", { title: "Won", person_id: person, org_id: organization })).id
  await workspace.patch(`/api/v2/deals/${won}`, { status: "won" })
  await workspace.post("/api/v2/deals", { title: "Hidden", person_id: person, org_id: organization, visible_to: 1 })
  const hers = await reet.get<{ id: number }[]>(`/api/v2/persons/${person}/deals`)
  expect(hers.map(({ id }) => id)).toEqual([deal, won])
  const [open, hidden] = await workspace.get<{ id: number; status: string }[]>(
    `/api/v2/organizations/${organization}/deals`,
  )
  expect([open?.status, hidden?.id]).toEqual(["open", deal])
  await eventually(async () =>
    expect(await workspace.get(`/api/v2/persons/${person}/detail`)).toMatchObject({
      name: "Mari Mets",
      org_name: "Mets & Co",
      next_activity: { subject: "Planned", due_date: "2030-01-01" },
      followers: [],
    }),
  )
  expect(await workspace.get(`/api/v2/organizations/${organization}/detail`)).toMatchObject({
    name: "Mets & Co",
    website: "https://mets.example",
  })
})
