/** The list view: facts say which deals are meant, in what order and what they add up to; a page's deals are then loaded. */
import * as z from "zod"
import { decimal } from "../../shared/amount.ts"
import { dealAnswer } from "../../shared/api/deal-answer.ts"
import { dealCard } from "../../shared/api/deal-card.ts"
import type { DealRow, ViewQuery, ViewTotals, ViewTotalsQuery } from "../../shared/api/deal-view.ts"
import type { Page } from "../../shared/api/route.ts"
import { numbers, type Opened, texts } from "../../shared/columns.ts"
import type { Scope } from "../../shared/condition.ts"
import type { Deal } from "../../shared/deal.ts"
import { STATUS } from "../../shared/fact-sources.ts"
import { fieldsOf } from "../../shared/filter.ts"
import { withFormulas } from "../../shared/formula-results.ts"
import { fromCursor, toCursor } from "../data/cursor.ts"
import { customKeys, setupOf } from "../data/setup.ts"
import { open } from "../data/store.ts"
import { type Asked, askedOf, plainly } from "../filters/asked.ts"
import type { Actor } from "../platform/actor.ts"
import { withNamesSeen } from "../records/names-seen.ts"
import { eachSegment, meeting, namesAsked, rowTest } from "../records/rows.ts"
import { scopeOf } from "../reports/scope.ts"
import { inOrder, keysBy, type Place } from "./order.ts"

/** Archived deals are left out unless the filter speaks of them. */
export async function narrowed(actor: Actor, query: ViewTotalsQuery): Promise<Asked[]> {
  const asked = await askedOf(actor, "deal", query)
  const { status, pipeline_id, stage_id, owner_id, label_id } = query
  const archives = asked.some(({ conditions }) => fieldsOf(conditions).includes("is_archived"))
  const plain = plainly(
    status && { field: "status", operator: "in", value: status },
    pipeline_id === undefined ? undefined : { field: "pipeline_id", operator: "=", value: pipeline_id },
    stage_id === undefined ? undefined : { field: "stage_id", operator: "=", value: stage_id },
    owner_id && { field: "owner_id", operator: "in", value: owner_id },
    label_id && { field: "label_ids", operator: "in", value: label_id },
    archives ? undefined : { field: "is_archived", operator: "=", value: false },
  )
  return [...asked, plain]
}

export async function view(actor: Actor, query: ViewQuery): Promise<Page<DealRow[]>> {
  const setup = await setupOf(actor)
  const page = await found(actor, { ...query, asked: await narrowed(actor, query) })
  const keys = customKeys(setup, "deal")
  return { data: page.data.map((deal) => rowOf(deal, keys)), nextCursor: page.nextCursor }
}

export function rowOf(deal: Deal, keys: readonly string[]): DealRow {
  const { person_name, org_name, next_activity, touch_time } = dealCard(deal)
  return { ...dealAnswer(deal, keys), version: deal.version, person_name, org_name, next_activity, touch_time }
}

export type Wanted = {
  asked: Asked[]
  sort_by: string
  sort_direction: "asc" | "desc"
  limit: number
  cursor?: string | undefined
}

const Position = z.object({ key: z.union([z.number(), z.string(), z.null()]), id: z.int() })

/** A page of the deals that meet what is asked, in the order of a field. */
export async function found(actor: Actor, wanted: Wanted): Promise<Page<Deal[]>> {
  const places = await placed(actor, wanted)
  const page = places.slice(0, wanted.limit)
  const last = page.at(-1)
  const more = places.length > page.length && last !== undefined
  return { data: await standing(actor, page, wanted.asked), nextCursor: more ? toCursor(last) : null }
}

/** Where the deals stand that meet what is asked: all that come after the cursor, in order. */
export async function placed(actor: Actor, wanted: Omit<Wanted, "limit">): Promise<Place[]> {
  const { asked, sort_by, sort_direction } = wanted
  const after = fromCursor(wanted.cursor, Position)
  const [setup, scope] = await Promise.all([setupOf(actor), scopeOf(actor)])
  const order = inOrder(sort_direction)
  const keys = keysBy(sort_by, setup, scope)
  const places: Place[] = []
  await eachSegment(actor, "deal", namesAsked("deal", asked, sort_by), (segment, names) => {
    const passes = rowTest(segment, "deal", names, asked, scope)
    const ids = numbers(segment, "id")
    const key = keys(segment, names)
    for (let row = 0; row < segment.rows; row++) {
      if (!passes(row)) continue
      const place = { id: ids[row] ?? 0, key: key(row) }
      if (after === undefined || order(place, after) > 0) places.push(place)
    }
  })
  return places.sort(order)
}

/** The deals of some places, as far as they still meet what is asked. */
export async function standing(
  actor: Actor,
  places: readonly { id: number }[],
  asked: readonly Asked[],
  known?: Scope,
): Promise<Deal[]> {
  const [setup, scope] = await Promise.all([setupOf(actor), known ?? scopeOf(actor)])
  const ids = places.map((place) => place.id)
  const stored = await open(actor).getMany("deal", ids)
  const deals = (await withNamesSeen(actor, stored)).map((deal) => withFormulas("deal", deal, setup.fields))
  return meeting("deal", deals, asked, scope)
}

/** What the deals that meet a filter add up to. */
export async function totals(actor: Actor, query: ViewTotalsQuery): Promise<ViewTotals> {
  const [asked, scope] = await Promise.all([narrowed(actor, query), scopeOf(actor)])
  const sums = new Map<string, { value: number; weighted: number; count: number }>()
  let count = 0
  await eachSegment(actor, "deal", namesAsked("deal", asked), (segment, names) => {
    const passes = rowTest(segment, "deal", names, asked, scope)
    const worth = worthOf(segment, scope.stageProbability)
    for (let row = 0; row < segment.rows; row++) {
      if (!passes(row)) continue
      const { currency, value, weighted } = worth(row)
      const sum = sums.get(currency) ?? { value: 0, weighted: 0, count: 0 }
      sums.set(currency, { value: sum.value + value, weighted: sum.weighted + weighted, count: sum.count + 1 })
      count++
    }
  })
  return {
    count,
    sums: [...sums]
      .sort(([a, x], [b, y]) => y.count - x.count || (a < b ? -1 : 1))
      .map(([currency, sum]) => ({
        currency,
        value: decimal(sum.value, currency),
        weighted_value: decimal(sum.weighted, currency),
        count: sum.count,
      })),
  }
}

/** What a row is worth in minor units, whole and by its chance. */
export function worthOf(segment: Opened, stageProbability: ReadonlyMap<number, number>) {
  const column = (name: string) => numbers(segment, name)
  const [value, chance, stage, status] = [column("value"), column("probability"), column("stage"), column("status")]
  const currency = texts(segment, "currency")
  return (row: number) => {
    const amount = value[row] ?? 0
    const own = chance[row] ?? Number.NaN
    const likely = Number.isNaN(own) ? (stageProbability.get(stage[row] ?? 0) ?? 100) : own
    const whole = status[row] === STATUS.won ? 100 : 0
    const percent = status[row] === STATUS.open ? likely : whole
    return {
      currency: currency.words[currency.at[row] ?? -1] ?? "",
      value: amount,
      weighted: Math.round((amount * percent) / 100),
    }
  }
}
