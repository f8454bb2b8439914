import { beforeAll, describe, expect, test } from "vitest"
import { everyPage } from "../support/pages.ts"
import { eventually } from "../support/stack.ts"
import { newWorkspace, type Person, type Workspace } from "../support/workspace.ts"

type Activity = { id: number; subject: string; next_activity_id?: number | null; outcome: string | null }

let workspace: Workspace
let reet: Person & { id: number }
let deal: number

/** A week of two people, some of it done; subjects say the day and time. */
const WEEK = [
  { subject: "3 12:00", due_date: "2031-01-03", due_time: "12:00", owner: "reet", type: "meeting" },
  { subject: "1", due_date: "2031-01-01", owner: "fran" },
  { subject: "3 09:00", due_date: "2031-01-03", due_time: "09:00", owner: "fran", done: true },
  { subject: "3", due_date: "2031-01-03", owner: "fran", type: "task" },
  { subject: "5", due_date: "2031-01-05", owner: "fran" },
  { subject: "2", due_date: "2031-01-02", owner: "reet", done: true },
  { subject: "3 18:30", due_date: "2031-01-03", due_time: "18:30", owner: "fran" },
]

beforeAll(async () => {
  workspace = await newWorkspace()
  reet = await workspace.colleague("Reet Regular")
  deal = (await workspace.post("/api/v2/deals", { title: "Pumps" })).id
  for (const { owner, ...body } of WEEK) {
    const owner_id = owner === "reet" ? reet.id : 1
    await workspace.post("/api/v2/activities", { ...body, owner_id, deal_id: deal })
  }
})

const list = async (query: string, limit = 2) => {
  const { entries } = await everyPage<Activity>(workspace, `/api/v2/activities?${query}`, limit)
  return entries.map(({ subject }) => subject)
}

describe("between two days, by when they are due, page by page", () => {
  const days = "due_from=2031-01-02&due_to=2031-01-03"

  test.each([
    ["one person's, done or not", `${days}&owner_id=1`, ["3", "3 09:00", "3 18:30"]],
    ["what one person has to do", `${days}&owner_id=1&done=false`, ["3", "3 18:30"]],
    [
      "what one person has to do, backwards",
      "owner_id=1&done=false&due_to=2031-01-03&sort_direction=desc",
      ["3 18:30", "3", "1"],
    ],
    ["everyone's", days, ["2", "3", "3 09:00", "3 12:00", "3 18:30"]],
    ["everyone's that is to do", `${days}&done=false`, ["3", "3 12:00", "3 18:30"]],
    ["of some types", `${days}&type=meeting,task`, ["3", "3 12:00"]],
    ["from a day on", "due_from=2031-01-05", ["5"]],
  ])("%s", async (_, query, subjects) => {
    await eventually(async () => expect(await list(query)).toEqual(subjects))
  })

  test("what is planned for a deal", async () => {
    expect(await list(`deal_id=${deal}&done=false&sort_by=due_date`)).toEqual(["1", "3", "3 12:00", "3 18:30", "5"])
    expect(await list(`deal_id=${deal}&done=false&${days}`)).toEqual(["3", "3 12:00", "3 18:30"])
  })
})

test("one person's week costs what it shows", async () => {
  const answer = await workspace.call("GET", "/api/v2/activities?owner_id=1&due_from=2031-01-02&due_to=2031-01-03")
  expect(Number(/read=([\d.]+)/.exec(answer.headers.get("x-request-units") ?? "")?.[1])).toBeLessThanOrEqual(10)
})

test("what was marked done says what is planned next for its deal, or that nothing is", async () => {
  const other = (await workspace.post("/api/v2/deals", { title: "Valves" })).id
  const add = (due_date: string) => workspace.post("/api/v2/activities", { deal_id: other, due_date })
  const [first, second] = [await add("2031-02-01"), await add("2031-02-02")]
  const done = { done: true, outcome: "They want an offer" }
  const after = await workspace.patch<Activity>(`/api/v2/activities/${first.id}`, done)
  expect(after).toMatchObject({ outcome: "They want an offer", next_activity_id: second.id })
  expect(await workspace.patch(`/api/v2/activities/${second.id}`, { done: true })).toMatchObject({
    next_activity_id: null,
  })
  expect(await workspace.patch(`/api/v2/activities/${second.id}`, { subject: "Met" })).not.toHaveProperty(
    "next_activity_id",
  )
  expect(await workspace.patch(`/api/v2/activities/${first.id}`, { outcome: null })).toMatchObject({ outcome: null })
})

test.each([
  ["due_from=2031-1-1", "due_from"],
  ["due_to=tomorrow", "due_to"],
  ["type=party", "type"],
  ["owner_id=1&due_from=2031-01-01&cursor=nonsense", "cursor"],
])("400: %s names %s", async (query, field) => {
  const answer = await workspace.call("GET", `/api/v2/activities?${query}`)
  expect([answer.status, Object.keys(answer.body.fields ?? {})]).toEqual([400, [field]])
})
