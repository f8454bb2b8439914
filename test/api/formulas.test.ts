import { expect, test } from "vitest"
import type { ReportAnswer } from "../../shared/api/reports.ts"
import { eventually } from "../support/stack.ts"
import { newWorkspace } from "../support/workspace.ts"

type Made = { field_code: string; formula: string }
const FIELDS = "/api/v2/dealFields"

test("a formula is checked, computed wherever a deal is answered, filtered by, and set by nobody", async () => {
  const workspace = await newWorkspace()
  const make = (formula: string, name = "Weighted") =>
    workspace.call<Made>("POST", FIELDS, { field_name: name, field_type: "formula", formula })
  const wrong = await make("{value} + {Nothing}")
  expect([wrong.status, JSON.stringify(wrong.body)]).toEqual([400, expect.stringContaining("at character 11")])
  expect((await workspace.call("POST", FIELDS, { field_name: "Empty", field_type: "formula" })).status).toBe(400)
  expect(
    (await workspace.call("POST", "/api/v2/personFields", { field_name: "X", field_type: "formula" })).status,
  ).toBe(400)
  expect((await workspace.call("POST", FIELDS, { field_name: "X", field_type: "double", formula: "1" })).status).toBe(
    400,
  )

  const made = await make("{Value} * {Probability} / 100")
  expect(made.status).toBe(200)
  const { field_code: code, formula } = made.body.data
  expect(formula).toBe("{value} * {probability} / 100")
  const worth = { value: 50, currency: "EUR" }
  const small = await workspace.post("/api/v2/deals", { title: "Oak", value: 200, currency: "EUR", probability: 25 })
  expect(small).toMatchObject({ custom_fields: { [code]: worth } })
  const { id } = small as { id: number }
  await workspace.post("/api/v2/deals", { title: "Elm", value: 10, currency: "EUR", probability: 10 })
  expect(await workspace.get(`/api/v2/deals/${id}`)).toMatchObject({ custom_fields: { [code]: worth } })
  expect(await workspace.get(`/v1/deals/${id}`)).toMatchObject({ [code]: 50, [`${code}_currency`]: "EUR" })

  const set = await workspace.call("PATCH", `/api/v2/deals/${id}`, { custom_fields: { [code]: 1 } })
  expect([set.status, JSON.stringify(set.body)]).toEqual([400, expect.stringContaining(`custom_fields.${code}`)])

  const reported = (sum: number) =>
    eventually(async () => {
      const report = {
        of: "deal",
        measure: { by: "sum", field: `custom_fields.${code}` },
        view_by: { field: "status" },
      }
      const { cells } = await workspace.post<ReportAnswer>("/api/v2/reports/run", report)
      expect(cells.map(({ view, value }) => [view, value])).toEqual([["open", sum]])
    })

  const filter = { all: [{ field: `custom_fields.${code}`, operator: ">", value: 20 }] }
  await eventually(async () => {
    const found = await workspace.get(`/api/v2/deals/view?filter=${encodeURIComponent(JSON.stringify(filter))}`)
    expect(found).toMatchObject([{ id, custom_fields: { [code]: worth } }])
  })
  await reported(51)
  const changed = await workspace.patch(`${FIELDS}/${code}`, { formula: "round({Probability})" })
  expect(changed).toMatchObject({ formula: "round({probability})" })
  expect(await workspace.get(`/api/v2/deals/${id}`)).toMatchObject({ custom_fields: { [code]: 25 } })

  // nothing happens to the deals, and what is stored about them follows
  const stored = { all: [{ field: `custom_fields.${code}`, operator: "<", value: 11 }] }
  await eventually(async () => {
    const found = await workspace.get(`/api/v2/deals/view?filter=${encodeURIComponent(JSON.stringify(stored))}`)
    expect(found).toMatchObject([{ title: "Elm" }])
    const { formula_update } = await workspace.get<{ formula_update: unknown }>(`${FIELDS}/${code}`)
    expect(formula_update).toEqual({ state: "done", done: 2, total: 2 })
  })
  await reported(35)
})
