import { beforeAll, describe, expect, test } from "vitest"
import { newWorkspace } from "../support/in-process-workspace.ts"
import { eventually } from "../support/stack.ts"
import type { Person, Workspace } from "../support/workspace.ts"

type Filter = {
  id: number
  name: string
  owner_id: number
  shared: boolean
  conditions: { all: object[]; any: object[] }
}
type Titled = { id: number; title: string }
type Column = { stage_id: number; cards: Titled[]; count: number; sums: { value: number; count: number }[] }

const MINE = { all: [{ field: "owner_id", operator: "=", value: "me" }], any: [] }

let workspace: Workspace
let regular: Person & { id: number }
let other: Person & { id: number }

beforeAll(async () => {
  workspace = await newWorkspace()
  regular = await workspace.colleague("Reet Regular")
  other = await workspace.colleague("Olev Other")
  const deals = [
    { title: "Pumps for Narva", value: 100, stage_id: 1, owner_id: 1, expected_close_date: "2020-01-01" },
    { title: "Valves", value: 200, stage_id: 1, owner_id: regular.id, label_ids: [1] },
    { title: "Spare pumps", value: 300, stage_id: 2, owner_id: regular.id },
    { title: "Hidden pumps", value: 400, stage_id: 2, owner_id: other.id, visible_to: 1 },
  ]
  for (const deal of deals) await workspace.post("/api/v2/deals", deal)
  await eventually(async () => expect(await workspace.get("/api/v2/deals/view/totals")).toMatchObject({ count: 4 }))
}, 240_000)

const filterOf = (conditions: object) => `filter=${encodeURIComponent(JSON.stringify(conditions))}`
const titles = async (who: Person, path: string) => (await who.get<Titled[]>(path)).map((deal) => deal.title).sort()
const titleHas = (value: string) => ({ all: [{ field: "title", operator: "contains", value }] })

describe("a saved filter", () => {
  test("is its owner's alone until it is shared, and only its owner and admins change it then", async () => {
    const { id } = await regular.post<Filter>("/api/v2/filters", { name: "Mine", conditions: MINE })
    const seenBy = async (who: Person) => (await who.get<Filter[]>("/api/v2/filters")).some((one) => one.id === id)
    expect([await seenBy(regular), await seenBy(other), await seenBy(workspace)]).toEqual([true, false, false])
    expect((await workspace.call("PATCH", `/api/v2/filters/${id}`, { name: "X" })).status).toBe(404)
    expect((await other.call("DELETE", `/api/v2/filters/${id}`)).status).toBe(404)
    expect((await other.call("GET", `/api/v2/deals/view?filter_id=${id}`)).body.fields).toHaveProperty("filter_id")

    await regular.patch(`/api/v2/filters/${id}`, { shared: true })
    expect([await seenBy(regular), await seenBy(other), await seenBy(workspace)]).toEqual([true, true, true])
    expect((await other.call("PATCH", `/api/v2/filters/${id}`, { name: "X" })).status).toBe(403)
    expect(await workspace.patch(`/api/v2/filters/${id}`, { name: "Whose?" })).toMatchObject({
      name: "Whose?",
      owner_id: regular.id,
      conditions: MINE,
    })
    expect((await other.call("DELETE", `/api/v2/filters/${id}`)).status).toBe(403)
    expect((await regular.call("DELETE", `/api/v2/filters/${id}`)).status).toBe(200)
    expect(await seenBy(workspace)).toBe(false)
  })

  test("means whoever uses it by me", async () => {
    const { id } = await workspace.post<Filter>("/api/v2/filters", { name: "Mine", conditions: MINE, shared: true })
    expect(await titles(regular, `/api/v2/deals/view?filter_id=${id}`)).toEqual(["Spare pumps", "Valves"])
    expect(await titles(other, `/api/v2/deals/view?filter_id=${id}`)).toEqual(["Hidden pumps"])
    expect(await titles(workspace, `/api/v2/deals?filter_id=${id}`)).toEqual(["Pumps for Narva"])
  })

  test("narrows together with what else is asked", async () => {
    const { id } = await workspace.post<Filter>("/api/v2/filters", { name: "Pumps", conditions: titleHas("pump") })
    const narrowed = `/api/v2/deals/view?filter_id=${id}&${filterOf(MINE)}&pipeline_id=1&status=open`
    expect(await titles(workspace, narrowed)).toEqual(["Pumps for Narva"])
    expect(await titles(workspace, `/api/v2/deals?filter_id=${id}&stage_id=2`)).toEqual(["Hidden pumps", "Spare pumps"])
  })
})

test.each([
  [titleHas("PUMP"), ["Pumps for Narva", "Spare pumps"]],
  [{ all: [{ field: "title", operator: "not_contains", value: "pump" }] }, ["Valves"]],
  [
    {
      any: [
        { field: "title", operator: "=", value: "Valves" },
        { field: "stage_id", operator: "=", value: 2 },
      ],
    },
    ["Spare pumps", "Valves"],
  ],
  [{ all: [{ field: "expected_close_date", operator: "<", value: "today" }] }, ["Pumps for Narva"]],
  [
    {
      all: [
        { field: "add_time", operator: "=", value: "this_week" },
        { field: "value", operator: ">=", value: 200 },
      ],
    },
    ["Spare pumps", "Valves"],
  ],
  [{ all: [{ field: "label_ids", operator: "=", value: 1 }] }, ["Valves"]],
  [
    {
      all: [
        { field: "next_activity_date", operator: "empty" },
        { field: "is_rotten", operator: "=", value: false },
      ],
    },
    ["Pumps for Narva", "Spare pumps", "Valves"],
  ],
])("%j finds %j for someone who does not see the hidden one", async (conditions, expected) => {
  expect(await titles(regular, `/api/v2/deals/view?${filterOf(conditions)}`)).toEqual(expected)
  const { count } = await regular.get<{ count: number }>(`/api/v2/deals/view/totals?${filterOf(conditions)}`)
  expect(count).toBe(expected.length)
})

test("a board's cards and totals are both filtered, page by page, and hide what is hidden", async () => {
  const open = (who: Person) => who.get<{ columns: Column[] }>(`/api/v2/board/1?${filterOf(titleHas("pump"))}`)
  const shown = ({ columns }: { columns: Column[] }) =>
    columns
      .filter((one) => one.count > 0)
      .map(({ cards, count, sums }) => [cards.map((card) => card.title), count, sums[0]?.value])
  expect(shown(await open(workspace))).toEqual([
    [["Pumps for Narva"], 1, 100],
    [["Hidden pumps", "Spare pumps"], 2, 700],
  ])
  expect(shown(await open(regular))).toEqual([
    [["Pumps for Narva"], 1, 100],
    [["Spare pumps"], 1, 300],
  ])
  const path = `/api/v2/board/1/stages/2?${filterOf(titleHas("pump"))}&limit=1`
  const first = await workspace.call<Titled[]>("GET", path)
  const cursor = first.body.additional_data?.next_cursor
  const second = await workspace.call<Titled[]>("GET", `${path}&cursor=${cursor}`)
  expect([first, second].map(({ body }) => body.data[0]?.title)).toEqual(["Hidden pumps", "Spare pumps"])
  expect(second.body.additional_data?.next_cursor).toBeNull()
})

test("cards carry the custom fields that are asked for, in every order", async () => {
  const { field_code: key } = await workspace.post<{ field_code: string }>("/api/v2/dealFields", {
    field_name: "Colour",
    field_type: "varchar",
  })
  await workspace.patch("/api/v2/deals/1", { custom_fields: { [key]: "red" } })
  for (const sort of ["urgency", "value"]) {
    const { columns } = await workspace.get<{ columns: { cards: { id: number; custom_fields: object }[] }[] }>(
      `/api/v2/board/1?fields=${key}&sort=${sort}`,
    )
    const cards = columns.flatMap((column) => column.cards)
    expect(cards.find((card) => card.id === 1)?.custom_fields).toEqual({ [key]: "red" })
    expect(cards.find((card) => card.id === 2)?.custom_fields).toEqual({ [key]: null })
  }
})

const seventeen = Array.from({ length: 17 }, () => ({ field: "id", operator: "=", value: 1 }))

test.each([
  [{ all: [{ field: "colour", operator: "=", value: 1 }] }, "conditions.all.0"],
  [{ all: [], any: [{ field: "add_time", operator: "<", value: "someday" }] }, "conditions.any.0"],
  [{ all: [{ field: "stage_id", operator: "=", value: "me" }] }, "conditions.all.0"],
  [{ all: [{ field: "value", operator: "contains", value: "1" }] }, "conditions.all.0"],
  [{ all: [{ field: "value", operator: "=" }] }, "conditions.all.0.value"],
  [{ all: seventeen }, "conditions"],
])("400: a filter of %j is not saved, and %s is named", async (conditions, field) => {
  const answer = await workspace.call("POST", "/api/v2/filters", { name: "Wrong", conditions })
  expect([answer.status, Object.keys(answer.body.fields ?? {})]).toEqual([400, [field]])
})

test.each([
  ["/api/v2/deals/view?filter=nonsense", "filter"],
  [`/api/v2/deals/view?${filterOf({ all: [{ field: "colour", operator: "=", value: 1 }] })}`, "filter.all.0"],
  [`/api/v2/board/1?${filterOf({ all: [{ field: "value", operator: "=" }] })}`, "filter.all.0.value"],
  ["/api/v2/board/1?filter_id=99999", "filter_id"],
  ["/api/v2/deals/view/totals?filter_id=99999", "filter_id"],
  ["/api/v2/deals?filter_id=99999", "filter_id"],
  ["/api/v2/deals/view?sort_by=colour", "sort_by"],
  ["/api/v2/deals/view?cursor=x", "cursor"],
])("400: %s names %s", async (path, field) => {
  const answer = await workspace.call("GET", path)
  expect([answer.status, Object.keys(answer.body.fields ?? {})]).toEqual([400, [field]])
})
