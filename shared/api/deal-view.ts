/** Deals as a table shows them: its lines, what narrows it, what they add up to. */
import * as z from "zod"
import { DealAnswer, Nullable } from "./deal-answer.ts"
import { DealCard } from "./deal-card.ts"
import { Paging, QueryColumns, QueryId, QueryIds, QueryNames, Sorting } from "./fields.ts"
import { QueryFilter } from "./filters.ts"

/** What deals add up to, by currency; `weighted_value` counts the open ones by their chance and the won ones whole. */
export const Sums = z.array(
  z.object({ currency: z.string(), value: z.number(), weighted_value: z.number(), count: z.int() }),
)

/** A line of the list view: a deal with the names it shows. */
export const DealRow = DealAnswer.extend({
  version: z.int(),
  person_name: Nullable.string,
  org_name: Nullable.string,
  next_activity: DealCard.shape.next_activity,
  touch_time: z.string(),
})
export type DealRow = z.infer<typeof DealRow>

const Narrowed = {
  ...QueryFilter,
  status: QueryNames(["open", "won", "lost"]).optional(),
  pipeline_id: QueryId.optional(),
  stage_id: QueryId.optional(),
  owner_id: QueryIds.optional(),
  label_id: QueryIds.optional(),
}

export const ViewTotalsQuery = z.strictObject(Narrowed)
export type ViewTotalsQuery = z.infer<typeof ViewTotalsQuery>

/** `sort_by` names any field that a filter may name, `title`, `person_name` or `org_name`. */
const ViewOrder = {
  sort_by: z.string().min(1).max(100).default("add_time"),
  sort_direction: Sorting.sort_direction.default("desc"),
}

export const ViewQuery = z.strictObject({ ...Narrowed, ...ViewOrder, ...Paging })
export type ViewQuery = z.infer<typeof ViewQuery>

/** A part of a file of deals: those of a view, in some columns and in its order, from where the part before it ended. */
export const ExportQuery = z.strictObject({
  ...Narrowed,
  ...ViewOrder,
  columns: QueryColumns.optional(),
  cursor: Paging.cursor,
})
export type ExportQuery = z.infer<typeof ExportQuery>

export const ViewTotals = z.object({ count: z.int(), sums: Sums })
export type ViewTotals = z.infer<typeof ViewTotals>
