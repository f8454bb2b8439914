import { beforeAll, describe, expect, test } from "vitest"
import type { Everything } from "../../functions/data/kinds.ts"
import type { Searchable } from "../../shared/search.ts"
import { newWorkspace } from "../support/in-process-workspace.ts"
import { aDeal, anOrganization, aPerson } from "../support/records.ts"
import type { Workspace } from "../support/workspace.ts"

type Hit = { item: { id: number; type: string } }

/** More than is read at first of one word alone, and of one among several. */
const MANY = 430
const SOME = 130
const OLD = 200

let workspace: Workspace
const organization = 1
const deals = Array.from({ length: MANY }, (_, n) => n + 1)
const late = MANY + 1
const persons = deals.slice(0, SOME)
beforeAll(async () => {
  workspace = await newWorkspace()
  await filed("organization", [
    anOrganization({ id: organization, name: "Very old Bakery" }),
    anOrganization({ id: organization + 1, name: "Baking powder" }),
  ])
  await filed(
    "deal",
    deals.map((id) => aDeal({ id, title: id <= OLD ? `Bakery oven n${id}` : `Oven bakery n${id}` })),
  )
  await filed("deal", [aDeal({ id: late, title: "Bakeryware" })])
  await filed(
    "person",
    persons.map((id) => aPerson({ id, name: `Baking Person${id}` })),
  )
})

/** Puts records where the API and the projector would. */
async function filed<K extends Searchable>(kind: K, records: Everything[K][]): Promise<void> {
  const { itemOf } = await import("../../functions/data/kinds.ts")
  const { writeAll } = await import("../../functions/data/commit.ts")
  const { file } = await import("../../functions/data/words.ts")
  const w = String(workspace.id)
  await writeAll(records.map((record) => ({ put: itemOf(w, kind, record) })))
  await file(
    w,
    records.map((record) => ({ kind, record })),
  )
}

async function page(term: string, more = "", limit = 10) {
  const { body } = await workspace.call<{ items: Hit[] }>(
    "GET",
    `/api/v2/itemSearch?term=${encodeURIComponent(term)}&limit=${limit}${more}`,
  )
  const hits = body.data.items.map(({ item }) => `${item.type} ${item.id}`)
  return { hits, next: body.additional_data?.next_cursor as string | null | undefined }
}

const search = async (term: string, more = "") => (await page(term, more)).hits

async function pages(term: string): Promise<string[]> {
  const all: string[] = []
  let cursor: string | null | undefined = ""
  while (typeof cursor === "string") {
    const { hits, next } = await page(term, cursor && `&cursor=${encodeURIComponent(cursor)}`, 50)
    all.push(...hits)
    cursor = next
  }
  return all
}

const named = (kind: string, ids: readonly number[]) => ids.map((id) => `${kind} ${id}`)
const newest = (ids: readonly number[], count: number) => ids.toReversed().slice(0, count)

describe("a word that many have", () => {
  test("shows the newest first", async () => {
    const found = [`deal ${MANY}`, `organization ${organization}`, ...named("deal", newest(deals, 9).slice(1))]
    expect(await search("bakery")).toEqual(found)
    expect(await search("bakery", "&exact_match=true")).toEqual(found)
  })

  test("hides no other kind", async () => {
    const [first, ...others] = named("person", newest(persons, 9))
    expect(await search("baking")).toEqual([first, `organization ${organization + 1}`, ...others])
    expect(await search("bakery", "&item_types=organization,person")).toEqual(named("organization", [organization]))
  })

  test("leads page by page to each record once, those that only begin so after it", async () => {
    expect((await pages("bakery")).toSorted()).toEqual(
      [...named("deal", [...deals, late]), ...named("organization", [organization])].toSorted(),
    )
    expect(await search("bakery", "&item_types=deal&exact_match=true")).not.toContain(`deal ${late}`)
    expect(await search("bakeryw")).toEqual(named("deal", [late]))
  })

  test("is looked for only among those of a rare one beside it, in any order", async () => {
    expect(await search("bakery n7")).toEqual(named("deal", [...deals.slice(6, 7), ...newest(deals.slice(69, 79), 9)]))
    expect(await search("n130 oven")).toEqual(named("deal", [deals[129] ?? 0]))
    expect(await search("oven nothing")).toEqual([])
  })

  test("goes on being found while the next word is typed, letter by letter", async () => {
    for (const term of ["bakery o", "bakery ov", "o bakery"]) {
      expect(await search(term), term).toEqual(named("deal", newest(deals, 10)))
    }
    expect(await search("bakery x")).toEqual([])
    expect(await search("bakery o", "&exact_match=true")).toEqual([])
  })

  test("among many words that nobody has costs no more than among some", async () => {
    const term = Array.from({ length: 40 }, (_, n) => `q${n + 10}`).join("+")
    const { headers, status } = await workspace.call("GET", `/api/v2/itemSearch?term=${term}`)
    expect(status).toBe(200)
    expect(Number(/read=([\d.]+)/.exec(headers.get("x-request-units") ?? "")?.[1])).toBeLessThan(12)
  })

  test("and another one find those that have both", async () => {
    expect(await search("oven bakery")).toEqual(named("deal", newest(deals, 10)))
    expect(await search("person bak")).toEqual(named("person", newest(persons, 10)))
    expect((await pages("person bak")).toSorted()).toEqual(named("person", persons).toSorted())
  })
})
