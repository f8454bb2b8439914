import { beforeAll, describe, expect, test } from "vitest"
import { newWorkspace, renewedFor, type Workspace } from "../support/workspace.ts"

type Field = {
  field_code: string
  field_type: string
  options: { id: number; label: string }[] | null
  subfields: { field_code: string }[] | null
  is_custom_field: boolean
  ui_visibility?: Record<string, unknown>
  important_fields?: Record<string, unknown>
  required_fields?: Record<string, unknown>
}
type V1Field = { id: number; key: string; name: string; options: { id: number; label: string }[] | null }

let workspace: Workspace
let stages: { id: number; pipeline_id: number }[]
/** Calls as a person in the app does. */
let inApp: (method: string, path: string, body: unknown) => Promise<{ status: number; fields: string[] }>

beforeAll(async () => {
  workspace = await newWorkspace()
  stages = await workspace.get("/api/v2/stages")
  const jwt = await renewedFor(workspace)
  inApp = async (method, path, body) => {
    const headers = { authorization: `Bearer ${jwt}`, "content-type": "application/json" }
    const answer = await fetch(workspace.url + path, { method, headers, body: JSON.stringify(body) })
    const { fields = {} } = (await answer.json()) as { fields?: object }
    return { status: answer.status, fields: Object.keys(fields) }
  }
})

const newField = (of: string, body: object) => workspace.post<Field>(`/api/v2/${of}Fields`, body)
const stage = (at: number) => stages[at]?.id ?? 0

describe.each([
  ["deal", "title", ["value", "expected_close_date", "stage_id", "label_ids"]],
  ["person", "name", ["emails", "phones", "org_id"]],
  ["organization", "name", ["address", "website"]],
  ["product", "name", ["code", "prices"]],
  ["project", "title", ["board_id", "phase_id"]],
  ["activity", "subject", ["due_date", "location"]],
])("fields of a %s", (of, first, others) => {
  test("list what is built in, and settings when they are asked for", async () => {
    const all = await workspace.get<Field[]>(`/api/v2/${of}Fields?include_fields=ui_visibility&limit=500`)
    expect(all.map(({ field_code }) => field_code)).toEqual(expect.arrayContaining([first, ...others]))
    expect(all.every(({ ui_visibility }) => ui_visibility !== undefined)).toBe(true)
    const one = await workspace.get<Field>(`/api/v2/${of}Fields/${first}`)
    expect(one).toMatchObject({ field_code: first, field_type: "varchar", is_custom_field: false, options: null })
    expect(one).not.toHaveProperty("ui_visibility")
    const paged = await workspace.call<Field[]>("GET", `/api/v2/${of}Fields?limit=2`)
    const cursor = paged.body.additional_data?.next_cursor
    const second = await workspace.get<Field[]>(`/api/v2/${of}Fields?limit=2&cursor=${cursor}`)
    expect([...paged.body.data, ...second].map(({ field_code }) => field_code)).toEqual(
      all.slice(0, 4).map(({ field_code }) => field_code),
    )
  })
})

const TYPES: [string, unknown, unknown][] = [
  ["varchar_auto", "red", 5],
  ["phone", "+372 5555", 5],
  ["daterange", { value: "2026-01-01", until: "2026-02-01" }, { value: "2026-03-01", until: "2026-02-01" }],
  ["time", { value: "09:30:00", timezone_id: null, timezone_name: null }, { value: "25:00" }],
  [
    "timerange",
    { value: "09:30:00", until: "11:00:00", timezone_id: 318, timezone_name: "Europe/London" },
    { value: "09:30:00" },
  ],
  ["user", 1, 999],
  ["people", 1, 999],
  ["org", 1, 999],
]

test("every type holds what it is for, in deals, persons and organizations", async () => {
  await workspace.post("/api/v2/organizations", { name: "Mets" })
  await workspace.post("/api/v2/persons", { name: "Maija" })
  for (const [of, path, body] of [
    ["deal", "/api/v2/deals", { title: "Pumps" }],
    ["person", "/api/v2/persons", { name: "Juku" }],
    ["organization", "/api/v2/organizations", { name: "Jõgi" }],
  ] as const) {
    const values: Record<string, unknown> = {}
    for (const [field_type, good, bad] of TYPES) {
      const { field_code } = await newField(of, { field_name: `A ${field_type}`, field_type })
      values[field_code] = good
      const answer = await workspace.call("POST", path, { ...body, custom_fields: { [field_code]: bad } })
      expect([field_type, answer.status, Object.keys(answer.body.fields ?? {})]).toEqual([
        field_type,
        400,
        [`custom_fields.${field_code}`],
      ])
    }
    const address = await newField(of, { field_name: "Site", field_type: "address" })
    const where = { value: "Narva mnt 1", locality: "Tallinn" }
    const made = await workspace.post<{ custom_fields: Record<string, unknown> }>(path, {
      ...body,
      custom_fields: { ...values, [address.field_code]: where },
    })
    expect(made.custom_fields).toMatchObject(values)
    expect(made.custom_fields[address.field_code]).toMatchObject({ ...where, country: null, postal_code: null })
    const { subfields } = await workspace.get<Field>(`/api/v2/${of}Fields/${address.field_code}`)
    expect(subfields?.map(({ field_code }) => field_code)).toContain("postal_code")
  }
})

test("options are added, renamed and deleted all together or not at all, and no id comes twice", async () => {
  const body = { field_name: "Tier", field_type: "enum", options: [{ label: "Gold" }, { label: "Silver" }] }
  const { field_code } = await newField("deal", body)
  const path = `/api/v2/dealFields/${field_code}/options`
  const added = await workspace.call("POST", path, [{ label: "Bronze" }, { label: "Tin" }])
  expect(added.body).toEqual({
    success: true,
    data: [
      { id: 3, label: "Bronze" },
      { id: 4, label: "Tin" },
    ],
    additional_data: null,
  })
  for (const [method, wrong] of [
    ["POST", [{ label: "Lead" }, { label: "gold" }]],
    [
      "PATCH",
      [
        { id: 1, label: "Golden" },
        { id: 9, label: "X" },
      ],
    ],
    ["DELETE", [{ id: 4 }, { id: 9 }]],
    ["DELETE", []],
  ] as const) {
    expect((await workspace.call(method, path, wrong)).status).toBe(400)
  }
  expect((await workspace.call("DELETE", path, [{ id: 4 }])).body.data).toEqual([{ id: 4, label: "Tin" }])
  expect((await workspace.call("PATCH", path, [{ id: 1, label: "Golden" }])).body.data).toEqual([
    { id: 1, label: "Golden" },
  ])
  expect((await workspace.call("POST", path, [{ label: "Tin" }])).body.data).toEqual([{ id: 5, label: "Tin" }])
  const { options } = await workspace.get<Field>(`/api/v2/dealFields/${field_code}`)
  expect(options?.map(({ id, label }) => `${id} ${label}`)).toEqual(["1 Golden", "2 Silver", "3 Bronze", "5 Tin"])
  expect((await workspace.call("DELETE", "/api/v2/dealFields/title")).status).toBe(403)
  expect((await workspace.call("DELETE", `/api/v2/dealFields/${field_code}`)).status).toBe(200)
  expect((await workspace.call("GET", `/api/v2/dealFields/${field_code}`)).status).toBe(404)
  const { custom_fields } = await workspace.post<{ custom_fields: object }>("/api/v2/deals", { title: "After" })
  expect(custom_fields).not.toHaveProperty(field_code)
})

test("where a field is shown, important and required is kept, for built-in ones too, and checked against pipelines", async () => {
  const other = await workspace.post("/api/v2/pipelines", { name: "Renewals" })
  const set = {
    ui_visibility: { add_visible_flag: true, show_in_pipelines: { show_in_all: false, pipeline_ids: [1] } },
    important_fields: { enabled: true, stage_ids: [stage(0)] },
    required_fields: { enabled: true, stage_ids: [stage(2)], statuses: { 1: ["won"] } },
  }
  const path = "/api/v2/dealFields/expected_close_date"
  const changed = await workspace.patch<Field>(path, set)
  expect(changed).toMatchObject(set)
  const shown = await workspace.get<Field>(`${path}?include_fields=ui_visibility,important_fields,required_fields`)
  expect(shown).toEqual(changed)
  for (const [wrong, field] of [
    [{ ui_visibility: { show_in_pipelines: { show_in_all: false, pipeline_ids: [99] } } }, "ui_visibility"],
    [{ important_fields: { enabled: true, stage_ids: [999] } }, "important_fields.stage_ids"],
    [{ required_fields: { enabled: true, statuses: { [other.id]: ["won"] } } }, "required_fields.statuses"],
    [{ field_name: "Other" }, "field_name"],
    [{ field_type: "text" }, "field_type"],
  ] as const) {
    const answer = await workspace.call("PATCH", path, wrong)
    expect([answer.status, Object.keys(answer.body.fields ?? {})[0]]).toEqual([400, expect.stringContaining(field)])
  }
})

test("people in the app are held to what is required in a stage and for an outcome; integrations are not", async () => {
  const { id } = await workspace.post("/api/v2/deals", { title: "Valves", stage_id: stage(0) })
  const change = (body: object) => inApp("PATCH", `/api/v2/deals/${id}`, body)
  const missing = { status: 400, fields: ["expected_close_date"] }
  expect(await change({ title: "Big valves" })).toMatchObject({ status: 200 })
  expect(await change({ stage_id: stage(2) })).toEqual(missing)
  expect(await change({ status: "won" })).toEqual(missing)
  expect(await change({ status: "lost" })).toMatchObject({ status: 200 })
  expect(await change({ status: "open" })).toMatchObject({ status: 200 })
  expect(await change({ stage_id: stage(2), expected_close_date: "2026-12-01" })).toMatchObject({ status: 200 })
  expect(await change({ expected_close_date: null })).toEqual(missing)
  expect(await inApp("POST", "/api/v2/deals", { title: "New", stage_id: stage(2) })).toEqual(missing)
  expect((await workspace.call("POST", "/api/v2/deals", { title: "New", stage_id: stage(2) })).status).toBe(200)
  const { field_code } = await newField("person", { field_name: "Size", field_type: "double" })
  await workspace.patch(`/api/v2/personFields/${field_code}`, { required_fields: { enabled: true } })
  const answer = await inApp("POST", "/api/v2/persons", { name: "Uku" })
  expect(answer).toEqual({ status: 400, fields: [`custom_fields.${field_code}`] })
})

test("v1 numbers fields, changes options as a whole and deletes several at once", async () => {
  const options = [{ label: "Gold" }, { label: "Silver" }]
  const made = await workspace.post<V1Field>("/v1/dealFields", {
    name: "Class",
    field_type: "set",
    options: JSON.stringify(options),
    add_visible_flag: 1,
    unknown: true,
  })
  expect(made).toMatchObject({
    name: "Class",
    options: [{ id: 1 }, { id: 2 }],
    edit_flag: true,
    add_visible_flag: true,
  })
  const path = `/v1/dealFields/${made.id}`
  const body = { name: "Rank", options: [{ id: "2", label: "Silver" }, { label: "Tin" }] }
  const changed = await workspace.call<V1Field>("PUT", path, body)
  expect(changed.body.data).toMatchObject({
    name: "Rank",
    options: [
      { id: 2, label: "Silver" },
      { id: 3, label: "Tin" },
    ],
  })
  expect((await workspace.call("PUT", path, { name: "X", options: [{ id: 1, label: "Gold" }] })).status).toBe(400)
  expect(await workspace.get<V1Field>(path)).toMatchObject({ name: "Rank" })
  const list = await workspace.call<V1Field[]>("GET", "/v1/dealFields?start=1&limit=2")
  expect(list.body.data).toHaveLength(2)
  expect(list.body.additional_data).toEqual({
    pagination: { start: 1, limit: 2, more_items_in_collection: true, next_start: 3 },
  })
  const all = await workspace.get<V1Field[]>("/v1/leadFields?limit=500")
  const title = all.find(({ key }) => key === "title")
  expect(await workspace.get<V1Field>(`/v1/dealFields/${title?.id}`)).toMatchObject({
    key: "title",
    mandatory_flag: true,
  })
  const more = await workspace.post<V1Field>("/v1/dealFields", { name: "More", field_type: "text" })
  const both = await workspace.call("DELETE", `/v1/dealFields?ids=${made.id},${title?.id}`)
  expect(both.status).toBe(403)
  const deleted = await workspace.call("DELETE", `/v1/dealFields?ids=${made.id},${more.id}`)
  expect(deleted.body).toEqual({ success: true, data: { id: [made.id, more.id] } })
  expect((await workspace.call("GET", path)).status).toBe(404)
})
