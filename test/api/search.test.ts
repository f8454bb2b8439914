import { beforeAll, expect, test } from "vitest"
import { eventually } from "../support/stack.ts"
import { type Person as Caller, newWorkspace, type Workspace } from "../support/workspace.ts"

type Hit = { result_score: number; item: { id: number; type: string; title?: string; name?: string } }
type Found = { items: Hit[] }

let workspace: Workspace
let colleague: Caller & { id: number }
beforeAll(async () => {
  workspace = await newWorkspace()
  colleague = await workspace.colleague("Reet Regular")
})

const search = async (term: string, more = "", who: Caller = workspace) => {
  const { body } = await who.call<Found>("GET", `/api/v2/itemSearch?term=${encodeURIComponent(term)}${more}`)
  return { hits: body.data.items.map(({ item }) => `${item.type} ${item.id}`), next: body.additional_data?.next_cursor }
}

test("deals, persons and organizations are found by how their words begin, all of them typed", async () => {
  const organization = await workspace.post("/api/v2/organizations", { name: "Kraanatehas Põhi" })
  const person = await workspace.post("/api/v2/persons", { name: "Karl Kraan", org_id: organization.id })
  const deal = await workspace.post("/api/v2/deals", { title: "Spare kraan hooks" })
  await eventually(async () =>
    expect((await search("kraan")).hits.toSorted()).toEqual(
      [`deal ${deal.id}`, `organization ${organization.id}`, `person ${person.id}`].toSorted(),
    ),
  )
  expect((await search("KRAAN pohi")).hits).toEqual([`organization ${organization.id}`])
  expect((await search("kraan nobody")).hits).toEqual([])
  expect((await search("kraan", "&item_types=deal,person")).hits).toHaveLength(2)
  expect((await search("kraan", "&exact_match=true")).hits).toHaveLength(2)
})

test("what begins with the word comes first, and follows when words change places", async () => {
  const first = await workspace.post("/api/v2/deals", { title: "Zephyr sails" })
  const second = await workspace.post("/api/v2/deals", { title: "Spare zephyr" })
  const other = await workspace.post("/api/v2/deals", { title: "Zephyrus mast" })
  const named = (...ids: { id: number }[]) => ids.map(({ id }) => `deal ${id}`)
  await eventually(async () => expect((await search("zephyr")).hits).toEqual(named(first, second, other)))
  expect((await search("zephyr", "&limit=1")).hits).toEqual(named(first))
  await workspace.patch(`/api/v2/deals/${first.id}`, { title: "Sails by zephyr" })
  await workspace.patch(`/api/v2/deals/${second.id}`, { title: "Zephyr, spare" })
  await eventually(async () => expect((await search("zephyr", "&limit=1")).hits).toEqual(named(second)))
})

test("results come in pages, each record once", async () => {
  const ids: number[] = []
  for (let i = 0; i < 23; i++) ids.push((await workspace.post("/api/v2/persons", { name: `Quorum Member ${i}` })).id)
  await eventually(async () => expect((await search("quorum")).hits).toHaveLength(23))
  const seen: string[] = []
  let cursor: string | null | undefined = ""
  while (typeof cursor === "string") {
    const { hits, next } = await search("quo", `&limit=5${cursor && `&cursor=${encodeURIComponent(cursor)}`}`)
    expect(hits.length).toBeGreaterThan(0)
    seen.push(...hits)
    cursor = next
  }
  expect(seen.toSorted()).toEqual(ids.map((id) => `person ${id}`).toSorted())
})

test("nobody finds what they may not see, and hidden records take no place on the page", async () => {
  for (let i = 0; i < 6; i++) {
    await workspace.post("/api/v2/deals", { title: `Umbra secret ${i}`, visible_to: 1 })
  }
  const open = await workspace.post("/api/v2/deals", { title: "The umbra everyone sees", visible_to: 7 })
  await eventually(async () => expect((await search("umbra")).hits).toHaveLength(7))
  expect(await search("umbra", "&limit=2", colleague)).toEqual({ hits: [`deal ${open.id}`], next: null })
})

test("a word that is too short is refused by its name", async () => {
  const { status, body } = await workspace.call("GET", "/api/v2/itemSearch?term=a")
  expect([status, body.fields?.term]).toEqual([400, "must have at least 2 characters"])
})
