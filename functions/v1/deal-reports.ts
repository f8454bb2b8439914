/** Sums and timelines of deals, from fact segments; a timeline's deals are then loaded. */
import { decimal, formatMoney } from "../../shared/amount.ts"
import { v1DealReports as api, type Summary, type SummaryQuery } from "../../shared/api/v1/deal-reports.ts"
import { convert } from "../../shared/exchange.ts"
import { worthOf } from "../deals/view.ts"
import { type Asked, askedOf, plainly } from "../filters/asked.ts"
import type { Actor } from "../platform/actor.ts"
import { domain } from "../platform/http.ts"
import { conditionsOf } from "../records/listing.ts"
import { eachSegment, namesAsked, rowTest } from "../records/rows.ts"
import { scopeOf } from "../reports/scope.ts"
import { convertingTo, totalOf } from "./converting.ts"
import { timelineOf } from "./timeline.ts"

type Sum = { value: number; weighted: number; count: number }

async function summaryOf(actor: Actor, query: SummaryQuery, archived: boolean): Promise<Summary> {
  const scope = await scopeOf(actor)
  const asked = await narrowed(actor, query, archived)
  const sums = new Map<string, Sum>()
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
  return shown(actor, sums, count)
}

async function narrowed(actor: Actor, query: SummaryQuery, archived: boolean): Promise<Asked[]> {
  const { status, filter_id, user_id, pipeline_id, stage_id } = query
  const conditions = conditionsOf({
    status,
    ...(filter_id === undefined && { owner_id: user_id }),
    pipeline_id,
    stage_id,
    is_archived: archived,
  })
  return [...(await askedOf(actor, "deal", { filter_id })), plainly(...conditions)]
}

/** In the currency of the one who asks. What has no rate has no converted value, and is not part of the converted totals. */
async function shown(actor: Actor, sums: ReadonlyMap<string, Sum>, count: number): Promise<Summary> {
  const converting = await convertingTo(actor)
  const { to, rates } = converting
  const total = (of: "value" | "weighted") =>
    totalOf(new Map([...sums].map(([currency, sum]) => [currency, sum[of]])), converting)
  const [value, weighted] = [total("value"), total("weighted")]
  const all = [...sums].sort(([a], [b]) => (a < b ? -1 : 1))
  return {
    values_total: Object.fromEntries(
      all.map(([currency, sum]) => {
        const converted = convert(sum.value, currency, to, rates)
        return [
          currency,
          {
            value: decimal(sum.value, currency),
            count: sum.count,
            value_converted: converted === undefined ? null : decimal(converted, to),
            value_formatted: formatMoney(sum.value, currency),
            value_converted_formatted: converted === undefined ? null : formatMoney(converted, to),
          },
        ]
      }),
    ),
    weighted_values_total: Object.fromEntries(
      all.map(([currency, sum]) => [
        currency,
        {
          value: decimal(sum.weighted, currency),
          count: sum.count,
          value_formatted: formatMoney(sum.weighted, currency),
        },
      ]),
    ),
    total_count: count,
    total_currency_converted_value: decimal(value, to),
    total_weighted_currency_converted_value: decimal(weighted, to),
    total_currency_converted_value_formatted: formatMoney(value, to),
    total_weighted_currency_converted_value_formatted: formatMoney(weighted, to),
  }
}

export const v1DealReports = domain(api, {
  summary: ({ actor, query }) => summaryOf(actor, query, false),
  archivedSummary: ({ actor, query }) => summaryOf(actor, query, true),
  timeline: ({ actor, query }) => timelineOf(actor, query, false),
  archivedTimeline: ({ actor, query }) => timelineOf(actor, query, true),
})
