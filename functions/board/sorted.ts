/** The board filtered, or in another order than the index's: fact segments say which deals and where, the page's deals are then loaded. */
import * as z from "zod"
import type { BOARD_SORTS, BoardColumn } from "../../shared/api/board.ts"
import { type DealCard, dealCard } from "../../shared/api/deals.ts"
import type { Page } from "../../shared/api/route.ts"
import { lists, numbers, texts } from "../../shared/columns.ts"
import { visible } from "../../shared/condition.ts"
import { STATUS } from "../../shared/facts.ts"
import type { Stage } from "../../shared/pipeline.ts"
import { dayIn, dayNumber } from "../../shared/time.ts"
import { fromCursor, toCursor } from "../data/cursor.ts"
import type { OpenSum } from "../data/open-sums.ts"
import { readAll, type Segment } from "../data/segments.ts"
import type { Setup } from "../data/setup.ts"
import { open as openStore } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"
import { scopeOf } from "../reports/scope.ts"
import { column } from "./column.ts"

export type Sort = (typeof BOARD_SORTS)[number]
type Query = {
  owner_id?: number[] | undefined
  label_id?: number[] | undefined
  sort: Sort
  limit: number
  cursor?: string | undefined
}
type Place = { id: number; stage: number; key: number; sum: OpenSum }

export async function open(
  actor: Actor,
  setup: Setup,
  stages: Stage[],
  query: Query,
): Promise<{ columns: BoardColumn[] }> {
  const places = await placesOf(actor, setup, new Set(stages.map((stage) => stage.id)), query)
  const sums = places.map((place) => place.sum)
  const columns = await Promise.all(
    stages.map(async (stage) => {
      const own = places.filter((place) => place.stage === stage.id)
      return column(stage, await pageOf(actor, own, query), sums)
    }),
  )
  return { columns }
}

export async function page(actor: Actor, setup: Setup, stage: Stage, query: Query): Promise<Page<DealCard[]>> {
  return pageOf(actor, await placesOf(actor, setup, new Set([stage.id]), query), query)
}

const Position = z.object({ key: z.number(), id: z.int() })

async function pageOf(actor: Actor, places: Place[], query: Query): Promise<Page<DealCard[]>> {
  const after = fromCursor(query.cursor, Position)
  const rest = after === undefined ? places : places.filter((place) => order(place, after) > 0)
  const wanted = rest.slice(0, query.limit)
  const last = wanted.at(-1)
  const deals = await openStore(actor).getMany(
    "deal",
    wanted.map((place) => place.id),
  )
  return {
    data: deals.map(dealCard),
    nextCursor: rest.length > wanted.length && last !== undefined ? toCursor({ key: last.key, id: last.id }) : null,
  }
}

/** By the key, then newest first. */
function order(a: { key: number; id: number }, b: { key: number; id: number }): number {
  return a.key - b.key || b.id - a.id
}

async function placesOf(actor: Actor, setup: Setup, stages: ReadonlySet<number>, query: Query): Promise<Place[]> {
  const scope = await scopeOf(actor)
  const today = dayNumber(dayIn(actor.zone, Date.now()))
  const owners = query.owner_id === undefined ? undefined : new Set(query.owner_id)
  const labels = query.label_id === undefined ? undefined : new Set(query.label_id)
  const places: Place[] = []
  await readAll(actor.workspaceId, "deal", (segment) => {
    const row = rowsOf(segment, setup, query.sort, today)
    const shown = visible(segment.opened, scope)
    const tags = labels === undefined ? undefined : lists(segment.opened, "labels")
    for (let i = 0; i < segment.opened.rows; i++) {
      const place = row(i)
      if (place === undefined || !stages.has(place.stage) || !shown(i)) continue
      if (owners !== undefined && !owners.has(place.sum.owner)) continue
      if (labels !== undefined && tags?.[i]?.some((id) => labels.has(id)) !== true) continue
      places.push(place)
    }
  })
  return places.sort(order)
}

function rowsOf({ opened }: Segment, setup: Setup, sort: Sort, today: number): (row: number) => Place | undefined {
  const column = (name: string) => numbers(opened, name)
  const [ids, status, archived, stage, owner, value] = ["id", "status", "archived", "stage", "owner", "value"].map(
    column,
  )
  const chance = column("probability")
  const currency = texts(opened, "currency")
  const key = keyOf(opened, sort, today)
  return (i) => {
    if (status?.[i] !== STATUS.open || !Number.isNaN(archived?.[i])) return undefined
    const amount = value?.[i] ?? 0
    const own = chance[i] ?? Number.NaN
    const stageId = stage?.[i] ?? 0
    return {
      id: ids?.[i] ?? 0,
      stage: stageId,
      key: key(i),
      sum: {
        pipeline: setup.stages.get(stageId)?.pipelineId ?? 0,
        stage: stageId,
        owner: owner?.[i] ?? 0,
        restricted: false,
        currency: currency.words[currency.at[i] ?? -1] ?? "",
        count: 1,
        value: amount,
        valueByStage: Number.isNaN(own) ? amount : 0,
        weighted: Number.isNaN(own) ? 0 : Math.round((amount * own) / 100),
      },
    }
  }
}

const LAST = Number.MAX_SAFE_INTEGER

function keyOf(opened: Segment["opened"], sort: Sort, today: number): (row: number) => number {
  const column = (name: string) => numbers(opened, name)
  const or = (value: number | undefined, fallback: number) =>
    value === undefined || Number.isNaN(value) ? fallback : value
  if (sort === "value") {
    const value = column("value")
    return (row) => -or(value[row], 0)
  }
  if (sort === "expected_close_date") {
    const on = column("expectedCloseOn")
    return (row) => or(on[row], LAST)
  }
  if (sort === "owner_id") {
    const owner = column("owner")
    return (row) => or(owner[row], 0)
  }
  if (sort === "add_time") {
    const added = column("added")
    return (row) => -or(added[row], 0)
  }
  const next = column("nextOn")
  return (row) => {
    const due = or(next[row], Number.NaN)
    if (Number.isNaN(due)) return 1e9
    return due <= today ? due : 2e9 + due
  }
}
