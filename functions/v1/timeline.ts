/** Open and won deals by the period in which a date of theirs falls. */
import { decimal } from "../../shared/amount.ts"
import type { TimelinePeriod, TimelineQuery } from "../../shared/api/v1/deal-reports.ts"
import { numbers } from "../../shared/columns.ts"
import { refuse } from "../../shared/comparison.ts"
import { factOf, plain, type Scope } from "../../shared/condition.ts"
import { STATUS } from "../../shared/fact-sources.ts"
import { addDays, dayNumber } from "../../shared/time.ts"
import { open } from "../data/store.ts"
import { worthOf } from "../deals/view.ts"
import { askedOf, plainly } from "../filters/asked.ts"
import type { Actor } from "../platform/actor.ts"
import { conditionsOf } from "../records/listing.ts"
import { eachSegment, namesAsked, rowTest } from "../records/rows.ts"
import { scopeOf } from "../reports/scope.ts"
import { type Converting, convertingTo, shownTotal } from "./converting.ts"
import { dealsShown } from "./shown.ts"

/** Deals that one answer shows. */
const MOST_DEALS = 500

type Sums = { count: number; values: Map<string, number>; weighted: Map<string, number> }
type Tally = { ids: number[]; all: Sums; open: Sums; won: Sums }

const sums = (): Sums => ({ count: 0, values: new Map(), weighted: new Map() })

export async function timelineOf(actor: Actor, query: TimelineQuery, archived: boolean): Promise<TimelinePeriod[]> {
  const scope = await scopeOf(actor)
  const bounds = boundsOf(query)
  const starts = bounds.map(dayNumber)
  const tallies = Array.from(
    { length: query.amount },
    (): Tally => ({ ids: [], all: sums(), open: sums(), won: sums() }),
  )
  const field = dateField(query.field_key, scope)
  const asked = await narrowed(actor, query, archived)
  await eachSegment(actor, "deal", namesAsked("deal", asked), (segment, names) => {
    const passes = rowTest(segment, "deal", names, asked, scope)
    const day = plain(segment, field, scope)
    const worth = worthOf(segment, scope.stageProbability)
    const [ids, status] = [numbers(segment, "id"), numbers(segment, "status")]
    for (let row = 0; row < segment.rows; row++) {
      const on = passes(row) ? day(row) : null
      const tally = on === null ? undefined : tallies[periodAt(starts, on)]
      if (tally === undefined) continue
      tally.ids.push(ids[row] ?? 0)
      const own = worth(row)
      for (const into of [tally.all, status[row] === STATUS.won ? tally.won : tally.open]) add(into, own)
    }
  })
  const deals = query.exclude_deals === true ? new Map() : await loaded(actor, tallies)
  const { totals_convert_currency: wanted } = query
  const converting = wanted === undefined ? undefined : await convertingTo(actor, wanted)
  return tallies.map((tally, at) => ({
    period_start: `${bounds[at]} 00:00:00`,
    period_end: `${addDays(bounds[at + 1] ?? "", -1)} 23:59:59`,
    deals: tally.ids.flatMap((id) => deals.get(id) ?? []),
    totals: totalsOf(tally),
    ...(converting && { totals_converted: convertedOf(tally, converting) }),
  }))
}

/** The first days of the periods, and the one after the last. */
function boundsOf({ start_date, interval, amount }: TimelineQuery): string[] {
  return Array.from({ length: amount + 1 }, (_, at) => {
    if (interval === "day") return addDays(start_date, at)
    if (interval === "week") return addDays(start_date, at * 7)
    return monthsAfter(start_date, at * (interval === "month" ? 1 : 3))
  })
}

/** The same day some months later, or the last one of a month that is too short. */
function monthsAfter(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number)
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10)
}

/** The period that a day is in; -1 for none. */
function periodAt(starts: readonly number[], day: number): number {
  if (day >= (starts.at(-1) ?? 0)) return -1
  return starts.findLastIndex((start) => start <= day)
}

function dateField(key: string, scope: Scope) {
  const field = scope.customFields.has(key) ? `custom_fields.${key}` : key
  const fact = factOf("deal", field, scope, "field_key")
  if (fact.means !== "day" && fact.means !== "instant" && fact.means !== "date") {
    throw refuse("field_key", `${key} is not a date`)
  }
  return fact
}

async function narrowed(actor: Actor, query: TimelineQuery, archived: boolean) {
  const { user_id, pipeline_id, filter_id } = query
  return [
    ...(await askedOf(actor, "deal", { filter_id })),
    plainly(
      { field: "status", operator: "in", value: ["open", "won"] },
      ...conditionsOf({ owner_id: user_id, pipeline_id, is_archived: archived }),
    ),
  ]
}

function add(into: Sums, { currency, value, weighted }: { currency: string; value: number; weighted: number }): void {
  into.count++
  into.values.set(currency, (into.values.get(currency) ?? 0) + value)
  into.weighted.set(currency, (into.weighted.get(currency) ?? 0) + weighted)
}

async function loaded(actor: Actor, tallies: readonly Tally[]) {
  const ids = tallies.flatMap((tally) => tally.ids)
  if (ids.length > MOST_DEALS) {
    throw refuse("exclude_deals", `${ids.length} deals are more than an answer shows; ask with exclude_deals=1`)
  }
  const { data } = await dealsShown(actor, await open(actor).getMany("deal", ids), false)
  return new Map(data.map((deal) => [deal.id, deal]))
}

function totalsOf({ all, open: opened, won }: Tally): TimelinePeriod["totals"] {
  const plainly = (values: ReadonlyMap<string, number>) =>
    Object.fromEntries([...values].map(([currency, amount]) => [currency, decimal(amount, currency)]))
  return {
    count: all.count,
    values: plainly(all.values),
    weighted_values: plainly(all.weighted),
    open_count: opened.count,
    open_values: plainly(opened.values),
    weighted_open_values: plainly(opened.weighted),
    won_count: won.count,
    won_values: plainly(won.values),
  }
}

function convertedOf({ all, open: opened, won }: Tally, converting: Converting): TimelinePeriod["totals_converted"] {
  const total = (values: ReadonlyMap<string, number>) => shownTotal(values, converting)
  return {
    count: all.count,
    value: total(all.values),
    weighted_value: total(all.weighted),
    open_count: opened.count,
    open_value: total(opened.values),
    weighted_open_value: total(opened.weighted),
    won_count: won.count,
    won_value: total(won.values),
  }
}
