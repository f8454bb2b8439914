import { beforeAll, describe, expect, test } from "vitest"
import { everyPage, idsOf } from "../support/pages.ts"
import { eventually } from "../support/stack.ts"
import { newWorkspace, type Workspace } from "../support/workspace.ts"

type Activity = {
  id: number
  subject: string
  type: string
  due_date: string
  due_time: string | null
  done: boolean
  marked_as_done_time: string | null
  person_id: number | null
  participants: { person_id: number; primary: boolean }[]
}
type Detail = { next_activity: { id: number; due_date: string; subject: string } | null }

let workspace: Workspace
beforeAll(async () => {
  workspace = await newWorkspace()
})

const add = (body: object) => workspace.post<Activity>("/api/v2/activities", body)

test("an activity without a word is a call today", async () => {
  const activity = await add({})
  const today = new Date().toISOString().slice(0, 10)
  expect(activity).toMatchObject({ subject: "Call", type: "call", done: false, due_time: null, busy: false })
  expect(Math.abs(Date.parse(activity.due_date) - Date.parse(today))).toBeLessThanOrEqual(86_400_000)
})

test("times lose their seconds", async () => {
  const activity = await add({ due_date: "2026-06-01", due_time: "9:05:30", duration: "01:30" })
  expect(activity).toMatchObject({ due_time: "09:05", duration: "01:30" })
})

test("done is remembered with its time, and taken back", async () => {
  const { id } = await add({ subject: "Do it" })
  const done = await workspace.patch<Activity>(`/api/v2/activities/${id}`, { done: true })
  expect(done.marked_as_done_time).not.toBeNull()
  const again = await workspace.patch<Activity>(`/api/v2/activities/${id}`, { subject: "Did it" })
  expect(again).toMatchObject({ done: true, marked_as_done_time: done.marked_as_done_time })
  const open = await workspace.patch<Activity>(`/api/v2/activities/${id}`, { done: false })
  expect(open).toMatchObject({ done: false, marked_as_done_time: null })
})

test("the primary participant is the activity's person", async () => {
  const [a, b] = [
    await workspace.post("/api/v2/persons", { name: "A" }),
    await workspace.post("/api/v2/persons", { name: "B" }),
  ]
  const activity = await add({ participants: [{ person_id: a.id }, { person_id: b.id, primary: true }] })
  expect(activity).toMatchObject({
    person_id: b.id,
    participants: [
      { person_id: a.id, primary: false },
      { person_id: b.id, primary: true },
    ],
  })
  const cleared = await workspace.patch<Activity>(`/api/v2/activities/${activity.id}`, { participants: [] })
  expect(cleared).toMatchObject({ person_id: null, participants: [] })
})

test("the agenda of a person is by day, then time, whole days first, and is paged", async () => {
  const fresh = await newWorkspace()
  const at = async (due_date: string, due_time?: string, done = false) =>
    (await fresh.post("/api/v2/activities", { due_date, done, ...(due_time && { due_time }) })).id
  const third = await at("2026-06-01", "14:00")
  const fourth = await at("2026-06-02")
  const second = await at("2026-06-01", "09:30")
  const first = await at("2026-06-01")
  const done = await at("2026-06-01", "10:00", true)
  const path = "/api/v2/activities?owner_id=1&sort_by=due_date"
  const { entries, pages } = await everyPage<Activity>(fresh, `${path}&done=false`, 2)
  expect([entries.map(({ id }) => id), pages]).toEqual([[first, second, third, fourth], expect.any(Number)])
  expect(await idsOf(fresh, `${path}&done=false&sort_direction=desc`)).toEqual([fourth, third, second, first])
  expect(await idsOf(fresh, `${path}&done=true`)).toEqual([done])
})

describe("a deal's next activity", () => {
  const detail = (id: number) => workspace.get<Detail>(`/api/v2/deals/${id}/detail`)

  test("is the first that is open, through changes, ends and moves", async () => {
    const deal = await workspace.post("/api/v2/deals", { title: "Planned" })
    const other = await workspace.post("/api/v2/deals", { title: "Other" })
    const late = await add({ subject: "Late", deal_id: deal.id, due_date: "2026-06-10" })
    const soon = await add({ subject: "Soon", deal_id: deal.id, due_date: "2026-06-05", due_time: "10:00" })
    await eventually(async () => expect((await detail(deal.id)).next_activity).toMatchObject({ id: soon.id }))
    await workspace.patch(`/api/v2/activities/${late.id}`, { due_date: "2026-06-01" })
    await eventually(async () => {
      expect((await detail(deal.id)).next_activity).toMatchObject({ id: late.id, due_date: "2026-06-01" })
    })
    await workspace.patch(`/api/v2/activities/${late.id}`, { deal_id: other.id, subject: "Elsewhere" })
    await eventually(async () => {
      expect((await detail(deal.id)).next_activity).toMatchObject({ id: soon.id })
      expect((await detail(other.id)).next_activity).toMatchObject({ id: late.id, subject: "Elsewhere" })
    })
    await workspace.patch(`/api/v2/activities/${soon.id}`, { done: true })
    await eventually(async () => expect((await detail(deal.id)).next_activity).toBeNull())
  })

  test("is right when the deal is back from the trash", async () => {
    const deal = await workspace.post("/api/v2/deals", { title: "Back" })
    const first = await add({ deal_id: deal.id, due_date: "2026-06-01" })
    await eventually(async () => expect((await detail(deal.id)).next_activity).toMatchObject({ id: first.id }))
    await workspace.call("DELETE", `/api/v2/deals/${deal.id}`)
    await workspace.patch(`/api/v2/activities/${first.id}`, { done: true })
    await workspace.patch(`/api/v2/deals/${deal.id}`, { is_deleted: false })
    await eventually(async () => expect((await detail(deal.id)).next_activity).toBeNull())
  })
})

test.each([
  [{ type: "dance" }, "type"],
  [{ due_date: "2026-02-30" }, "due_date"],
  [{ due_time: "25:00" }, "due_time"],
  [{ duration: "1h" }, "duration"],
  [{ done: 1 }, "done"],
  [{ deal_id: 999_999 }, "deal_id"],
  [{ owner_id: 999 }, "owner_id"],
  [{ participants: [{ person_id: 999_999 }] }, "participants"],
  [{ participants: [{ id: 1 }] }, "participants.0.person_id"],
])("400: %j names %s", async (body, field) => {
  const answer = await workspace.call("POST", "/api/v2/activities", body)
  expect(answer.status).toBe(400)
  expect(Object.keys(answer.body.fields ?? {})).toContain(field)
})

test("activities begin with templates and end with an outcome of their type", async () => {
  const types = await workspace.get<{ key: string; outcomes: string[] }[]>("/api/v2/activities/types")
  expect(types.find(({ key }) => key === "call")?.outcomes).toContain("No answer")
  const visit = await workspace.post<{ id: number; key: string }>("/api/v2/activities/types", {
    name: "Site visit",
    outcomes: ["Seen", "Nobody there", "Seen"],
  })
  expect(visit).toMatchObject({ key: "site_visit", icon_key: "task", outcomes: ["Seen", "Nobody there"] })
  const template = await workspace.post<{ id: string }>("/api/v2/activities/templates", {
    name: "Look at the site",
    type: visit.key,
    subject: "Visit",
    duration: "01:30",
    due_in_days: 3,
  })
  const at = `/api/v2/activities/templates/${template.id}`
  expect(await workspace.patch(at, { due_time: "09:00", duration: null })).toMatchObject({
    subject: "Visit",
    due_in_days: 3,
    due_time: "09:00",
    duration: null,
  })
  for (const [body, field] of [
    [{ type: "none" }, "type"],
    [{ due_in_days: 400 }, "due_in_days"],
    [{ due_time: "25:00" }, "due_time"],
  ] as const) {
    const refused = await workspace.call("PATCH", at, body)
    expect([refused.status, Object.keys(refused.body.fields ?? {})]).toEqual([400, [field]])
  }
  const setup = await workspace.get<{ activity_types: { key: string; outcomes: string[] }[] }>("/api/v2/setup")
  expect(setup.activity_types.at(-1)).toMatchObject({ key: visit.key, outcomes: ["Seen", "Nobody there"] })
  const done = await workspace.post("/api/v2/activities", { type: visit.key, done: true, outcome: "Seen" })
  expect(done).toMatchObject({ type: visit.key, outcome: "Seen" })
  expect((await workspace.call("DELETE", `/api/v2/activities/types/${visit.id}`)).status).toBe(200)
  expect((await workspace.call("DELETE", at)).status).toBe(200)
  expect(await workspace.get("/api/v2/activities/templates")).toEqual([])
})
