/**
 * Who may not see a contact reads its name, its address and its numbers nowhere: a word that stands in nothing but hidden records is
 * looked for in the answers of everything that may be read. An admin, asked the same, reads it in many.
 */
import fc from "fast-check"
import { afterAll, beforeAll, expect, test, vi } from "vitest"
import type { Image } from "../../functions/projector/image.ts"
import { openapi } from "../../shared/api/openapi.ts"
import { everyRoute } from "../../shared/api/table.ts"
import { HIDDEN, type Hiding, hiding } from "../support/fuzz/hiding.ts"
import { allowedTo, operationsOf } from "../support/fuzz/requests.ts"
import { type InProcess, startInProcess } from "../support/in-process.ts"

const engine = await vi.hoisted(async () => (await import("../support/engine.ts")).startEngine())

const SEED = Number(process.env.FUZZ_SEED ?? 20_261_128)
const PER_ROUTE = 8
const AT_ONCE = 8

let api: InProcess
let place: Hiding

beforeAll(async () => {
  api = await startInProcess()
  place = await hiding(api, "hiding")
}, 120_000)

afterAll(() => engine.stop())

const tells = (text: string) => text.toLowerCase().includes(HIDDEN.toLowerCase())

async function answered(token: string, path: string) {
  const told = await api.ask(token, { method: "GET", path })
  expect(told?.status, `${path}: ${told?.text}`).toBe(200)
  return told?.text ?? ""
}

/** What a page of the API shows that has names of contacts, each with a request to which it tells them. */
const PAGES = [
  "/api/v2/board/1",
  "/api/v2/board/1?sort=value",
  "/api/v2/board/1/stages/1",
  "/api/v2/board/1/stages/1?sort=value",
  "/api/v2/deals/view",
  "/api/v2/deals/view?sort_by=person_name",
  "/api/v2/deals/3/detail",
  "/api/v2/persons/by-name",
  "/api/v2/persons/2/detail",
  "/api/v2/itemSearch?term=pumps",
  "/api/v2/itemSearch?term=olev&search_for_related_items=true",
  "/api/v2/deals/search?term=pumps",
  "/api/v2/leads/search?term=lead",
  "/api/v2/projects/search?term=build",
  "/v1/itemSearch?term=pumps",
  "/v1/deals",
  "/v1/deals?start=1&sort=org_name%20ASC",
  "/v1/deals/3",
  "/v1/deals/3/persons",
  "/v1/deals/6/participants",
  "/v1/deals/timeline?start_date=2026-01-01&interval=quarter&amount=8&field_key=add_time",
  "/v1/persons/2",
  "/v1/products/1/deals",
  "/v1/recents?since_timestamp=2020-01-01%2000:00:00",
  "/v1/activities/1",
  "/v1/activities?user_id=0",
  "/v1/notes",
]

test.each(PAGES)("%s tells an admin what a hidden contact is called, and nobody else", async (path) => {
  expect(tells(await answered(place.token, path))).toBe(true)
  expect(tells(await answered(place.regular, path))).toBe(false)
})

test("a deal shows that it has contacts, but not what they are called", async () => {
  const one = async (path: string) => JSON.parse(await answered(place.regular, path)).data
  expect(await one("/api/v2/deals/3/detail")).toMatchObject({ person_id: 1, person_name: null, org_name: null })
  expect(await one("/v1/deals/3")).toMatchObject({ person_id: 1, person_hidden: true, person_name: null })
  expect(await one("/v1/deals/3")).toMatchObject({ org_id: 1, org_hidden: true, org_name: null })
  // an activity is everyone's, and what it is linked with is told by its own visibility
  const call = { deal_id: 1, deal_title: null, person_id: 2, person_name: "Olev Open" }
  expect(await one("/v1/activities/3")).toMatchObject(call)
  expect(await one("/v1/activities/5")).toMatchObject({ org_id: 1, org_name: null })
  expect(await one("/v1/deals/6")).toMatchObject({ person_hidden: false, person_name: "Olev Open", org_hidden: true })
})

test("nobody finds or sorts records by a name that they may not read", async () => {
  const filter = encodeURIComponent(
    JSON.stringify({ all: [{ field: "person_name", operator: "contains", value: HIDDEN }] }),
  )
  const idsAt = async (token: string, path: string) => {
    const { data } = JSON.parse(await answered(token, path)) as { data: { id: number }[] }
    return (data ?? []).map(({ id }) => id)
  }
  const filtered = `/api/v2/deals/view?filter=${filter}`
  expect(await idsAt(place.token, filtered)).not.toEqual([])
  expect(await idsAt(place.regular, filtered)).toEqual([])
  const totals = JSON.parse(await answered(place.regular, `/api/v2/deals/view/totals?filter=${filter}`))
  expect(totals.data.count).toBe(0)
  const sorted = "/api/v2/deals/view?sort_by=person_name&sort_direction=asc"
  // Olev's deals are the only ones with a name; the rest stand as if there were none
  expect((await idsAt(place.regular, sorted)).slice(0, 2)).toEqual([6, 12])
})

test("nothing that may be read tells what a hidden contact is called", async () => {
  const asked = operationsOf(openapi(everyRoute(), "http://127.0.0.1"))
    .filter(({ method }) => method === "GET")
    .flatMap((operation, at) => fc.sample(allowedTo(operation, place.known), { numRuns: PER_ROUTE, seed: SEED + at }))
  const faults: object[] = []
  const queue = asked.values()
  const ask = async () => {
    for (const { method, path } of queue) {
      const { status = 0, text = "" } = (await api.ask(place.regular, { method, path })) ?? {}
      if (tells(text) || status >= 500) faults.push({ path, status, text: text.slice(0, 300) })
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, ask))
  expect(faults).toEqual([])
  expect(asked.length).toBeGreaterThan(1000)
}, 300_000)

test("a change is told live with the names to whom may read them, and without to others", async () => {
  const { namingFor } = await import("../../functions/projector/naming.ts")
  const { open } = await import("../../functions/data/store.ts")
  const { currentSetup } = await import("../../functions/data/setup.ts")
  const { activeViewers } = await import("../../functions/data/viewers.ts")
  const w = place.id
  const people = new Map([[w, activeViewers(await currentSetup(w))]])
  const told = async (id: number, audience: string[]) => {
    const deal = await open({ workspaceId: w }).get("deal", id)
    if (deal === undefined) throw new Error(`deal ${id} is missing`)
    const image: Image<"deal"> = { w, kind: "deal", id, after: deal }
    return (await namingFor([image], people))(image, audience).map((one) => ({
      audience: one.audience,
      person: (one.image as typeof image).after?.personName,
      organization: (one.image as typeof image).after?.organizationName,
    }))
  }
  expect(await told(3, ["all"])).toEqual([
    { audience: ["user:2", "role:admin"], person: `${HIDDEN} Maija`, organization: `${HIDDEN} & Co` },
    { audience: ["user:3"], person: undefined, organization: undefined },
  ])
  expect(await told(6, ["all"])).toMatchObject([
    { audience: ["user:2", "role:admin"], person: "Olev Open", organization: `${HIDDEN} & Co` },
    { audience: ["user:3"], person: "Olev Open", organization: undefined },
  ])
  expect(await told(3, ["role:admin"])).toMatchObject([{ audience: ["role:admin"], person: `${HIDDEN} Maija` }])
})
