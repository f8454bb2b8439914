import { beforeAll, describe, expect, test } from "vitest"
import { idsOf } from "../support/pages.ts"
import { eventually } from "../support/stack.ts"
import { type Person as Caller, newWorkspace, type Workspace } from "../support/workspace.ts"

type Channel = { value: string; label: string; primary: boolean }
type Person = {
  id: number
  name: string
  first_name: string | null
  last_name: string | null
  org_id: number | null
  emails: Channel[]
  phones: Channel[]
  visible_to: number
  owner_id: number
}

let workspace: Workspace
let colleague: Caller & { id: number }
beforeAll(async () => {
  workspace = await newWorkspace()
  colleague = await workspace.colleague("Reet Regular")
})

test("a person has names, channels and an organization", async () => {
  const organization = await workspace.post("/api/v2/organizations", { name: "Mets & Co" })
  const person = await workspace.post<Person>("/api/v2/persons", {
    name: "Anna Maria Mets",
    org_id: organization.id,
    emails: [{ value: "a@mets.example" }, { value: "b@mets.example", label: "home", primary: true }],
    phones: [{ value: "+372 5555 1234" }],
  })
  expect(person).toMatchObject({ first_name: "Anna Maria", last_name: "Mets", org_id: organization.id })
  expect(person.emails).toEqual([
    { value: "a@mets.example", label: "work", primary: false },
    { value: "b@mets.example", label: "home", primary: true },
  ])
  expect(person.phones).toEqual([{ value: "+372 5555 1234", label: "work", primary: true }])
})

test("a change keeps what it does not name, and null clears the organization", async () => {
  const organization = await workspace.post("/api/v2/organizations", { name: "Mets & Co" })
  const { id } = await workspace.post("/api/v2/persons", {
    name: "Jaan",
    org_id: organization.id,
    emails: [{ value: "jaan@mets.example" }],
  })
  const renamed = await workspace.patch<Person>(`/api/v2/persons/${id}`, { name: "Jaan Jõgi" })
  expect(renamed).toMatchObject({ name: "Jaan Jõgi", last_name: "Jõgi", org_id: organization.id })
  expect(renamed.emails).toHaveLength(1)
  const freed = await workspace.patch<Person>(`/api/v2/persons/${id}`, { org_id: null, emails: [] })
  expect(freed).toMatchObject({ org_id: null, emails: [], name: "Jaan Jõgi" })
})

test("persons of an organization, and of a deal, are listed", async () => {
  const organization = await workspace.post("/api/v2/organizations", { name: "Mets & Co" })
  const here = await workspace.post("/api/v2/persons", { name: "Here", org_id: organization.id })
  const moved = await workspace.post("/api/v2/persons", { name: "Moved", org_id: organization.id })
  await workspace.patch(`/api/v2/persons/${moved.id}`, { org_id: null })
  expect(await idsOf(workspace, `/api/v2/persons?org_id=${organization.id}`)).toEqual([here.id])
  const deal = await workspace.post("/api/v2/deals", { title: "X", person_id: moved.id })
  expect(await idsOf(workspace, `/api/v2/persons?deal_id=${deal.id}`)).toEqual([moved.id])
  expect(await idsOf(workspace, "/api/v2/persons?deal_id=999999")).toEqual([])
})

test("a hidden deal does not tell whose it is", async () => {
  const person = await workspace.post("/api/v2/persons", { name: "Known" })
  const deal = await workspace.post("/api/v2/deals", { title: "Secret", person_id: person.id, visible_to: 1 })
  expect(await idsOf(colleague, `/api/v2/persons?deal_id=${deal.id}`)).toEqual([])
  expect(await idsOf(workspace, `/api/v2/persons?deal_id=${deal.id}`)).toEqual([person.id])
})

test("further fields are counted when they are asked for", async () => {
  const { id } = await workspace.post("/api/v2/persons", { name: "Busy" })
  const deal = async (status: string) => workspace.post("/api/v2/deals", { title: "X", person_id: id, status })
  await deal("open")
  await deal("won")
  await deal("lost")
  await workspace.post("/api/v2/notes", { content: "Hi", person_id: id })
  await workspace.post("/api/v2/activities", { subject: "A", person_id: id })
  const done = await workspace.post("/api/v2/activities", { subject: "B", person_id: id, done: true })
  const fields = [
    "open_deals_count",
    "won_deals_count",
    "lost_deals_count",
    "closed_deals_count",
    "notes_count",
    "activities_count",
    "done_activities_count",
    "undone_activities_count",
    "last_activity_id",
  ]
  const expected = {
    open_deals_count: 1,
    won_deals_count: 1,
    lost_deals_count: 1,
    closed_deals_count: 2,
    notes_count: 1,
    activities_count: 2,
    done_activities_count: 1,
    undone_activities_count: 1,
    last_activity_id: done.id,
  }
  const query = `include_fields=${fields.join()}`
  expect(await workspace.get(`/api/v2/persons/${id}?${query}`)).toMatchObject(expected)
  expect(await workspace.get(`/api/v2/persons?ids=${id}&${query}`)).toMatchObject([expected])
  expect(await workspace.get(`/api/v2/persons/${id}`)).not.toHaveProperty("notes_count")
})

test("the next activity follows what is planned", async () => {
  const { id } = await workspace.post("/api/v2/persons", { name: "Planned" })
  const next = async () =>
    (await workspace.get<{ next_activity_id: number | null }>(`/api/v2/persons/${id}?include_fields=next_activity_id`))
      .next_activity_id
  const late = await workspace.post("/api/v2/activities", { person_id: id, due_date: "2026-06-02" })
  await eventually(async () => expect(await next()).toBe(late.id))
  const early = await workspace.post("/api/v2/activities", { person_id: id, due_date: "2026-06-01" })
  await eventually(async () => expect(await next()).toBe(early.id))
  await workspace.patch(`/api/v2/activities/${early.id}`, { done: true })
  await eventually(async () => expect(await next()).toBe(late.id))
  await workspace.call("DELETE", `/api/v2/activities/${late.id}`)
  await eventually(async () => expect(await next()).toBeNull())
})

test("a new name is shown by the person's deals", async () => {
  const { id } = await workspace.post("/api/v2/persons", { name: "Old Name" })
  const deal = await workspace.post("/api/v2/deals", { title: "X", person_id: id })
  await workspace.patch(`/api/v2/persons/${id}`, { name: "New Name" })
  await eventually(async () => {
    expect(await workspace.get(`/api/v2/deals/${deal.id}/detail`)).toMatchObject({ person_name: "New Name" })
  })
})

test("a person for its owner alone is not there for others, but for admins", async () => {
  const mine = await colleague.post<Person>("/api/v2/persons", { name: "Private", visible_to: 1 })
  const hers = await workspace.post<Person>("/api/v2/persons", { name: "Hidden", visible_to: 1 })
  expect((await workspace.call("GET", `/api/v2/persons/${mine.id}`)).status).toBe(200)
  for (const [method, body] of [["GET"], ["PATCH", { name: "X" }], ["DELETE"]] as const) {
    expect((await colleague.call(method, `/api/v2/persons/${hers.id}`, body)).status).toBe(404)
  }
  const seen = await idsOf(colleague, "/api/v2/persons")
  expect([seen.includes(mine.id), seen.includes(hers.id)]).toEqual([true, false])
  const answer = await colleague.call("POST", "/api/v2/deals", { title: "X", person_id: hers.id })
  expect([answer.status, Object.keys(answer.body.fields ?? {})]).toEqual([400, ["person_id"]])
})

describe("400", () => {
  test.each([
    [{ name: "" }, "name"],
    [{ name: "   " }, "name"],
    [{ name: "x".repeat(256) }, "name"],
    [{ name: 5 }, "name"],
    [{ name: "X", owner_id: 999 }, "owner_id"],
    [{ name: "X", owner_id: "1" }, "owner_id"],
    [{ name: "X", org_id: 999_999 }, "org_id"],
    [{ name: "X", emails: [{ value: "" }] }, "emails.0.value"],
    [{ name: "X", emails: ["a@b.ee"] }, "emails.0"],
    [{ name: "X", emails: [{ value: "a", kind: "work" }] }, "emails.0.kind"],
    [{ name: "X", visible_to: 2 }, "visible_to"],
    [{ name: "X", label_ids: [99] }, "label_ids"],
    [{ name: "X", add_time: "yesterday" }, "add_time"],
  ])("%j names %s", async (body, field) => {
    const answer = await workspace.call("POST", "/api/v2/persons", body)
    expect([answer.status, Object.keys(answer.body.fields ?? {})]).toEqual([400, [field]])
  })
})
