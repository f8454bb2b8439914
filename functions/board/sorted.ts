/** The board filtered, or in another order than the index's: fact segments say which deals and where, the page's deals are then loaded. */

import * as z from "zod"
import type { BOARD_SORTS, BoardColumn } from "../../shared/api/board.ts"
import type { DealCard } from "../../shared/api/deal-card.ts"
import type { Page } from "../../shared/api/route.ts"
import { numbers, type Opened, texts } from "../../shared/columns.ts"
import type { Scope } from "../../shared/condition.ts"
import type { FilterConditions } from "../../shared/filter.ts"
import type { OpenSum } from "../../shared/open-sums.ts"
import type { Stage } from "../../shared/pipeline.ts"
import { dayIn, dayNumber } from "../../shared/time.ts"
import { fromCursor, toCursor } from "../data/cursor.ts"
import { type Setup, setupOf } from "../data/setup.ts"
import { standing } from "../deals/view.ts"
import { type Asked, askedOf, plainly } from "../filters/asked.ts"
import type { Actor } from "../platform/actor.ts"
import { eachSegment, namesAsked, rowTest } from "../records/rows.ts"
import { scopeOf } from "../reports/scope.ts"
import { cardOf } from "./card.ts"
import { column } from "./column.ts"

export type Sort = (typeof BOARD_SORTS)[number]
export type Filters = {
  owner_id?: number[] | undefined
  label_id?: number[] | undefined
  filter?: FilterConditions | undefined
  filter_id?: number | undefined
  fields?: string[] | undefined
  sort: Sort
}
type Query = Filters & { limit: number; cursor?: string | undefined }
type Place = { id: number; stage: number; key: number; sum: OpenSum }
/** What the board is narrowed by, for whom. */
type Narrowed = { asked: Asked[]; scope: Scope }

export async function open(
  actor: Actor,
  setup: Setup,
  stages: Stage[],
  query: Query,
): Promise<{ columns: BoardColumn[] }> {
  const narrowed = await narrow(actor, stages, query)
  const places = await placesOf(actor, setup, narrowed, query.sort)
  const sums = places.map((place) => place.sum)
  const columns = await Promise.all(
    stages.map(async (stage) => {
      const own = places.filter((place) => place.stage === stage.id)
      return column(stage, await pageOf(actor, narrowed, own, query), sums)
    }),
  )
  return { columns }
}

export async function page(actor: Actor, setup: Setup, stage: Stage, query: Query): Promise<Page<DealCard[]>> {
  const narrowed = await narrow(actor, [stage], query)
  return pageOf(actor, narrowed, await placesOf(actor, setup, narrowed, query.sort), query)
}

async function narrow(actor: Actor, stages: readonly Stage[], query: Filters): Promise<Narrowed> {
  const [asked, scope] = await Promise.all([askedOf(actor, "deal", query), scopeOf(actor)])
  const plain = plainly(
    { field: "status", operator: "=", value: "open" },
    { field: "is_archived", operator: "=", value: false },
    { field: "stage_id", operator: "in", value: stages.map((stage) => stage.id) },
    query.owner_id && { field: "owner_id", operator: "in", value: query.owner_id },
    query.label_id && { field: "label_ids", operator: "in", value: query.label_id },
  )
  return { asked: [...asked, plain], scope }
}

const Position = z.object({ key: z.number(), id: z.int() })

async function pageOf(
  actor: Actor,
  { asked, scope }: Narrowed,
  places: Place[],
  query: Query,
): Promise<Page<DealCard[]>> {
  const after = fromCursor(query.cursor, Position)
  const rest = after === undefined ? places : places.filter((place) => order(place, after) > 0)
  const wanted = rest.slice(0, query.limit)
  const last = wanted.at(-1)
  const setup = await setupOf(actor)
  const deals = await standing(actor, wanted, asked, scope)
  return {
    data: deals.map((deal) => cardOf(deal, query.fields, setup)),
    nextCursor: rest.length > wanted.length && last !== undefined ? toCursor({ key: last.key, id: last.id }) : null,
  }
}

/** By the key, then newest first. */
function order(a: { key: number; id: number }, b: { key: number; id: number }): number {
  return a.key - b.key || b.id - a.id
}

async function placesOf(actor: Actor, setup: Setup, { asked, scope }: Narrowed, sort: Sort): Promise<Place[]> {
  const today = dayNumber(dayIn(actor.zone, Date.now()))
  const places: Place[] = []
  await eachSegment(actor, "deal", namesAsked("deal", asked), (segment, names) => {
    const passes = rowTest(segment, "deal", names, asked, scope)
    const row = rowsOf(segment, setup, sort, today)
    for (let i = 0; i < segment.rows; i++) if (passes(i)) places.push(row(i))
  })
  return places.sort(order)
}

function rowsOf(opened: Opened, setup: Setup, sort: Sort, today: number): (row: number) => Place {
  const column = (name: string) => numbers(opened, name)
  const [ids, stage, owner, value] = ["id", "stage", "owner", "value"].map(column)
  const chance = column("probability")
  const currency = texts(opened, "currency")
  const key = keyOf(opened, sort, today)
  return (i) => {
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
        visibleTo: 7,
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

function keyOf(opened: Opened, sort: Sort, today: number): (row: number) => number {
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
