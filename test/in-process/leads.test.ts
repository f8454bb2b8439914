import { beforeAll, expect, test } from "vitest"
import type { LeadAnswer } from "../../shared/api/leads.ts"
import { newWorkspace } from "../support/in-process-workspace.ts"
import { eventually } from "../support/stack.ts"
import type { Workspace } from "../support/workspace.ts"

let workspace: Workspace
let person: number

beforeAll(async () => {
  workspace = await newWorkspace()
  person = (await workspace.post("/api/v2/persons", { name: "Maija Mets", emails: [{ value: "m@test.example" }] })).id
})

const addLead = (body: object) => workspace.post<LeadAnswer>("/v1/leads", { person_id: person, ...body })

test("a lead is added, labelled, changed, archived and listed", async () => {
  const labels = await workspace.get<{ id: string; name: string }[]>("/v1/leadLabels")
  expect(labels.map((label) => label.name)).toEqual(["Hot", "Warm", "Cold"])
  const hot = labels[0]?.id ?? ""
  const lead = await addLead({ title: "Pumps", value: { amount: 999, currency: "USD" }, label_ids: [hot] })
  expect(lead).toMatchObject({
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    label_ids: [hot],
    origin: "API",
    source_name: "API",
    value: { amount: 999, currency: "USD" },
    visible_to: "3",
    is_archived: false,
  })
  const patched = await workspace.patch<LeadAnswer>(`/v1/leads/${lead.id}`, { value: null, was_seen: true })
  expect(patched).toMatchObject({ value: null, was_seen: true, label_ids: [hot] })
  const orphan = await workspace.call("PATCH", `/v1/leads/${lead.id}`, { person_id: null })
  expect([orphan.status, Object.keys(orphan.body.fields ?? {})]).toEqual([400, ["person_id"]])
  await workspace.call("DELETE", `/v1/leadLabels/${hot}`)
  await addLead({ title: "Anchors" })
  await addLead({ title: "Zips" })
  const titles = async (query: string) =>
    (await workspace.get<LeadAnswer[]>(`/v1/leads${query}`)).map((one) => one.title)
  expect(await titles(`?person_id=${person}`)).toEqual(["Pumps", "Anchors", "Zips"])
  await eventually(async () => expect(await titles("?sort=title DESC&start=1&limit=1")).toEqual(["Pumps"]))
  expect((await workspace.call("GET", "/v1/leads?sort=label_ids ASC")).body.fields).toHaveProperty("sort")
  const put = await workspace.call<LeadAnswer>("PUT", `/v1/leads/${lead.id}`, { is_archived: 1 })
  expect(put.body.data).toMatchObject({ is_archived: true, label_ids: [] })
  expect(await titles("")).toEqual(["Anchors", "Zips"])
  expect(await titles("/archived")).toEqual(["Pumps"])
  await eventually(async () => {
    const found = await workspace.get<{ items: unknown[] }>(`/api/v2/leads/search?term=anchors&person_id=${person}`)
    expect(found.items).toMatchObject([
      { item: { type: "lead", title: "Anchors", emails: ["m@test.example"], person: { name: "Maija Mets" } } },
    ])
  })
})

test("custom fields of leads are those of deals", async () => {
  const { field_code: key } = await workspace.post<{ field_code: string }>("/api/v2/dealFields", {
    field_name: "Tier",
    field_type: "set",
    options: [{ label: "Gold" }, { label: "Tin" }],
  })
  const lead = await addLead({ title: "Custom", [key]: "1,2" })
  expect(lead[key]).toBe("1,2")
  const wrong = await workspace.call("PATCH", `/v1/leads/${lead.id}`, { [key]: "7" })
  expect([wrong.status, Object.keys(wrong.body.fields ?? {})]).toEqual([400, [`custom_fields.${key}`]])
})

test("a lead becomes a deal with what hangs on it, and a deal a lead again", async () => {
  const lead = await addLead({
    title: "Big",
    value: { amount: 50, currency: "EUR" },
    expected_close_date: "2026-07-01",
  })
  await workspace.post("/api/v2/notes", { content: "Calls a lot", lead_id: lead.id })
  await workspace.post("/api/v2/activities", { subject: "Ring", due_date: "2026-06-01", lead_id: lead.id })
  await eventually(async () => {
    expect((await workspace.get<LeadAnswer>(`/v1/leads/${lead.id}`)).next_activity_id).not.toBeNull()
  })
  type Status = { status: string; deal_id?: number; lead_id?: string }
  const converted = async (path: string, to: string, body: object) => {
    const { conversion_id } = await workspace.post<{ conversion_id: string }>(`${path}/convert/${to}`, body)
    return eventually(async () => {
      const status = await workspace.get<Status>(`${path}/convert/status/${conversion_id}`)
      expect(status).toMatchObject({ status: "completed", conversion_id })
      return status
    })
  }
  const { deal_id } = await converted(`/api/v2/leads/${lead.id}`, "deal", { stage_id: 2 })
  const deal = await workspace.get(`/api/v2/deals/${deal_id}?include_fields=source_lead_id,notes_count`)
  expect(deal).toMatchObject({
    title: "Big",
    value: 50,
    currency: "EUR",
    stage_id: 2,
    person_id: person,
    expected_close_date: "2026-07-01",
    source_lead_id: lead.id,
    notes_count: 1,
  })
  expect(await workspace.get(`/api/v2/activities?deal_id=${deal_id}`)).toMatchObject([
    { subject: "Ring", lead_id: null },
  ])
  expect((await workspace.call("POST", `/api/v2/leads/${lead.id}/convert/deal`, {})).status).toBe(404)
  const back = await converted(`/api/v2/deals/${deal_id}`, "lead", {})
  expect(await workspace.get(`/v1/leads/${back.lead_id}`)).toMatchObject({
    title: "Big",
    source_name: "Deal",
    value: { amount: 50, currency: "EUR" },
  })
  expect(await workspace.get(`/api/v2/notes?lead_id=${back.lead_id}`)).toMatchObject([{ deal_id: null }])
  const alone = await workspace.post("/api/v2/deals", { title: "Of nobody" })
  expect((await workspace.call("POST", `/api/v2/deals/${alone.id}/convert/lead`)).status).toBe(400)
})

test("a lead that only its owner sees is 404 to others, in the list, in search and for conversion", async () => {
  const regular = await workspace.colleague("Reet Regular")
  const hidden = await addLead({ title: "Quiet", visible_to: "1" })
  expect((await regular.call("GET", `/v1/leads/${hidden.id}`)).status).toBe(404)
  expect((await regular.call("POST", `/api/v2/leads/${hidden.id}/convert/deal`, {})).status).toBe(404)
  expect((await regular.get<LeadAnswer[]>("/v1/leads")).map((lead) => lead.title)).not.toContain("Quiet")
  expect(await workspace.get(`/v1/leads/${hidden.id}/permittedUsers`)).toEqual([1])
})
