/** Activities that repeat: what is there of a series, and what changes go to one or to all that follow. */
import { beforeAll, expect, test } from "vitest"
import { addDays } from "../../shared/day.ts"
import { newWorkspace, type Workspace } from "../support/workspace.ts"

type Activity = {
  id: number
  subject: string
  due_date: string
  due_time: string | null
  done: boolean
  is_deleted: boolean
  rec_rule: string | null
  rec_master_activity_id: number | null
}

let workspace: Workspace
beforeAll(async () => {
  workspace = await newWorkspace()
})

const today = new Date().toISOString().slice(0, 10)
const from = addDays(today, 2)

async function begin(body: object) {
  const { id: deal } = await workspace.post("/api/v2/deals", { title: "Pumps" })
  const first = await workspace.post<Activity>("/api/v2/activities", { deal_id: deal, due_date: from, ...body })
  return { first, all: () => planned(deal) }
}

const planned = async (deal: number) => {
  const query = `deal_id=${deal}&done=false&sort_by=due_date&limit=100`
  return (await workspace.get<Activity[]>(`/api/v2/activities?${query}`)).filter((one) => !one.is_deleted)
}
const datesOf = (all: Activity[]) => all.map((one) => one.due_date)
const path = (one: Activity | undefined, scope = "this") => `/api/v2/activities/${one?.id}?scope=${scope}`

test("a rule makes what is near; one is done, changed and deleted alone", async () => {
  const { first, all } = await begin({ subject: "Call", rec_rule: "RRULE:FREQ=DAILY;COUNT=5" })
  expect(first).toMatchObject({ rec_rule: "RRULE:FREQ=DAILY;COUNT=5", rec_master_activity_id: null, due_date: from })
  const five = await all()
  expect(datesOf(five)).toEqual([0, 1, 2, 3, 4].map((days) => addDays(from, days)))
  expect(five[1]).toMatchObject({ subject: "Call", rec_master_activity_id: first.id, rec_rule: first.rec_rule })
  await workspace.patch(`/api/v2/activities/${five[0]?.id}`, { done: true })
  await workspace.patch(path(five[1]), { subject: "Meet" })
  await workspace.call("DELETE", path(five[2]))
  const left = await all()
  expect(left.map((one) => one.subject)).toEqual(["Meet", "Call", "Call"])
  const refused = await workspace.call("PATCH", path(left[0]), { rec_rule: "FREQ=WEEKLY" })
  expect(refused.status).toBe(400)
})

test("what follows is changed, moved with the rest of the count, and taken away", async () => {
  const { all } = await begin({ subject: "Call", due_time: "09:00", rec_rule: "FREQ=DAILY;COUNT=6" })
  const six = await all()
  await workspace.patch(path(six[3], "following"), { subject: "Visit" })
  expect((await all()).map((one) => one.subject)).toEqual(["Call", "Call", "Call", "Visit", "Visit", "Visit"])
  const moved = await workspace.patch<Activity>(path(six[4], "following"), { due_time: "10:30" })
  expect(moved).toMatchObject({ subject: "Visit", due_time: "10:30", rec_rule: "RRULE:FREQ=DAILY;COUNT=2" })
  const after = await all()
  expect(after.map((one) => one.due_time)).toEqual(["09:00", "09:00", "09:00", "09:00", "10:30", "10:30"])
  expect(datesOf(after)).toEqual(datesOf(six))
  await workspace.call("DELETE", path(after[1], "following"))
  expect(datesOf(await all())).toEqual([from, addDays(from, 4), addDays(from, 5)])
  await workspace.patch(path(moved, "following"), { rec_rule: null })
  const single = await all()
  expect(single.map((one) => one.rec_rule)).toEqual(["RRULE:FREQ=DAILY;COUNT=6", null])
})

test("an activity begins to repeat later, also under v1; a rule that is none is refused", async () => {
  const { first, all } = await begin({ subject: "Call" })
  const changed = await workspace.call<Activity>("PUT", `/api/v1/activities/${first.id}`, {
    rec_rule: "RRULE:FREQ=WEEKLY;COUNT=3",
    rec_rule_extension: `EXDATE:${addDays(from, 7).replaceAll("-", "")}`,
  })
  const series = [from, addDays(from, 14)].map((due_date) => ({ due_date, due_time: "" }))
  expect(changed.body.data).toMatchObject({ rec_rule: "RRULE:FREQ=WEEKLY;COUNT=3", series })
  const [, last] = await all()
  expect(last).toMatchObject({ due_date: addDays(from, 14), rec_master_activity_id: first.id })
  await workspace.patch(path(last), { due_date: addDays(from, 15), due_time: "10:30" })
  expect(await workspace.get(`/api/v1/activities/${last?.id}`)).toMatchObject({ series: [] })
  const moved = { due_date: addDays(from, 15), due_time: "10:30:00" }
  expect(await workspace.get(`/api/v1/activities/${first.id}`)).toMatchObject({ series: [series[0], moved] })
  await workspace.call("DELETE", path(last))
  expect(await workspace.get(`/api/v1/activities/${first.id}`)).toMatchObject({ series: [series[0]] })
  const refused = await workspace.call("POST", "/api/v2/activities", { rec_rule: "FREQ=SOMETIMES" })
  expect(refused.status).toBe(400)
  expect(refused.body).toMatchObject({ fields: { rec_rule: expect.any(String) } })
})
