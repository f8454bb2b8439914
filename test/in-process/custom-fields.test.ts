import { beforeAll, describe, expect, test } from "vitest"
import { newWorkspace } from "../support/in-process-workspace.ts"
import type { Workspace } from "../support/workspace.ts"

type Field = { field_code: string; options: { id: number; label: string }[] | null }
type Answer = { id: number; custom_fields: Record<string, unknown> }

let workspace: Workspace
const codes: Record<string, Record<string, string>> = {}

const OF = [
  { of: "deal", path: "/api/v2/deals", body: { title: "X" } },
  { of: "person", path: "/api/v2/persons", body: { name: "X" } },
  { of: "organization", path: "/api/v2/organizations", body: { name: "X" } },
]
const TYPES = ["varchar", "text", "double", "date", "enum", "set", "monetary"]

beforeAll(async () => {
  workspace = await newWorkspace()
  for (const { of } of OF) {
    const own: Record<string, string> = {}
    for (const field_type of TYPES) {
      const options =
        field_type === "enum" || field_type === "set" ? [{ label: "Gold" }, { label: "Silver" }] : undefined
      const body = { field_name: `A ${field_type}`, field_type, ...(options && { options }) }
      own[field_type] = (await workspace.post<Field>(`/api/v2/${of}Fields`, body)).field_code
    }
    codes[of] = own
  }
})

describe.each(OF)("custom fields of a $of", ({ of, path, body }) => {
  const code = (type: string) => codes[of]?.[type] ?? ""

  test("have a code of forty hexadecimal digits and are listed", async () => {
    const fields = await workspace.get<Field[]>(`/api/v2/${of}Fields`)
    for (const type of TYPES) {
      expect(code(type)).toMatch(/^[0-9a-f]{40}$/)
      expect(fields.map((field) => field.field_code)).toContain(code(type))
    }
  })

  test("are null until they are set, hold what their type allows, and are cleared by null", async () => {
    const values: Record<string, unknown> = {
      [code("varchar")]: "red",
      [code("text")]: "a long\nstory",
      [code("double")]: -1.5,
      [code("date")]: "2026-02-28",
      [code("enum")]: 2,
      [code("set")]: [1, 2],
      [code("monetary")]: { value: 99.5, currency: "EUR" },
    }
    const nothing = Object.fromEntries(Object.keys(values).map((key) => [key, null]))
    const { id, custom_fields } = await workspace.post<Answer>(path, body)
    expect(custom_fields).toEqual(nothing)
    expect((await workspace.patch<Answer>(`${path}/${id}`, { custom_fields: values })).custom_fields).toEqual(values)
    expect((await workspace.get<Answer>(`${path}/${id}`)).custom_fields).toEqual(values)
    const one = await workspace.patch<Answer>(`${path}/${id}`, { custom_fields: { [code("double")]: 2 } })
    expect(one.custom_fields).toEqual({ ...values, [code("double")]: 2 })
    const cleared = await workspace.patch<Answer>(`${path}/${id}`, { custom_fields: nothing })
    expect(cleared.custom_fields).toEqual(nothing)
  })

  test("are set with a new record", async () => {
    const given = { [code("varchar")]: "blue" }
    const made = await workspace.post<Answer>(path, { ...body, custom_fields: given })
    expect(made.custom_fields).toMatchObject(given)
  })

  test("are only those that a request names, in one and in a list", async () => {
    const { id } = await workspace.post<Answer>(path, { ...body, custom_fields: { [code("varchar")]: "green" } })
    const query = `custom_fields=${code("varchar")}`
    expect((await workspace.get<Answer>(`${path}/${id}?${query}`)).custom_fields).toEqual({
      [code("varchar")]: "green",
    })
    const [listed] = await workspace.get<Answer[]>(`${path}?ids=${id}&${query}`)
    expect(listed?.custom_fields).toEqual({ [code("varchar")]: "green" })
  })

  test.each([
    ["varchar", 1],
    ["varchar", "x".repeat(256)],
    ["text", { value: "x" }],
    ["double", "1"],
    ["date", "2026-02-30"],
    ["date", "tomorrow"],
    ["enum", 3],
    ["enum", "Gold"],
    ["set", []],
    ["set", [1, 9]],
    ["set", 1],
    ["monetary", 5],
    ["monetary", { value: "5", currency: "EUR" }],
  ])("of type %s refuse %j by their code", async (type, value) => {
    const answer = await workspace.call("POST", path, { ...body, custom_fields: { [code(type)]: value } })
    expect(answer.status).toBe(400)
    expect(Object.keys(answer.body.fields ?? {})).toEqual([`custom_fields.${code(type)}`])
  })

  test("that nobody made are refused, also those of another kind of record", async () => {
    const foreign = codes[of === "deal" ? "person" : "deal"]?.varchar ?? ""
    for (const key of ["no-such-field", foreign, "label_ids"]) {
      const answer = await workspace.call("POST", path, { ...body, custom_fields: { [key]: "x" } })
      expect([answer.status, Object.keys(answer.body.fields ?? {})]).toEqual([400, [`custom_fields.${key}`]])
    }
  })
})

test.each([
  [{ field_name: "X", field_type: "enum" }, "options"],
  [{ field_name: "X", field_type: "set", options: [] }, "options"],
  [{ field_name: "X", field_type: "colour" }, "field_type"],
  [{ field_type: "varchar" }, "field_name"],
])("400: a new field %j names %s", async (body, field) => {
  const answer = await workspace.call("POST", "/api/v2/dealFields", body)
  expect([answer.status, Object.keys(answer.body.fields ?? {})]).toEqual([400, [field]])
})

test("labels are those of the kind, each once", async () => {
  const made = await workspace.post<{ label_ids: number[] }>("/api/v2/deals", { title: "X", label_ids: [2, 1, 2] })
  expect(made.label_ids).toEqual([2, 1])
  const answer = await workspace.call("POST", "/api/v2/deals", { title: "X", label_ids: [99] })
  expect([answer.status, answer.body.fields]).toEqual([400, { label_ids: "99 is not a label of a deal" }])
})
