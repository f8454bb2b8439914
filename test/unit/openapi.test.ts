import { describe, expect, test } from "vitest"
import * as z from "zod"
import { openapi } from "../../shared/api/openapi.ts"
import { everyRoute } from "../../shared/api/table.ts"

const Parameter = z.strictObject({
  name: z.string(),
  in: z.enum(["path", "query"]),
  required: z.boolean(),
  style: z.literal("form").optional(),
  explode: z.boolean().optional(),
  schema: z.record(z.string(), z.unknown()),
})
const Content = z.strictObject({
  "application/json": z.strictObject({ schema: z.record(z.string(), z.unknown()) }),
})
const Operation = z.strictObject({
  operationId: z.string(),
  tags: z.array(z.string()).length(1),
  summary: z.string().min(5),
  security: z.array(z.record(z.string(), z.array(z.string()))).optional(),
  "x-token-cost": z.int().min(0),
  parameters: z.array(Parameter),
  requestBody: z.strictObject({ required: z.literal(true), content: Content }).optional(),
  responses: z.record(z.string().regex(/^[1-5]\d\d$/), z.strictObject({ description: z.string(), content: Content })),
})
const Document = z.strictObject({
  openapi: z.literal("3.1.0"),
  info: z.strictObject({ title: z.string(), version: z.string(), description: z.string() }),
  servers: z.array(z.strictObject({ url: z.url() })),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  paths: z.record(
    z.string().startsWith("/"),
    z.partialRecord(z.enum(["get", "post", "put", "patch", "delete"]), Operation),
  ),
  components: z.strictObject({
    securitySchemes: z.record(z.string(), z.record(z.string(), z.string())),
    schemas: z.record(z.string(), z.record(z.string(), z.unknown())),
  }),
})

const text = JSON.stringify(openapi(everyRoute(), "https://crm.example"))
const document = Document.parse(JSON.parse(text))
const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
)

test("every route is an operation, and nothing else is", () => {
  const expected = everyRoute().map(({ route }) => `${route.method.toLowerCase()} ${route.path}`)
  expect(operations.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(expected.sort())
})

test("ids of operations are unique", () => {
  const ids = operations.map(({ operation }) => operation.operationId)
  expect(new Set(ids).size).toBe(ids.length)
})

test("every reference leads to something in the document", () => {
  const all = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref = ""]) => ref)
  expect(all.length).toBeGreaterThan(0)
  for (const ref of new Set(all)) {
    const [, section, kind, name = ""] = ref.split("/")
    expect([section, kind, Object.keys(document.components.schemas)]).toEqual([
      "components",
      "schemas",
      expect.arrayContaining([name]),
    ])
  }
  expect(text).not.toContain("$defs")
})

describe.each(operations)("$method $path", ({ path, operation, method }) => {
  test("declares each parameter of its path once, and no other as one", () => {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    const declared = operation.parameters.filter((one) => one.in === "path")
    expect(declared.map((one) => one.name).sort()).toEqual(inPath.sort())
    expect(declared.every((one) => one.required)).toBe(true)
    const names = operation.parameters.map((one) => `${one.in} ${one.name}`)
    expect(new Set(names).size).toBe(names.length)
  })

  test("describes its success, and what its callers may do wrong", () => {
    const statuses = Object.keys(operation.responses)
    expect(statuses.filter((status) => status.startsWith("2"))).toHaveLength(1)
    expect(statuses).toContain("400")
    const isPublic = operation.security?.length === 0
    for (const status of ["401", "403", "429"]) expect(statuses.includes(status)).toBe(!isPublic)
    expect(statuses.includes("404")).toBe(path.includes("{"))
  })

  test("asks for a body only where one is sent", () => {
    // options of fields and people of teams and roles are taken away by a list of them, as Pipedrive has it
    const sends = /\/options$|Teams\/\{id\}\/users$|roles\/\{id\}\/assignments$/.test(path)
      ? ["post", "put", "patch", "delete"]
      : ["post", "put", "patch"]
    if (operation.requestBody !== undefined) expect(sends).toContain(method)
  })
})

test("what the query parameters of lists mean is told: numbers as numbers, lists separated by commas", () => {
  const list = document.paths["/api/v2/deals"]?.get
  const parameter = (name: string) => list?.parameters.find((one) => one.name === name)
  expect(parameter("limit")?.schema).toMatchObject({ type: "integer", minimum: 1, maximum: 500, default: 100 })
  expect(parameter("limit")?.required).toBe(false)
  expect(parameter("ids")).toMatchObject({ style: "form", explode: false, schema: { type: "array" } })
  expect(parameter("sort_by")?.schema).toMatchObject({ enum: ["id", "update_time", "add_time"] })
})

test("a page says where the next one starts", () => {
  const answer = document.paths["/api/v2/deals"]?.get?.responses["200"]?.content["application/json"].schema
  expect(answer).toMatchObject({
    required: ["success", "data"],
    properties: {
      data: { type: "array" },
      additional_data: { properties: { next_cursor: { type: ["string", "null"] } } },
    },
  })
})
