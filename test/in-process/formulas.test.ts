/** Formula fields of each kind: what is refused, and that every answer, filter and order has what they come to. */
import { expect, test } from "vitest"
import { newWorkspace } from "../support/in-process-workspace.ts"
import type { Workspace } from "../support/workspace.ts"

type Custom = Record<string, unknown>
type Made = { id: number; custom_fields: Custom }

async function fieldsOf(workspace: Workspace, of: string, types: Record<string, string>): Promise<string[]> {
  const codes: string[] = []
  for (const [field_name, type] of Object.entries(types)) {
    const plain = ["double", "monetary", "date"].includes(type)
    const body = plain ? { field_name, field_type: type } : { field_name, field_type: "formula", formula: type }
    codes.push((await workspace.post<{ field_code: string }>(`/api/v2/${of}Fields`, body)).field_code)
  }
  return codes
}

async function filterId(workspace: Workspace, type: string, code: string, value: number): Promise<number> {
  const { data } = (await workspace.call("GET", `/v1/${type === "lead" ? "deal" : type}Fields?limit=500`)).body
  const field = (data as unknown as { id: number; key: string }[]).find(({ key }) => key === code)
  const condition = {
    object: type,
    field_id: String(field?.id),
    operator: ">",
    value: String(value),
    extra_value: null,
  }
  const conditions = {
    glue: "and",
    conditions: [
      { glue: "and", conditions: [condition] },
      { glue: "or", conditions: [] },
    ],
  }
  const kinds: Record<string, string> = { person: "people", organization: "org", product: "products", lead: "leads" }
  return (await workspace.post("/v1/filters", { name: "Much", type: kinds[type], conditions })).id
}

test("persons: computed in every answer, filtered and sorted by, set by nobody, and again without a field it needs", async () => {
  const workspace = await newWorkspace()
  const [fee = "", hours = "", worth = ""] = await fieldsOf(workspace, "person", {
    Fee: "monetary",
    Hours: "double",
    Worth: "{Fee} * {Hours}",
  })
  const path = "/api/v2/persons"
  const add = (name: string, value: number, currency: string) =>
    workspace.post<Made>(path, { name, custom_fields: { [fee]: { value, currency }, [hours]: 2 } })
  const [ada, bo] = [await add("Ada", 50, "EUR"), await add("Bo", 10, "USD")]
  const euros = { value: 100, currency: "EUR" }
  expect(ada.custom_fields[worth]).toEqual(euros)
  const one = { id: ada.id, custom_fields: { [worth]: euros } }
  for (const at of ["", "/detail"]) expect(await workspace.get(`${path}/${ada.id}${at}`)).toMatchObject(one)
  for (const at of ["", "/by-name"]) expect((await workspace.get<Made[]>(path + at))[0]).toMatchObject(one)
  expect(await workspace.get(`${path}?custom_fields=${worth}`)).toMatchObject([one, { id: bo.id }])
  const flat = { id: ada.id, [worth]: 100, [`${worth}_currency`]: "EUR" }
  expect(await workspace.get(`/v1/persons/${ada.id}`)).toMatchObject(flat)

  const much = await filterId(workspace, "person", worth, 50)
  expect(await workspace.get(`${path}?filter_id=${much}`)).toMatchObject([one])
  expect(await workspace.get(`/v1/persons?filter_id=${much}`)).toMatchObject([flat])
  const sorted = await workspace.get<Made[]>(`/v1/persons?sort=custom_fields.${worth}%20ASC`)
  expect(sorted.map(({ id }) => id)).toEqual([bo.id, ada.id])

  const set = await workspace.call("PATCH", `${path}/${ada.id}`, { custom_fields: { [worth]: 1 } })
  expect([set.status, set.body.fields]).toEqual([400, { [`custom_fields.${worth}`]: "is computed and cannot be set" }])
  const changed = await workspace.patch<Made>(`${path}/${bo.id}`, { custom_fields: { [hours]: 20 } })
  expect(changed.custom_fields[worth]).toEqual({ value: 200, currency: "USD" })
  expect(await workspace.get(`${path}?filter_id=${much}`)).toMatchObject([one, { id: bo.id }])

  const at = `/api/v2/personFields/${worth}`
  expect(await workspace.patch(at, { formula: "{Hours} * 3" })).toMatchObject({ formula: `{${hours}} * 3` })
  expect(await workspace.get(at)).toMatchObject({ formula_update: { state: "done", done: 2, total: 2 } })
  expect(await workspace.get(`${path}?filter_id=${much}`)).toMatchObject([
    { id: bo.id, custom_fields: { [worth]: 60 } },
  ])

  // what is stored of the one that is merged is not what its formulas came to
  expect((await workspace.call("PUT", `/v1/persons/${bo.id}/merge`, { merge_with_id: ada.id })).status).toBe(200)
  expect(await workspace.get(`${path}/${ada.id}`)).toMatchObject({ custom_fields: { [worth]: 6 } })
  expect((await workspace.call("DELETE", `/api/v2/personFields/${hours}`)).status).toBe(200)
  expect(await workspace.get(`${path}/${ada.id}`)).toMatchObject({ custom_fields: { [worth]: null } })
})

test("organizations, products and projects are computed from what they have of their own", async () => {
  const workspace = await newWorkspace()
  const [each = ""] = await fieldsOf(workspace, "organization", { Each: "{Annual revenue} / {Number of employees}" })
  const [margin = "", rate = ""] = await fieldsOf(workspace, "product", {
    Margin: "{Price} - {Cost}",
    Rate: "round(100 * {Margin} / {price})",
  })
  const [length = ""] = await fieldsOf(workspace, "project", { Length: "days({End date}, {Start date})" })

  const org = await workspace.post("/api/v2/organizations", { name: "Kask", annual_revenue: 900, employee_count: 9 })
  await workspace.post("/api/v2/organizations", { name: "Small", annual_revenue: 9, employee_count: 0 })
  expect(org).toMatchObject({ custom_fields: { [each]: 100 } })
  expect(await workspace.get("/api/v2/organizations/by-name")).toMatchObject([
    { custom_fields: { [each]: 100 } },
    { custom_fields: { [each]: null } },
  ])
  expect(await workspace.get(`/v1/organizations/${org.id}`)).toMatchObject({ [each]: 100 })
  const rich = await filterId(workspace, "organization", each, 50)
  expect(await workspace.get(`/api/v2/organizations?filter_id=${rich}`)).toMatchObject([{ id: org.id }])

  const prices = [
    { currency: "EUR", price: 80, cost: 60 },
    { currency: "USD", price: 100, cost: 1 },
  ]
  const pump = await workspace.post("/api/v2/products", { name: "Pump", prices })
  const earned = { [margin]: { value: 20, currency: "EUR" }, [rate]: 25 }
  expect(pump).toMatchObject({ custom_fields: earned })
  expect(await workspace.get("/api/v2/products?sort_by=name")).toMatchObject([{ custom_fields: earned }])
  expect(await workspace.get("/v1/products")).toMatchObject([{ [margin]: 20, [`${margin}_currency`]: "EUR" }])
  const good = await filterId(workspace, "product", rate, 20)
  expect(await workspace.get(`/api/v2/products?filter_id=${good}`)).toMatchObject([{ id: pump.id }])

  const dates = { start_date: "2026-03-01", end_date: "2026-03-11" }
  const [board] = await workspace.get<{ id: number }[]>("/api/v2/boards")
  const [phase] = await workspace.get<{ id: number }[]>(`/api/v2/phases?board_id=${board?.id}`)
  const placed = { title: "Move", board_id: board?.id, phase_id: phase?.id }
  const project = await workspace.post("/api/v2/projects", { ...placed, ...dates })
  expect(project).toMatchObject({ custom_fields: { [length]: 10 } })
  expect(await workspace.get("/api/v2/projects")).toMatchObject([{ custom_fields: { [length]: 10 } }])
  expect(await workspace.get(`/v1/projects/${project.id}`)).toMatchObject({ [length]: 10 })
})

test("leads show the formulas of deals, over what leads have", async () => {
  const workspace = await newWorkspace()
  const [half = "", likely = ""] = await fieldsOf(workspace, "deal", {
    Half: "{Value} / 2",
    Likely: "{Value} * {Probability} / 100",
  })
  const person_id = (await workspace.post("/api/v2/persons", { name: "Ada" })).id
  const lead = await workspace.post<Custom>("/v1/leads", {
    title: "Oak",
    person_id,
    value: { amount: 9, currency: "EUR" },
  })
  expect(lead).toMatchObject({ [half]: 4.5, [`${half}_currency`]: "EUR" })
  expect(lead).not.toHaveProperty(likely)
  expect(await workspace.get("/v1/leads")).toMatchObject([{ [half]: 4.5 }])
  const filter = await filterId(workspace, "lead", half, 5)
  expect(await workspace.get(`/v1/leads?filter_id=${filter}`)).toEqual([])
  await workspace.patch(`/api/v2/dealFields/${half}`, { formula: "{Value} / 1.5" })
  expect(await workspace.get(`/v1/leads?filter_id=${filter}`)).toMatchObject([{ [half]: 6 }])
})

test("a formula that cannot be is refused with the field that is wrong, whichever kind it is of", async () => {
  const workspace = await newWorkspace()
  await fieldsOf(workspace, "deal", { Seats: "double" })
  for (const [of, formula, why] of [
    ["person", "{Value} + 1", "no field Value can be computed with (at character 1)"],
    ["organization", "1 + {Seats}", "no field Seats can be computed with (at character 5)"],
    ["product", "{Price} * {Cost}", "money times money is nothing that can be shown (at character 9)"],
    ["project", "{Start date}", "must come to a number or to money (at character 1)"],
  ]) {
    const made = await workspace.call("POST", `/api/v2/${of}Fields`, {
      field_name: "X",
      field_type: "formula",
      formula,
    })
    expect([of, made.status, made.body.fields]).toEqual([of, 400, { formula: why }])
  }
})
