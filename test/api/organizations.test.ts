import { beforeAll, expect, test } from "vitest"
import { idsOf } from "../support/pages.ts"
import { eventually } from "../support/stack.ts"
import { newWorkspace, type Workspace } from "../support/workspace.ts"

type Organization = { id: number; name: string; website: string | null; address: Record<string, unknown> | null }

let workspace: Workspace
beforeAll(async () => {
  workspace = await newWorkspace()
})

const PROFILE = {
  website: "https://mets.example",
  linkedin: "https://linkedin.example/mets",
  industry: 5,
  annual_revenue: 1_000_000,
  employee_count: 12,
}

test("an organization has a profile and an address with all of its parts", async () => {
  const address = { value: "Narva mnt 1, Tallinn", locality: "Tallinn" }
  const made = await workspace.post<Organization>("/api/v2/organizations", { name: "Mets", ...PROFILE, address })
  expect(made).toMatchObject(PROFILE)
  expect(made.address).toMatchObject({ ...address, route: null, country: null, postal_code: null })
})

test("null clears a part of the profile and keeps the others", async () => {
  const body = { name: "Mets", ...PROFILE, address: { value: "Narva mnt 1" } }
  const { id } = await workspace.post("/api/v2/organizations", body)
  const changed = await workspace.patch(`/api/v2/organizations/${id}`, { website: null, address: null, industry: null })
  const { website: _, industry: _i, ...kept } = PROFILE
  expect(changed).toMatchObject({ ...kept, website: null, address: null, industry: null })
  expect(await workspace.get(`/api/v2/organizations/${id}`)).toMatchObject({ ...kept, website: null, address: null })
})

test("a new name is shown by deals and persons, of which some are in the trash", async () => {
  const { id } = await workspace.post("/api/v2/organizations", { name: "Old & Co" })
  const deal = await workspace.post("/api/v2/deals", { title: "X", org_id: id })
  const person = await workspace.post("/api/v2/persons", { name: "Mari", org_id: id })
  await workspace.patch(`/api/v2/organizations/${id}`, { name: "New & Co" })
  await eventually(async () => {
    expect(await workspace.get(`/api/v2/deals/${deal.id}/detail`)).toMatchObject({ org_name: "New & Co" })
    const found = await workspace.get<{ items: { item: { id: number; organization: unknown } }[] }>(
      "/api/v2/persons/search?term=mari",
    )
    expect(found.items.find(({ item }) => item.id === person.id)?.item.organization).toMatchObject({ name: "New & Co" })
  })
})

test("a deal shows the name of the organization that it is given", async () => {
  const [first, second] = [
    await workspace.post("/api/v2/organizations", { name: "First" }),
    await workspace.post("/api/v2/organizations", { name: "Second" }),
  ]
  const deal = await workspace.post("/api/v2/deals", { title: "X", org_id: first.id })
  await workspace.patch(`/api/v2/deals/${deal.id}`, { org_id: second.id })
  expect(await workspace.get(`/api/v2/deals/${deal.id}/detail`)).toMatchObject({ org_name: "Second" })
  await workspace.patch(`/api/v2/deals/${deal.id}`, { org_id: null })
  expect(await workspace.get(`/api/v2/deals/${deal.id}/detail`)).toMatchObject({ org_id: null, org_name: null })
  expect(await idsOf(workspace, `/api/v2/deals?org_id=${second.id}`)).toEqual([])
})

test("further fields are counted when they are asked for", async () => {
  const { id } = await workspace.post("/api/v2/organizations", { name: "Busy" })
  await workspace.post("/api/v2/persons", { name: "A", org_id: id })
  await workspace.post("/api/v2/persons", { name: "B", org_id: id })
  await workspace.post("/api/v2/deals", { title: "X", org_id: id, status: "won" })
  await workspace.post("/api/v2/notes", { content: "Hi", org_id: id })
  const planned = await workspace.post("/api/v2/activities", { org_id: id, due_date: "2026-06-01" })
  const fields = "people_count,won_deals_count,open_deals_count,notes_count,activities_count,next_activity_id"
  await eventually(async () => {
    expect(await workspace.get(`/api/v2/organizations/${id}?include_fields=${fields}`)).toMatchObject({
      people_count: 2,
      won_deals_count: 1,
      open_deals_count: 0,
      notes_count: 1,
      activities_count: 1,
      next_activity_id: planned.id,
    })
  })
})

test("400: a further field that there is none of is refused", async () => {
  const answer = await workspace.call("GET", "/api/v2/organizations?include_fields=people_count,colour")
  expect([answer.status, Object.keys(answer.body.fields ?? {})]).toEqual([400, ["include_fields.1"]])
})

test.each([
  [{ name: "X", employee_count: -1 }, "employee_count"],
  [{ name: "X", annual_revenue: "much" }, "annual_revenue"],
  [{ name: "X", annual_revenue: 1.5 }, "annual_revenue"],
  [{ name: "X", address: "Narva mnt 1" }, "address"],
  [{ name: "X", address: { value: "x", planet: "Mars" } }, "address.planet"],
])("400: %j names %s", async (body, field) => {
  const answer = await workspace.call("POST", "/api/v2/organizations", body)
  expect([answer.status, Object.keys(answer.body.fields ?? {})]).toEqual([400, [field]])
})
