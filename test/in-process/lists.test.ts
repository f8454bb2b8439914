/** Every sort, filter and page of each kind. */
import { beforeAll, describe, expect, test } from "vitest"
import { newWorkspace } from "../support/in-process-workspace.ts"
import { everyPage, idsOf } from "../support/pages.ts"
import { eventually } from "../support/stack.ts"
import type { Person, Workspace } from "../support/workspace.ts"

const COUNT = 23

type Kind = {
  path: string
  body(i: number): object
  change: object
  sorts: string[]
  /** A filter that some records meet, and which do. */
  filter: { query: string; meets(i: number): boolean }
}

const KINDS: Record<string, Kind> = {
  deals: {
    path: "/api/v2/deals",
    body: (i) => ({
      title: `Deal ${i}`,
      stage_id: 1 + (i % 2),
      add_time: `2026-01-${String(28 - i).padStart(2, "0")}T09:00:00Z`,
    }),
    change: { title: "Changed" },
    sorts: ["id", "add_time", "update_time"],
    filter: { query: "stage_id=2", meets: (i) => i % 2 === 1 },
  },
  persons: {
    path: "/api/v2/persons",
    body: (i) => ({
      name: `Person ${i}`,
      owner_id: 1 + (i % 2),
      add_time: `2026-01-${String(28 - i).padStart(2, "0")}T09:00:00Z`,
    }),
    change: { name: "Changed" },
    sorts: ["id", "add_time", "update_time"],
    filter: { query: "owner_id=2", meets: (i) => i % 2 === 1 },
  },
  organizations: {
    path: "/api/v2/organizations",
    body: (i) => ({ name: `Organization ${i}`, owner_id: 1 + (i % 2) }),
    change: { name: "Changed" },
    sorts: ["id", "add_time", "update_time"],
    filter: { query: "owner_id=2", meets: (i) => i % 2 === 1 },
  },
  activities: {
    path: "/api/v2/activities",
    body: (i) => ({
      subject: `Activity ${i}`,
      done: i % 3 === 0,
      due_date: `2026-02-${String(28 - i).padStart(2, "0")}`,
    }),
    change: { subject: "Changed" },
    sorts: ["id", "add_time", "update_time", "due_date"],
    filter: { query: "done=true", meets: (i) => i % 3 === 0 },
  },
  notes: {
    path: "/api/v2/notes",
    body: (i) => ({ content: `Note ${i}`, deal_id: 1 + (i % 2) }),
    change: { content: "Changed" },
    sorts: ["id", "add_time", "update_time"],
    filter: { query: "deal_id=2", meets: (i) => i % 2 === 1 },
  },
}

let workspace: Workspace
const made: Record<string, number[]> = {}

beforeAll(async () => {
  workspace = await newWorkspace()
  await workspace.post("/api/v2/users", { name: "Second Owner" })
  for (const [kind, { path, body }] of Object.entries(KINDS)) {
    const ids: number[] = []
    for (let i = 0; i < COUNT; i++) ids.push((await workspace.post(path, body(i))).id)
    made[kind] = ids
  }
}, 120_000)

type Entry = { id: number; add_time: string; update_time: string; due_date?: string }

function expectOrder(entries: readonly Entry[], field: string, direction: string): void {
  const keys = entries.map((entry) => {
    const value = Object.entries(entry).find(([name]) => name === field)?.[1]
    return field === "id" ? String(entry.id).padStart(9, "0") : `${value} ${String(entry.id).padStart(9, "0")}`
  })
  const sorted = [...keys].sort()
  expect(keys).toEqual(direction === "asc" ? sorted : sorted.reverse())
}

describe.each(Object.entries(KINDS))("%s", (kind, { path, sorts, filter, change }) => {
  const ids = () => made[kind] ?? []

  describe.each(sorts)("sorted by %s", (field) => {
    test.each(["asc", "desc"])("%s, are paged to the end without repeats or gaps", async (direction) => {
      await eventually(async () => {
        const query = `${path}?sort_by=${field}&sort_direction=${direction}`
        const { entries, pages } = await everyPage<Entry>(workspace, query, 5)
        expect(entries.map((entry) => entry.id).sort((a, b) => a - b)).toEqual(ids())
        expect(pages).toBeGreaterThanOrEqual(Math.ceil(COUNT / 5))
        expectOrder(entries, field, direction)
      })
    })
  })

  test("come in the order of their ids unless another is asked for, a hundred at a time", async () => {
    expect(await workspace.get<Entry[]>(path)).toHaveLength(COUNT)
    expect((await workspace.get<Entry[]>(path)).map((entry) => entry.id)).toEqual(ids())
  })

  test("are filtered, and paged all the same", async () => {
    const expected = ids().filter((_, i) => filter.meets(i))
    await eventually(async () => {
      for (const direction of ["asc", "desc"]) {
        const { entries } = await everyPage(workspace, `${path}?${filter.query}&sort_direction=${direction}`, 3)
        const found = entries.map((entry) => entry.id)
        expect(found).toEqual(direction === "asc" ? expected : expected.toReversed())
      }
    })
  })

  test("that changed since a time are those, to the second; until is not met by that second", async () => {
    const fresh = await newWorkspace()
    const [first, second] = [await addTo(fresh, kind), await addTo(fresh, kind)]
    await nextSecond(await timeOf(fresh, path, second))
    await fresh.patch(`${path}/${first}`, change)
    const at = await timeOf(fresh, path, first)
    await eventually(async () => {
      for (const sort of ["id", "update_time"]) {
        expect(await idsOf(fresh, `${path}?updated_since=${at}&sort_by=${sort}`)).toEqual([first])
        expect(await idsOf(fresh, `${path}?updated_until=${at}&sort_by=${sort}`)).toEqual([second])
        expect(await idsOf(fresh, `${path}?updated_since=${at}&updated_until=${at}&sort_by=${sort}`)).toEqual([])
      }
      const offset = at.replace("Z", "%2B00:00")
      expect(await idsOf(fresh, `${path}?updated_since=${offset}`)).toEqual([first])
    })
  })

  test.each([
    ["updated_since=2026-01-01T00:00:00.500Z", "updated_since"],
    ["updated_until=2026-01-01T00:00:00.000Z", "updated_until"],
    ["updated_since=2026-01-01", "updated_since"],
    ["updated_since=2026-13-01T00:00:00Z", "updated_since"],
    ["limit=0", "limit"],
    ["limit=501", "limit"],
    ["limit=ten", "limit"],
    ["sort_by=title", "sort_by"],
    ["sort_direction=up", "sort_direction"],
    ["cursor=nonsense", "cursor"],
  ])("are not listed with %s, and why is said", async (query, field) => {
    const answer = await workspace.call("GET", `${path}?${query}`)
    expect(answer.status).toBe(400)
    expect(Object.keys(answer.body.fields ?? {})).toEqual([field])
  })

  test("that are deleted are in the list no more, but are there for who asks for one", async () => {
    const fresh = await newWorkspace()
    const [kept, gone] = [await addTo(fresh, kind), await addTo(fresh, kind)]
    const removed = await fresh.call<{ id: number }>("DELETE", `${path}/${gone}`)
    expect([removed.status, removed.body.data]).toEqual([200, { id: gone }])
    expect(await idsOf(fresh, path)).toEqual([kept])
    expect(await fresh.get(`${path}/${gone}`)).toMatchObject({ id: gone, is_deleted: true })
    await eventually(async () => {
      expect(await idsOf(fresh, `${path}?sort_by=add_time`)).toEqual([kept])
      expect(await idsOf(fresh, `${path}?sort_by=update_time`)).toEqual([kept])
    })
    expect((await fresh.call("DELETE", `${path}/${gone}`)).status).toBe(404)
  })
})

describe.each(Object.entries(KINDS).filter(([kind]) => kind !== "notes"))("%s by ids", (kind, { path, filter }) => {
  test("are those that are there, without repeats, in the order that is asked for", async () => {
    const [a = 0, b = 0, c = 0] = made[kind] ?? []
    expect(await idsOf(workspace, `${path}?ids=${c},${a},999999,${a}`)).toEqual([a, c])
    expect(await idsOf(workspace, `${path}?ids=${a},${b},${c}&sort_direction=desc`)).toEqual([c, b, a])
    if (kind === "deals" || kind === "persons") {
      expect(await idsOf(workspace, `${path}?ids=${a},${b},${c}&sort_by=add_time`)).toEqual([c, b, a])
    }
  })

  test("meet the filters too", async () => {
    const all = (made[kind] ?? []).slice(0, 7)
    const expected = all.filter((_, i) => filter.meets(i))
    expect(await idsOf(workspace, `${path}?ids=${all.join()}&${filter.query}`)).toEqual(expected)
  })

  test.each(["ids=", "ids=1,x", "ids=0", `ids=${Array.from({ length: 101 }, (_, i) => i + 1).join()}`])(
    "are refused for %s",
    async (query) => {
      const answer = await workspace.call("GET", `${path}?${query}`)
      expect(answer.status).toBe(400)
      expect(Object.keys(answer.body.fields ?? {})[0]).toMatch(/^ids/)
    },
  )
})

test("a cursor of one list is refused by another", async () => {
  const { body } = await workspace.call("GET", "/api/v2/deals?limit=5")
  const cursor = body.additional_data?.next_cursor
  const answer = await workspace.call("GET", `/api/v2/deals?limit=5&sort_by=update_time&cursor=${cursor}`)
  expect([answer.status, answer.body.fields]).toEqual([400, { cursor: "is not a cursor of this list" }])
})

async function addTo(who: Person, kind: string): Promise<number> {
  if (kind === "notes" && (await idsOf(who, "/api/v2/deals")).length === 0) {
    await who.post("/api/v2/deals", { title: "Noted" })
  }
  const body = { deals: { title: "X" }, persons: { name: "X" }, organizations: { name: "X" }, activities: {} }
  const given =
    kind === "notes" ? { content: "X", deal_id: 1 } : Object.entries(body).find(([name]) => name === kind)?.[1]
  return (await who.post(KINDS[kind]?.path ?? "", given ?? {})).id
}

async function timeOf(who: Person, path: string, id: number): Promise<string> {
  return (await who.get<Entry>(`${path}/${id}`)).update_time
}

/** Times are kept to the second: what is done from now on is later than `at`. */
async function nextSecond(at: string): Promise<void> {
  await eventually(async () => expect(Date.now()).toBeGreaterThan(Date.parse(at) + 1000))
}
