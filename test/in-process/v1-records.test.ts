/** What live clients still call of v1's deals, persons, organizations and activities, and what v1 does its own way. */
import { beforeAll, expect, test } from "vitest"
import { newWorkspace } from "../support/in-process-workspace.ts"
import { eventually } from "../support/stack.ts"
import type { Person, Workspace } from "../support/workspace.ts"

type V1 = Record<string, unknown> & { id: number }

let workspace: Workspace
let regular: Person & { id: number }
beforeAll(async () => {
  workspace = await newWorkspace()
  regular = await workspace.colleague("Reet Regular")
})

const v1 = async <T = V1>(method: string, path: string, body?: unknown, who: Person = workspace) => {
  const answer = await who.call<T>(method, `/v1${path}`, body)
  return { ...answer, data: answer.body.data, more: JSON.parse(JSON.stringify(answer.body)) }
}
const add = async (path: string, body: object) => (await v1("POST", path, body)).data.id

test("a deal with its person and organization inside, texts for numbers, custom fields flat", async () => {
  const field = await workspace.post<{ field_code: string }>("/api/v2/dealFields", {
    field_name: "Budget",
    field_type: "monetary",
  })
  const org_id = await add("/organizations", { name: "Saeveski OÜ", address: "Tartu mnt 5", visible_to: "3" })
  const person_id = await add("/persons", {
    name: "Sirje Saar",
    org_id,
    email: "sirje@test.example",
    phone: ["+372 5550001"],
  })
  const made = await v1("POST", "/deals", {
    title: "Boards",
    value: "1250.50",
    currency: "EUR",
    person_id: String(person_id),
    org_id,
    visible_to: "3",
    add_time: "2026-01-31 09:00:00",
    expected_close_date: "2026-12-01",
    [field.field_code]: "300",
    [`${field.field_code}_currency`]: "EUR",
    no_such_field: 1,
  })
  expect(made.status).toBe(201)
  expect(made.data).toMatchObject({
    value: 1250.5,
    formatted_value: "€1,250.50",
    person_id: { name: "Sirje Saar", value: person_id, email: [{ value: "sirje@test.example", primary: true }] },
    org_id: { name: "Saeveski OÜ", value: org_id, people_count: 1, address: "Tartu mnt 5" },
    user_id: { id: 1, value: 1, name: "Fran Founder" },
    add_time: "2026-01-31 09:00:00",
    active: true,
    deleted: false,
    visible_to: "3",
    label: null,
    person_name: "Sirje Saar",
    [field.field_code]: 300,
    [`${field.field_code}_currency`]: "EUR",
  })
  const { id } = made.data
  await v1("POST", "/activities", {
    subject: "Ring",
    type: "call",
    deal_id: id,
    due_date: "2026-12-02",
    due_time: "09:30",
  })
  await eventually(async () =>
    expect((await v1("GET", `/deals/${id}`)).data).toMatchObject({
      next_activity_date: "2026-12-02",
      next_activity_time: "09:30:00",
      next_activity_subject: "Ring",
      undone_activities_count: 1,
      participants_count: 1,
    }),
  )
  const changed = await v1("PUT", `/deals/${id}`, { status: "won", won_time: "2026-02-01 10:00:00", person_id: null })
  expect(changed.data).toMatchObject({ status: "won", won_time: "2026-02-01 10:00:00", active: false, person_id: null })
  expect((await v1("GET", `/deals/${id}:(id,title)`)).data).toEqual({ id, title: "Boards" })
  expect((await v1("GET", `/deals/${id}`)).more.related_objects.organization[String(org_id)].name).toBe("Saeveski OÜ")
  expect(await workspace.get(`/api/v2/deals/${id}`)).toMatchObject({ value: 1250.5, status: "won", person_id: null })
  expect((await v1("PUT", `/deals/${id}`, { value: "much" })).status).toBe(400)
  expect((await v1("DELETE", `/deals/${id}`)).data).toEqual({ id })
  expect((await v1<V1[]>("GET", "/deals?status=deleted")).data.map((deal) => [deal.id, deal["status"]])).toEqual([
    [id, "deleted"],
  ])
})

test("lists begin where they are asked to, in the order of any fields", async () => {
  const own = await newWorkspace()
  const list = async (query: string) =>
    (await v1<V1[]>("GET", `/deals?${query}`, undefined, own)).data.map((deal) => deal["title"])
  for (const [title, value] of [
    ["Beech", 20],
    ["Alder", 30],
    ["Cedar", 20],
    ["Fir", 10],
  ] as const) {
    await own.post("/api/v2/deals", { title, value })
  }
  await own.post("/api/v2/deals", { title: "Oak", is_archived: true })
  expect(await list("limit=3")).toEqual(["Beech", "Alder", "Cedar"])
  await eventually(async () => {
    expect(await list("sort=value DESC, title ASC")).toEqual(["Alder", "Beech", "Cedar", "Fir"])
    expect(await list("start=2&limit=1")).toEqual(["Cedar"])
    expect(await list("status=won")).toEqual([])
  })
  const { more } = await v1("GET", "/deals?start=1&limit=2&sort=title", undefined, own)
  expect(more.additional_data.pagination).toEqual({ start: 1, limit: 2, more_items_in_collection: true, next_start: 3 })
  expect((await v1("GET", "/deals?sort=nothing", undefined, own)).body.fields).toHaveProperty("sort")
  expect((await v1<V1[]>("GET", "/deals/archived", undefined, own)).data).toMatchObject([
    { title: "Oak", is_archived: true },
  ])
  for (const name of ["Zoe Zed", "Ann Aa"]) await own.post("/api/v2/persons", { name })
  await eventually(async () => {
    const { data } = await v1<V1[]>("GET", "/persons:(name)?sort=name", undefined, own)
    expect(data).toEqual([{ name: "Ann Aa" }, { name: "Zoe Zed" }])
  })
  expect((await v1<V1[]>("GET", "/persons?first_char=z", undefined, own)).data).toMatchObject([{ name: "Zoe Zed" }])
})

test("a colleague's hidden deal is nowhere, and is not merged, followed or joined", async () => {
  const id = await add("/deals", { title: "Secret boards", visible_to: "1" })
  const open = (await regular.post<V1>("/v1/deals", { title: "Open boards" })).id
  const person_id = await add("/persons", { name: "Hidden Hannes", visible_to: 1 })
  for (const path of ["", "/flow", "/changelog", "/participants", "/followers", "/files", "/permittedUsers"]) {
    expect((await v1("GET", `/deals/${id}${path}`, undefined, regular)).status, path).toBe(404)
  }
  expect((await v1("PUT", `/deals/${id}/merge`, { merge_with_id: open }, regular)).status).toBe(404)
  expect((await v1("PUT", `/deals/${open}/merge`, { merge_with_id: id }, regular)).body.fields).toHaveProperty(
    "merge_with_id",
  )
  expect((await v1("POST", `/deals/${open}/participants`, { person_id }, regular)).body.fields).toHaveProperty(
    "person_id",
  )
  const listed = await v1<V1[]>("GET", "/deals?limit=500", undefined, regular)
  expect(listed.data.map((deal) => deal.id)).not.toContain(id)
  const recent = await v1<{ id: number; item: string }[]>(
    "GET",
    "/recents?since_timestamp=2026-01-01%2000:00:00&items=deal,person&limit=500",
    undefined,
    regular,
  )
  const named = recent.data.map((one) => `${one.item} ${one.id}`)
  expect([named.includes(`deal ${open}`), named.includes(`deal ${id}`), named.includes(`person ${person_id}`)]).toEqual(
    [true, false, false],
  )
  expect((await v1("GET", `/deals/${id}/permittedUsers`)).data).toEqual([1])
})

test("what hangs on a person that is merged follows, and both are told of it", async () => {
  const [kept, lost] = [
    await add("/persons", { name: "Kadri Kask" }),
    await add("/persons", { name: "K. Kask", email: "kadri@test.example" }),
  ]
  const deal = await add("/deals", { title: "Kask's boards", person_id: lost })
  const shared = await add("/deals", { title: "Shared boards", person_id: kept })
  await workspace.post(`/v1/deals/${shared}/participants`, { person_id: lost })
  const other = await add("/deals", { title: "Other boards" })
  await workspace.post(`/v1/deals/${other}/participants`, { person_id: lost })
  const activity = await add("/activities", { subject: "Ring", person_id: lost })
  await workspace.post("/api/v2/notes", { content: "Kind", person_id: lost })
  const merged = await v1("PUT", `/persons/${lost}/merge`, { merge_with_id: String(kept) })
  expect(merged.data).toMatchObject({
    id: kept,
    merge_what_id: lost,
    notes_count: 1,
    activities_count: 1,
    open_deals_count: 2,
  })
  expect(merged.data).toMatchObject({ participant_open_deals_count: 1, email: [{ value: "kadri@test.example" }] })
  expect((await v1("GET", `/deals/${deal}`)).data).toMatchObject({
    person_id: { value: kept },
    person_name: "Kadri Kask",
  })
  expect((await v1("GET", `/deals/${shared}`)).data).toMatchObject({ participants_count: 1 })
  expect((await v1("GET", `/activities/${activity}`)).data).toMatchObject({
    person_id: kept,
    participants: [{ person_id: kept }],
  })
  const people = await v1<V1[]>("GET", `/deals/${other}/participants`)
  expect(people.data).toMatchObject([{ person_id: { value: kept } }])
  expect((await v1("GET", `/persons/${lost}`)).data).toMatchObject({ active_flag: false })
  expect((await v1("PUT", `/persons/${lost}/merge`, { merge_with_id: kept })).status).toBe(404)
  expect((await v1("PUT", `/persons/${kept}/merge`, { merge_with_id: kept })).status).toBe(400)
})

test("activities are one's own unless said, and several go at once", async () => {
  const mine = await add("/activities", { subject: "Mine", due_date: "2026-03-01", done: "1", duration: "00:30" })
  const theirs = await add("/activities", { subject: "Theirs", user_id: regular.id, due_date: "2026-03-02" })
  const list = async (query: string) =>
    (await v1<V1[]>("GET", `/activities?${query}`)).data.map((one) => one["subject"])
  await eventually(async () => {
    expect(await list("start_date=2026-03-01&end_date=2026-03-31")).toEqual(["Mine"])
    expect(await list("start_date=2026-03-01&end_date=2026-03-31&user_id=0&sort=due_date DESC")).toEqual([
      "Theirs",
      "Mine",
    ])
    expect(await list("start_date=2026-03-01&end_date=2026-03-31&user_id=0&done=0")).toEqual(["Theirs"])
  })
  expect((await v1("GET", `/activities/${mine}`)).data).toMatchObject({ done: true, duration: "00:30", due_time: "" })
  expect((await v1("DELETE", `/activities?ids=${mine},${theirs},999999`)).data).toEqual({ id: [mine, theirs] })
  expect((await v1("DELETE", "/activities?ids=999999")).status).toBe(404)
})

test("pipelines, stages and search of old, and changes since a time in pages", async () => {
  const pipeline_id = await add("/pipelines", { name: "Wood", deal_probability: 1 })
  const stage_id = await add("/stages", { name: "Cut", pipeline_id, rotten_flag: 1, rotten_days: 3 })
  expect((await v1("PUT", `/stages/${stage_id}`, { deal_probability: "40" })).data).toMatchObject({
    deal_probability: 40,
    pipeline_name: "Wood",
    rotten_flag: true,
    rotten_days: 3,
  })
  const id = await add("/deals", { title: "Plywood sheets", stage_id, value: 100 })
  expect((await v1("GET", `/deals/${id}`)).data).toMatchObject({ pipeline_id, weighted_value: 40 })
  await eventually(async () => {
    const { data, more } = await v1<{ items: { item: { id: number } }[] }>("GET", "/deals/search?term=plywood")
    expect(data.items.map(({ item }) => item.id)).toEqual([id])
    expect(more.additional_data.pagination.more_items_in_collection).toBe(false)
  })
  const org_id = await add("/organizations", { name: "Vineer" })
  const theirs = await add("/deals", { title: "Panels", org_id })
  await eventually(async () => {
    const { data } = await v1<Record<string, { item: { id: number } }[]>>(
      "GET",
      "/itemSearch?term=vineer&search_for_related_items=1",
    )
    expect(data["items"]?.map(({ item }) => item.id)).toEqual([org_id])
    expect(data["related_items"]?.map(({ item }) => item.id)).toEqual([theirs])
  })
  const summary = await v1("GET", `/pipelines/${pipeline_id}/deals?get_summary=1`)
  expect(summary.more.additional_data.deals_summary.per_stages[String(stage_id)]).toMatchObject({
    USD: { count: 1, value: 100 },
  })
  expect((await v1("DELETE", `/stages/${stage_id}`)).status).toBe(409)
  expect((await v1("POST", "/pipelines", { name: "No" }, regular)).status).toBe(403)
  const first = await v1("GET", "/recents?since_timestamp=2026-01-01%2000:00:00&limit=2")
  expect(first.more.additional_data).toMatchObject({
    since_timestamp: "2026-01-01 00:00:00",
    pagination: { next_start: 2 },
  })
  const gone = await v1("GET", `/deals/${id}/nothing`)
  expect([gone.status, (await v1("PATCH", `/deals/${id}`, {})).status]).toEqual([404, 405])
})
