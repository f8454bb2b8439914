import * as z from "zod"
import { DealCard } from "./deal-card.ts"
import { Sums } from "./deal-view.ts"
import { Paging, QueryId, QueryIds, QueryKeys, QueryNames } from "./fields.ts"
import { QueryFilter } from "./filters.ts"
import { route } from "./route.ts"

export const BOARD_SORTS = ["urgency", "value", "expected_close_date", "owner_id", "add_time"] as const

/** A column of the board: its cards in order, where more start, and totals over all of its deals. */
export const BoardColumn = z.object({
  stage_id: z.int(),
  cards: z.array(DealCard),
  next_cursor: z.string().nullable(),
  count: z.int(),
  sums: Sums,
})
export type BoardColumn = z.infer<typeof BoardColumn>

const Filters = {
  owner_id: QueryIds.optional(),
  label_id: QueryIds.optional(),
  ...QueryFilter,
  /** Custom fields that the cards show. */
  fields: QueryKeys.optional(),
  sort: z.enum(BOARD_SORTS).default("urgency"),
}

export const board = {
  open: route({
    method: "GET",
    path: "/api/v2/board/{pipeline_id}",
    summary: "The first cards of every stage of a pipeline, with counts and sums",
    permission: "records.see",
    cost: 10,
    params: z.strictObject({ pipeline_id: QueryId }),
    query: z.strictObject({ ...Filters, limit: Paging.limit, parts: QueryNames(["cards", "totals"]).optional() }),
    answer: z.object({ columns: z.array(BoardColumn) }),
    envelope: "one",
  }),
  stage: route({
    method: "GET",
    path: "/api/v2/board/{pipeline_id}/stages/{stage_id}",
    summary: "Further cards of one stage, in the board's order",
    permission: "records.see",
    cost: 5,
    params: z.strictObject({ pipeline_id: QueryId, stage_id: QueryId }),
    query: z.strictObject({ ...Filters, ...Paging }),
    answer: z.array(DealCard),
    envelope: "page",
  }),
}
