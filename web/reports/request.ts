/** What is asked of the API for a report. */
import type { Condition, Report } from "../../shared/report.ts"
import { isDate } from "./axes.ts"
import type { Definition } from "./definition.ts"
import { type Span, spanOf } from "./period.ts"

/** The date that the period bounds: the one on the axis, else the one that goes with the status. */
export function periodField({ of, view, status }: Definition): string {
  if (isDate(of, view)) return view
  if (of === "activity") return status === "done" ? "marked_as_done_time" : "due_date"
  return status === "won" ? "won_time" : status === "lost" ? "lost_time" : "add_time"
}

export function spanIn({ period, from, to }: Definition, today: string): Span {
  return period === "custom" ? { ...(from && { from }), ...(to && { to }) } : spanOf(period, today)
}

/** The report as the API takes it. Records without the date of the axis have no place on it. */
export function requestOf(definition: Definition, today: string): Report {
  const { of, measure, view, every, segment } = definition
  const span = spanIn(definition, today)
  const bounded = span.from !== undefined || span.to !== undefined
  return {
    of,
    measure: measure === "count" ? { by: "count" } : { by: measure, field: "value" },
    view_by: isDate(of, view) ? { field: view, interval: every } : { field: view },
    ...(segment !== "" && segment !== view && { segment_by: { field: segment } }),
    filters: conditionsOf(definition),
    ...(bounded && { period: { field: periodField(definition), ...span } }),
  }
}

function conditionsOf({ of, view, status, owner, pipeline }: Definition): Condition[] {
  const conditions: Condition[] = []
  if (isDate(of, view)) conditions.push({ field: view, operator: "not_empty" })
  if (of === "activity" && status !== "") conditions.push({ field: "done", operator: "=", value: status === "done" })
  if (of === "deal" && status !== "") conditions.push({ field: "status", operator: "=", value: status })
  if (owner !== undefined) conditions.push({ field: "owner_id", operator: "=", value: owner })
  if (pipeline !== undefined && of === "deal") {
    conditions.push({ field: "pipeline_id", operator: "=", value: pipeline })
  }
  return conditions
}
