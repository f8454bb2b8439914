import { readFileSync } from "node:fs"
import { join } from "node:path"
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
  tagNamed,
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
  ["oauthApps", "OAuth apps", "Halyard’s own"],
  ["visibilityGroups", "Visibility groups", "Version 2"],
])("%s is %s of %s", (name, words, version) => {
  expect(tagOf(name)).toEqual({ name, words, version })
})

test("every operation is in one group's tag, by its version", () => {
  const [second, first, own] = groupsOf(operations)
  const paths = (tag: string) => operations.filter((one) => one.tag === tag).map(({ path }) => path)
  const isFirst = (tag: string) => paths(tag).filter((path) => path.startsWith("/v1/")).length > paths(tag).length / 2
  expect(second?.tags.map(({ name }) => name)).toContain("deals")
  expect(first?.tags.map(({ name }) => name)).toContain("webhooks")
  expect(first?.tags.filter(({ name }) => !isFirst(name))).toEqual([])
  expect(second?.tags.filter(({ name }) => isFirst(name))).toEqual([])
  expect(own?.tags.map(({ name }) => name)).toContain("board")
  expect(new Set([second, first, own].flatMap((group) => group?.tags.map(({ name }) => name)))).toEqual(
    new Set(operations.map(({ tag }) => tag)),
  )
})

test("an address names its tag in any case", () => {
  expect(tagNamed(operations, "DEALFIELDS")).toBe("dealFields")
  expect(tagNamed(operations, "v1deals")).toBe("v1Deals")
  expect(tagNamed(operations, "nothing")).toBe("nothing")
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

test("what stands among Halyard's own is no operation of the compatibility table", () => {
  const table = readFileSync(join(import.meta.dirname, "../../docs/api-compatibility.md"), "utf8")
  const own = new Set(
    groupsOf(operations)
      .at(-1)
      ?.tags.map(({ name }) => name),
  )
  const ofOwn = operations
    .filter(({ tag }) => own.has(tag))
    .map(({ method, path }) => `${method.toUpperCase()} ${path}`)
  expect(ofOwn.length).toBeGreaterThan(20)
  expect(ofOwn.filter((one) => table.includes(`\`${one}\``))).toEqual([])
})
