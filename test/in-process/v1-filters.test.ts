import { beforeAll, expect, test } from "vitest"
import { newWorkspace } from "../support/in-process-workspace.ts"
import type { Workspace } from "../support/workspace.ts"

type V1Field = { id: number; key: string }
type Group = { conditions: { field_id: string; field_code?: string; operator: string; value: unknown }[] }
type Filter = {
  id: number
  name: string
  type: string
  visible_to: string
  is_editable: boolean
  conditions: { conditions: Group[] }
}

let workspace: Workspace
let other: Awaited<ReturnType<Workspace["colleague"]>>
const ids: Record<string, number> = {}

beforeAll(async () => {
  workspace = await newWorkspace()
  other = await workspace.colleague("Ott Other")
  for (const of of ["deal", "person", "organization", "activity"]) {
    const fields = await workspace.get<V1Field[]>(`/v1/${of}Fields?limit=500`)
    for (const { id, key } of fields) ids[`${of}.${key}`] = id
  }
  const { id: org_id } = await workspace.post("/api/v2/organizations", {
    name: "Narva Mets",
    address: { value: "Narva mnt 1, Tallinn", locality: "Tallinn" },
  })
  await workspace.post("/api/v2/organizations", {
    name: "Jõgi",
    address: { value: "Turu 2, Tartu", locality: "Tartu" },
  })
  const { id: person_id } = await workspace.post("/api/v2/persons", {
    name: "Maija Mets",
    emails: [{ value: "old@mets.example" }, { value: "maija@narva.example" }],
  })
  await workspace.post("/api/v2/persons", { name: "Juku Jõgi" })
  const { id: deal_id } = await workspace.post("/api/v2/deals", { title: "Pumps", value: 500, person_id, org_id })
  await workspace.post("/api/v2/deals", { title: "Valves", value: 50 })
  await workspace.post("/api/v2/activities", { subject: "Call Maija", deal_id, due_date: "2026-01-02" })
  await workspace.post("/api/v2/activities", { subject: "Mail Juku", deal_id, due_date: "2026-01-03" })
})

const condition = (object: string, field: string, operator: string, value: unknown, extra_value: unknown = null) => ({
  object,
  field_id: String(ids[`${object}.${field}`]),
  operator,
  value,
  extra_value,
})
const filter = (type: string, all: object[], any: object[] = []) => ({
  name: `Some ${type}`,
  type,
  conditions: {
    glue: "and",
    conditions: [
      { glue: "and", conditions: all },
      { glue: "or", conditions: any },
    ],
  },
})
const save = (body: object) => workspace.post<Filter>("/v1/filters?include_field_code=true", body)

async function names(path: string, most: number): Promise<string[]> {
  type Named = { title?: string; name?: string; subject?: string }
  const read = async () =>
    (await workspace.get<Named[]>(path)).map(({ title, name, subject }) => title ?? name ?? subject ?? "")
  // facts follow a moment later
  await expect.poll(async () => (await read()).length, { timeout: 60_000 }).toBe(most)
  return read()
}

test("a filter saved by v1 is shown with its fields' numbers, and works in v2's lists and on the board", async () => {
  const body = filter(
    "deals",
    [condition("deal", "status", "=", "open")],
    [condition("deal", "value", ">", "100"), condition("person", "name", "LIKE '%$%'", "juku")],
  )
  const saved = await save(body)
  expect(saved).toMatchObject({ type: "deals", visible_to: "1", is_editable: true, name: "Some deals" })
  const [all, any] = saved.conditions.conditions
  expect(all?.conditions).toEqual([
    { ...body.conditions.conditions[0]?.conditions[0], json_value_flag: false, field_code: "status" },
  ])
  expect(any?.conditions.map(({ field_code, value }) => [field_code, value])).toEqual([
    ["value", "100"],
    ["name", "juku"],
  ])
  const plain = await workspace.get<Filter>(`/v1/filters/${saved.id}`)
  expect(plain.conditions.conditions[0]?.conditions[0]).not.toHaveProperty("field_code")
  expect(await names(`/api/v2/deals?filter_id=${saved.id}`, 1)).toEqual(["Pumps"])
  const board = await workspace.get<{ columns: { cards: { title: string }[] }[] }>(
    `/api/v2/board/1?filter_id=${saved.id}`,
  )
  expect(board.columns.flatMap(({ cards }) => cards.map(({ title }) => title))).toEqual(["Pumps"])
  const changed = await workspace.call<Filter>("PUT", `/v1/filters/${saved.id}`, {
    conditions: filter("deals", [condition("deal", "title", "LIKE '$%'", "valv")]).conditions,
  })
  expect(changed.body.data).toMatchObject({ name: "Some deals" })
  expect(await names(`/api/v2/deals?filter_id=${saved.id}`, 1)).toEqual(["Valves"])
  const wrong = await workspace.call("GET", `/api/v2/persons?filter_id=${saved.id}`)
  expect([wrong.status, Object.keys(wrong.body.fields ?? {})]).toEqual([400, ["filter_id"]])
})

test("people, organizations and activities are found by their filters", async () => {
  const people = await save(filter("people", [condition("person", "email", "LIKE '%$'", "@narva.example")]))
  expect(await names(`/api/v2/persons?filter_id=${people.id}`, 1)).toEqual(["Maija Mets"])
  const org = await save(filter("org", [condition("organization", "address", "=", "Tartu", "locality")]))
  expect(await names(`/api/v2/organizations?filter_id=${org.id}`, 1)).toEqual(["Jõgi"])
  const activity = await save(
    filter(
      "activity",
      [condition("activity", "due_date", "<=", "2026-01-03")],
      [condition("activity", "subject", "NOT LIKE '%$%'", "juku")],
    ),
  )
  expect(await names(`/api/v2/activities?filter_id=${activity.id}`, 1)).toEqual(["Call Maija"])
})

test("products, leads and projects are found by their filters, in both versions and beside what else narrows a list", async () => {
  const of = (object: string, field_id: string, operator: string, value: unknown) => ({
    object,
    field_id,
    operator,
    value,
  })
  await workspace.post("/api/v2/products", { name: "Pump", code: "P-1", tax: 22 })
  await workspace.post("/api/v2/products", { name: "Airpump", code: "P-2", tax: 9 })
  await workspace.post("/api/v2/products", { name: "Valve", code: "V-1", tax: 22 })
  const products = await save(filter("products", [of("product", "code", "LIKE '$%'", "p-")]))
  expect(await names(`/api/v2/products?filter_id=${products.id}&sort_by=name`, 2)).toEqual(["Airpump", "Pump"])
  const first = await workspace.call<{ name: string }[]>(
    "GET",
    `/api/v2/products?filter_id=${products.id}&sort_by=name&limit=1`,
  )
  const { next_cursor } = first.body.additional_data as { next_cursor: string }
  expect(
    await names(`/api/v2/products?filter_id=${products.id}&sort_by=name&limit=1&cursor=${next_cursor}`, 1),
  ).toEqual(["Pump"])
  expect(await names(`/v1/products?filter_id=${products.id}&sort=name%20DESC`, 2)).toEqual(["Pump", "Airpump"])
  const [{ id: person_id } = { id: 0 }] = await workspace.get<{ id: number }[]>("/v1/persons?limit=1")
  for (const [title, was_seen] of [
    ["Wants pumps", true],
    ["Wants valves", true],
    ["Pumps again", false],
  ]) {
    await workspace.post("/v1/leads", { title, was_seen, person_id })
  }
  const leads = await save(
    filter("leads", [of("person", "name", "LIKE '%$%'", "mets")], [of("lead", "title", "LIKE '%$%'", "pump")]),
  )
  expect(await names(`/v1/leads?filter_id=${leads.id}&sort=title`, 2)).toEqual(["Pumps again", "Wants pumps"])
  expect(await names(`/v1/leads?filter_id=${leads.id}&sort=title&start=1&owner_id=99`, 1)).toEqual(["Wants pumps"])
  expect(await names(`/v1/leads/archived?filter_id=${leads.id}`, 0)).toEqual([])
  for (const [title, start_date] of [
    ["Install", "2026-01-05"],
    ["Remove", "2026-02-05"],
  ]) {
    await workspace.post("/api/v2/projects", { title, start_date, board_id: 1, phase_id: 1 })
  }
  const projects = await save(
    filter("projects", [of("project", "start_date", "<", "2026-02-01"), of("project", "status", "=", "open")]),
  )
  for (const path of ["/api/v2/projects", "/v1/projects"]) {
    expect(await names(`${path}?filter_id=${projects.id}&phase_id=1`, 1)).toEqual(["Install"])
  }
  expect(await names(`/api/v2/projects/archived?filter_id=${projects.id}`, 0)).toEqual([])
  for (const path of ["/api/v2/products", "/v1/products", "/v1/leads", "/api/v2/deals"]) {
    const wrong = await workspace.call("GET", `${path}?filter_id=${projects.id}`)
    expect([path, wrong.status, Object.keys(wrong.body.fields ?? {})]).toEqual([path, 400, ["filter_id"]])
  }
})

test("v1's lists of contacts and activities take filters, which stand for whose they are", async () => {
  const people = await save(filter("people", [condition("person", "name", "LIKE '%$%'", "j")]))
  expect(await names(`/v1/persons?filter_id=${people.id}&user_id=99&sort=name%20DESC`, 2)).toEqual([
    "Maija Mets",
    "Juku Jõgi",
  ])
  expect(await names(`/v1/persons?filter_id=${people.id}&first_char=m`, 1)).toEqual(["Maija Mets"])
  const org = await save(filter("org", [condition("organization", "name", "!=", "Jõgi")]))
  expect(await names(`/v1/organizations?filter_id=${org.id}`, 1)).toEqual(["Narva Mets"])
  const activity = await save({
    ...filter("activity", [condition("activity", "due_date", ">", "2026-01-02")]),
    visible_to: "7",
  })
  expect(await names(`/v1/activities?filter_id=${activity.id}`, 1)).toEqual(["Mail Juku"])
  expect((await other.get<unknown[]>(`/v1/activities?filter_id=${activity.id}`)).length).toBe(1)
  expect((await workspace.call("GET", "/v1/persons?filter_id=99999")).body.fields).toHaveProperty("filter_id")
})

test("a private filter is its owner's alone; deleting several is all or nothing", async () => {
  const mine = await save(filter("deals", []))
  const shared = await save({ ...filter("deals", []), visible_to: "7" })
  expect((await other.call("GET", `/v1/filters/${mine.id}`)).status).toBe(404)
  expect(await other.get<Filter>(`/v1/filters/${shared.id}`)).toMatchObject({ is_editable: false, visible_to: "7" })
  const list = await other.get<Filter[]>("/v1/filters?type=deals")
  expect(list.map(({ id }) => id)).toContain(shared.id)
  expect(list.map(({ id }) => id)).not.toContain(mine.id)
  expect((await other.call("DELETE", `/v1/filters?ids=${shared.id}`)).status).toBe(403)
  expect((await workspace.call("DELETE", `/v1/filters?ids=${mine.id},99999`)).status).toBe(404)
  const gone = await workspace.call("DELETE", `/v1/filters?ids=${mine.id},${shared.id}`)
  expect(gone.body).toEqual({ success: true, data: { id: [mine.id, shared.id] } })
  expect((await workspace.call("GET", `/v1/filters/${mine.id}`)).status).toBe(404)
})

test.each([
  ["an operator that does not apply", [["deal", "status", ">", "open"]]],
  ["a day that is none", [["deal", "expected_close_date", "=", "soon"]]],
  ["more than sixteen conditions", Array.from({ length: 17 }, () => ["deal", "status", "=", "open"])],
])("400: %s", async (_, wrong) => {
  const all = wrong.map(([object = "", field = "", operator = "", value]) => condition(object, field, operator, value))
  const answer = await workspace.call("POST", "/v1/filters", filter("deals", all))
  expect([answer.status, Object.keys(answer.body.fields ?? {})[0]]).toEqual([400, expect.stringMatching(/^conditions/)])
})

test("helpers keep their list among the maps", async () => {
  const helpers = await workspace.get<{ operators: Record<string, unknown>; relative_dates: object }>(
    "/v1/filters/helpers",
  )
  expect(helpers.operators.enum).toEqual([
    { "=": "is" },
    { "!=": "is not" },
    { "IS NULL": "is empty" },
    { "IS NOT NULL": "is not empty" },
  ])
  expect(helpers.relative_dates).toHaveProperty("Deal specific.rotten_time")
})
