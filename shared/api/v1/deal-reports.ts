/** What deals add up to, and when they are due, under v1. */
import * as z from "zod"
import { DealStatus } from "../../deal.ts"
import { route } from "../route.ts"
import { V1Deal } from "./deal.ts"
import { ConvertTo, V1Boolean, V1Id, V1Int } from "./fields.ts"

const SummaryQuery = z.object({
  status: DealStatus.optional(),
  filter_id: V1Id.optional(),
  user_id: V1Id.optional(),
  pipeline_id: V1Id.optional(),
  stage_id: V1Id.optional(),
})
export type SummaryQuery = z.infer<typeof SummaryQuery>

const Total = z.looseObject({ value: z.number(), count: z.int(), value_formatted: z.string() })

export const Summary = z.object({
  values_total: z.record(z.string(), Total),
  weighted_values_total: z.record(z.string(), Total),
  total_count: z.int(),
  total_currency_converted_value: z.number(),
  total_weighted_currency_converted_value: z.number(),
  total_currency_converted_value_formatted: z.string(),
  total_weighted_currency_converted_value_formatted: z.string(),
})
export type Summary = z.infer<typeof Summary>

const TimelineQuery = z.object({
  start_date: z.iso.date("must be a date, YYYY-MM-DD"),
  interval: z.enum(["day", "week", "month", "quarter"], "must be day, week, month or quarter"),
  amount: V1Int.pipe(z.int().min(1, "must be at least 1").max(400, "must be at most 400")),
  field_key: z.string().min(1).max(60),
  user_id: V1Id.optional(),
  pipeline_id: V1Id.optional(),
  filter_id: V1Id.optional(),
  exclude_deals: V1Boolean.optional(),
  totals_convert_currency: ConvertTo.optional(),
})
export type TimelineQuery = z.infer<typeof TimelineQuery>

const Values = z.record(z.string(), z.number())

export const TimelinePeriod = z.object({
  period_start: z.string(),
  period_end: z.string(),
  deals: z.array(V1Deal),
  totals: z.object({
    count: z.int(),
    values: Values,
    weighted_values: Values,
    open_count: z.int(),
    open_values: Values,
    weighted_open_values: Values,
    won_count: z.int(),
    won_values: Values,
  }),
  /** The same in one currency, where that is asked for. */
  totals_converted: z
    .object({
      count: z.int(),
      value: z.number(),
      weighted_value: z.number(),
      open_count: z.int(),
      open_value: z.number(),
      weighted_open_value: z.number(),
      won_count: z.int(),
      won_value: z.number(),
    })
    .optional(),
})
export type TimelinePeriod = z.infer<typeof TimelinePeriod>

function summaryRoute(path: string, summary: string, cost: number) {
  return route({
    method: "GET",
    path,
    summary,
    permission: "records.see",
    cost,
    query: SummaryQuery,
    answer: Summary,
    envelope: "one",
  })
}

function timelineRoute(path: string, summary: string, cost: number) {
  return route({
    method: "GET",
    path,
    summary,
    permission: "records.see",
    cost,
    query: TimelineQuery,
    answer: z.array(TimelinePeriod),
    envelope: "one",
  })
}

export const v1DealReports = {
  summary: summaryRoute("/v1/deals/summary", "What deals add up to", 40),
  archivedSummary: summaryRoute("/v1/deals/summary/archived", "What archived deals add up to", 80),
  timeline: timelineRoute("/v1/deals/timeline", "Open and won deals by the period that a date of theirs is in", 20),
  archivedTimeline: timelineRoute("/v1/deals/timeline/archived", "The same of archived deals", 40),
}
