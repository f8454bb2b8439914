/** Sums and timelines of deals, from fact segments; a timeline's deals are then loaded. */
import { decimal, formatMoney } from "../../shared/amount.ts"
import { v1DealReports as api, type Summary, type SummaryQuery } from "../../shared/api/v1/deal-reports.ts"
import { setupOf } from "../data/setup.ts"
import { worthOf } from "../deals/view.ts"
import { type Asked, askedOf, plainly } from "../filters/asked.ts"
import type { Actor } from "../platform/actor.ts"
import { domain } from "../platform/http.ts"
import { conditionsOf } from "../records/listing.ts"
import { asksForNames, eachSegment, rowTest } from "../records/rows.ts"
import { scopeOf } from "../reports/scope.ts"
import { timelineOf } from "./timeline.ts"

type Sum = { value: number; weighted: number; count: number }

async function summaryOf(actor: Actor, query: SummaryQuery, archived: boolean): Promise<Summary> {
  const scope = await scopeOf(actor)
  const asked = await narrowed(actor, query, archived)
  const sums = new Map<string, Sum>()
  let count = 0
  await eachSegment(actor.workspaceId, "deal", asksForNames("deal", asked), (segment, names) => {
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

/** There are no rates of exchange: what is in another currency than one's own is not part of the converted totals. */
async function shown(actor: Actor, sums: ReadonlyMap<string, Sum>, count: number): Promise<Summary> {
  const own = (await setupOf(actor)).users.get(actor.userId)?.currency ?? actor.currency
  const { value, weighted } = sums.get(own) ?? { value: 0, weighted: 0 }
  const all = [...sums].sort(([a], [b]) => (a < b ? -1 : 1))
  return {
    values_total: Object.fromEntries(
      all.map(([currency, sum]) => [
        currency,
        {
          value: decimal(sum.value, currency),
          count: sum.count,
          value_converted: currency === own ? decimal(sum.value, currency) : null,
          value_formatted: formatMoney(sum.value, currency),
          value_converted_formatted: currency === own ? formatMoney(sum.value, currency) : null,
        },
      ]),
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
    total_currency_converted_value: decimal(value, own),
    total_weighted_currency_converted_value: decimal(weighted, own),
    total_currency_converted_value_formatted: formatMoney(value, own),
    total_weighted_currency_converted_value_formatted: formatMoney(weighted, own),
  }
}

export const v1DealReports = domain(api, {
  summary: ({ actor, query }) => summaryOf(actor, query, false),
  archivedSummary: ({ actor, query }) => summaryOf(actor, query, true),
  timeline: ({ actor, query }) => timelineOf(actor, query, false),
  archivedTimeline: ({ actor, query }) => timelineOf(actor, query, true),
})
