import { beforeAll, expect, test } from "vitest"
import { newWorkspace } from "../support/in-process-workspace.ts"
import { everyPage } from "../support/pages.ts"
import { eventually } from "../support/stack.ts"
import type { Person, Workspace } from "../support/workspace.ts"

type Row = { id: number; title: string; version: number; person_name: string | null; org_name: string | null }
type Totals = { count: number; sums: { currency: string; value: number; weighted_value: number; count: number }[] }

let workspace: Workspace
let regular: Person & { id: number }
const ids: Record<string, number> = {}

beforeAll(async () => {
  workspace = await newWorkspace()
  regular = await workspace.colleague("Aet Regular")
  const make = async (path: string, body: object) => (await workspace.post(path, body)).id
  const zoe = await make("/api/v2/persons", { name: "Zoe" })
  const adam = await make("/api/v2/persons", { name: "Ädam" })
  const deals = {
    beta: { title: "Beta", value: 30, stage_id: 3, person_id: zoe, label_ids: [2], expected_close_date: "2026-03-01" },
    alpha: { title: "alpha", value: 20, stage_id: 1, person_id: adam, probability: 50, label_ids: [1] },
    gamma: { title: "Gamma", value: 10, currency: "EUR", stage_id: 2, owner_id: regular.id },
    delta: { title: "Delta", value: 40, status: "won", expected_close_date: "2026-01-01" },
    hidden: { title: "Hidden", value: 5, visible_to: 1, status: "lost", lost_reason: "Price" },
  }
  for (const [name, body] of Object.entries(deals)) ids[name] = await make("/api/v2/deals", body)
  const archived = await make("/api/v2/deals", { title: "Archived", value: 1000 })
  await workspace.patch(`/api/v2/deals/${archived}`, { is_archived: true })
  const gone = await make("/api/v2/deals", { title: "Gone", value: 1000 })
  await workspace.call("DELETE", `/api/v2/deals/${gone}`)
  await eventually(async () => {
    expect(await workspace.get<Totals>("/api/v2/deals/view/totals")).toMatchObject({ count: 5 })
    expect(await named("/api/v2/deals/view?sort_by=title")).toHaveLength(5)
  })
}, 240_000)

async function named(path: string, who: Person = workspace): Promise<(string | undefined)[]> {
  const rows = await who.get<Row[]>(path)
  return rows.map((row) => Object.keys(ids).find((name) => ids[name] === row.id))
}

test.each([
  ["title", ["alpha", "beta", "delta", "gamma", "hidden"], []],
  ["value", ["hidden", "gamma", "alpha", "beta", "delta"], []],
  ["person_name", ["alpha", "beta"], ["gamma", "delta", "hidden"]],
  ["expected_close_date", ["delta", "beta"], ["alpha", "gamma", "hidden"]],
  ["probability", ["alpha"], ["beta", "gamma", "delta", "hidden"]],
  ["lost_reason", ["hidden"], ["beta", "alpha", "gamma", "delta"]],
  ["id", ["beta", "alpha", "gamma", "delta", "hidden"], []],
])("rows are sorted by %s both ways, and what has none comes last", async (field, some, none) => {
  const path = `/api/v2/deals/view?sort_by=${field}&sort_direction=`
  expect(await named(`${path}asc`)).toEqual([...some, ...none])
  expect(await named(`${path}desc`)).toEqual([...some.toReversed(), ...none.toReversed()])
})

test("ids are sorted by what people know them by: stages by their place, owners and labels by name", async () => {
  expect(await named("/api/v2/deals/view?sort_by=stage_id&sort_direction=desc&status=open")).toEqual([
    "beta",
    "gamma",
    "alpha",
  ])
  expect((await named("/api/v2/deals/view?sort_by=owner_id&sort_direction=asc"))[0]).toBe("gamma")
  expect((await named("/api/v2/deals/view?sort_by=label_ids&sort_direction=asc")).slice(0, 2)).toEqual([
    "alpha",
    "beta",
  ])
})

test.each(["title", "value", "person_name", "expected_close_date", "add_time", "owner_id"])(
  "pages by %s join without a gap or a repeat",
  async (field) => {
    const path = `/api/v2/deals/view?sort_by=${field}`
    const whole = (await workspace.get<Row[]>(path)).map((row) => row.id)
    const { entries, pages } = await everyPage<Row>(workspace, path, 2)
    expect([entries.map((row) => row.id), pages]).toEqual([whole, 3])
  },
)

test("a row has the names it shows and the version it is changed by", async () => {
  const [row] = await workspace.get<Row[]>("/api/v2/deals/view?sort_by=title&sort_direction=asc")
  expect(row).toMatchObject({ title: "alpha", person_name: "Ädam", org_name: null, version: 1 })
})

test("totals count what the filter finds: open by chance, won whole, lost not", async () => {
  const { count, sums } = await workspace.get<Totals>("/api/v2/deals/view/totals")
  expect(count).toBe(5)
  expect(sums).toEqual([
    { currency: "USD", value: 95, weighted_value: 62, count: 4 },
    { currency: "EUR", value: 10, weighted_value: 2.5, count: 1 },
  ])
  expect(await workspace.get<Totals>("/api/v2/deals/view/totals?status=won")).toMatchObject({ count: 1 })
})

test("what somebody else hides is neither in the rows nor in the totals", async () => {
  expect(await named("/api/v2/deals/view?sort_by=id&sort_direction=asc", regular)).toEqual([
    "beta",
    "alpha",
    "gamma",
    "delta",
  ])
  expect(await regular.get<Totals>("/api/v2/deals/view/totals")).toMatchObject({ count: 4 })
})

test("archived deals are shown to who asks for them", async () => {
  const filter = encodeURIComponent(JSON.stringify({ all: [{ field: "is_archived", operator: "=", value: true }] }))
  const rows = await workspace.get<Row[]>(`/api/v2/deals/view?filter=${filter}`)
  expect(rows.map((row) => row.title)).toEqual(["Archived"])
})

test("a row that no longer meets the filter is gone at once, a new name is found when it is filed", async () => {
  const { id } = await workspace.post("/api/v2/deals", { title: "Fleeting", stage_id: 4 })
  const at = "/api/v2/deals/view?stage_id=4"
  await eventually(async () => expect(await workspace.get<Row[]>(at)).toHaveLength(1))
  await workspace.patch(`/api/v2/deals/${id}`, { stage_id: 5, title: "Lasting" })
  expect(await workspace.get<Row[]>(at)).toEqual([])
  const filter = encodeURIComponent(
    JSON.stringify({ all: [{ field: "title", operator: "contains", value: "lasting" }] }),
  )
  await eventually(async () =>
    expect(await workspace.get<Row[]>(`/api/v2/deals/view?filter=${filter}`)).toHaveLength(1),
  )
  await workspace.call("DELETE", `/api/v2/deals/${id}`)
})
