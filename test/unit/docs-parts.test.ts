import { expect, test } from "vitest"
import { openapi } from "../../shared/api/openapi.ts"
import { everyRoute } from "../../shared/api/table.ts"
import {
  addressOf,
  type Document,
  found,
  groupsOf,
  operationsOf,
  partOf,
  pointedAt,
  tagOf,
} from "../../web/docs/document.ts"

const document = openapi(everyRoute(), "/") as Document
const operations = operationsOf(document)
const ids = (typed: string) => found(operations, typed).map(({ id }) => id)

test("a part has the operations of its tag alone, and what they refer to", () => {
  const part = partOf(document, "stages")
  expect(new Set(operationsOf(part).map(({ tag }) => tag))).toEqual(new Set(["stages"]))
  expect(operationsOf(part)).toEqual(operations.filter(({ tag }) => tag === "stages"))
  expect({ ...part, paths: document.paths }).toEqual(document)
})

test.each([
  ["dealFields", "Deal fields", "Version 2"],
  ["v1DealFields", "Deal fields", "Version 1"],
  ["oauthApps", "OAuth apps", "Version 2"],
  ["visibilityGroups", "Visibility groups", "Version 2"],
])("%s is %s of %s", (name, words, version) => {
  expect(tagOf(name)).toEqual({ name, words, version })
})

test("every operation is in one group's tag, by its version", () => {
  const [second, first] = groupsOf(operations)
  expect(second?.tags.map(({ name }) => name)).toContain("deals")
  expect(first?.tags.every(({ name }) => name.startsWith("v1"))).toBe(true)
  expect(new Set([second, first].flatMap((group) => group?.tags.map(({ name }) => name)))).toEqual(
    new Set(operations.map(({ tag }) => tag)),
  )
})

test("an operation is found by its method, path, name and summary, in any case", () => {
  expect(ids("GET /api/v2/pipelines")[0]).toBe("pipelines.list")
  expect(ids("pipelines.list")).toContain("pipelines.list")
  expect(ids("list PIPELINES")[0]).toBe("pipelines.list")
  expect(ids("delete /v1/deals")).toContain("v1Deals.remove")
  expect(ids("no such thing")).toEqual([])
  expect(ids("  ")).toEqual([])
})

test("what is named so comes before what only speaks of it", () => {
  const places = found(operations, "followers").map(({ path, id }) => `${path} ${id}`.includes("followers"))
  expect(places).toEqual(places.toSorted((a, b) => Number(b) - Number(a)))
  expect(places).toContain(false)
})

test("an address points to its operation", () => {
  for (const { tag, id } of operations) {
    const { pathname, hash } = new URL(addressOf({ tag, id }), "https://test.example")
    expect(pathname).toBe(`/docs/${tag}`)
    expect(pointedAt(hash)).toEqual({ tag, id })
  }
  expect(pointedAt("#/deals")).toEqual({ tag: "deals", id: "" })
  expect(pointedAt("#/")).toBeUndefined()
  expect(pointedAt("")).toBeUndefined()
})
