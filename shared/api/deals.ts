import * as z from "zod"
import { VISITS_KEPT } from "../deal.ts"
import { DEAL_EXTRAS, DealAnswer, Nullable } from "./deal-answer.ts"
import { DealChange, NewDeal } from "./deal-body.ts"
import { DealCard } from "./deal-card.ts"
import { DealRow, ExportQuery, ViewQuery, ViewTotals, ViewTotalsQuery } from "./deal-view.ts"
import {
  BodyId,
  ById,
  Deleted,
  Paging,
  QueryBoolean,
  QueryId,
  QueryIds,
  QueryKeys,
  QueryNames,
  Since,
  Sorting,
} from "./fields.ts"
import { FollowerAnswer } from "./followers.ts"
import { route } from "./route.ts"

const Details = {
  include_fields: QueryNames(DEAL_EXTRAS).optional(),
  custom_fields: QueryKeys.optional(),
  include_option_labels: QueryBoolean.optional(),
  include_labels: QueryBoolean.optional(),
}

export const DealQuery = z.strictObject({
  ids: QueryIds.optional(),
  owner_id: QueryId.optional(),
  person_id: QueryId.optional(),
  org_id: QueryId.optional(),
  pipeline_id: QueryId.optional(),
  stage_id: QueryId.optional(),
  filter_id: QueryId.optional(),
  status: QueryNames(["open", "won", "lost", "deleted"])
    .refine((names) => names.length === 1 || !names.includes("deleted"), "deleted cannot be asked for with others")
    .optional(),
  ...Since,
  ...Sorting,
  ...Details,
  ...Paging,
})
export type DealQuery = z.infer<typeof DealQuery>

/** What became of one of many: `error` says why not, `fields` which fields were at fault. */
export const ManyResult = z.object({
  id: z.int(),
  ok: z.boolean(),
  error: z.string().optional(),
  fields: z.record(z.string(), z.string()).optional(),
})
export type ManyResult = z.infer<typeof ManyResult>

/** One line of a deal's history: who changed which field from what to what. */
export const ChangelogEntry = z.object({
  field_key: z.string(),
  old_value: z.json(),
  new_value: z.json(),
  actor_user_id: z.int(),
  time: z.string(),
  change_source: z.string(),
  version: z.int(),
})
export type ChangelogEntry = z.infer<typeof ChangelogEntry>

/** A deal's page: the deal, its card's names, and how long it stood where (`visits`, at most VISITS_KEPT). */
export const DealDetail = DealAnswer.extend({
  version: z.int(),
  person_name: Nullable.string,
  org_name: Nullable.string,
  next_activity: DealCard.shape.next_activity,
  touch_time: z.string(),
  visits: z.array(z.object({ stage_id: z.int(), time: z.string() })).max(VISITS_KEPT),
  followers: z.array(FollowerAnswer),
})
export type DealDetail = z.infer<typeof DealDetail>

export const deals = {
  list: route({
    method: "GET",
    path: "/api/v2/deals",
    summary: "List deals that are not archived",
    permission: "records.see",
    cost: 10,
    query: DealQuery,
    answer: z.array(DealAnswer),
    envelope: "page",
  }),
  archived: route({
    method: "GET",
    path: "/api/v2/deals/archived",
    summary: "List archived deals",
    permission: "records.see",
    cost: 20,
    query: DealQuery,
    answer: z.array(DealAnswer),
    envelope: "page",
  }),
  create: route({
    method: "POST",
    path: "/api/v2/deals",
    summary: "Add a deal",
    permission: "records.add",
    cost: 5,
    body: NewDeal,
    answer: DealAnswer,
    envelope: "one",
  }),
  view: route({
    method: "GET",
    path: "/api/v2/deals/view",
    summary: "Deals as a table shows them: filtered, and in the order of any field",
    permission: "records.see",
    cost: 10,
    query: ViewQuery,
    answer: z.array(DealRow),
    envelope: "page",
  }),
  totals: route({
    method: "GET",
    path: "/api/v2/deals/view/totals",
    summary: "How many deals a filter finds, and what they add up to",
    permission: "records.see",
    cost: 10,
    query: ViewTotalsQuery,
    answer: ViewTotals,
    envelope: "one",
  }),
  export: route({
    method: "GET",
    path: "/api/v2/deals/export",
    summary:
      "The deals of a view as CSV, in parts of up to 2500; the headers x-row-count and x-next-cursor say how many, and where the next begin",
    permission: "records.export",
    cost: 40,
    query: ExportQuery,
    answer: z.string(),
    envelope: "raw",
  }),
  updateMany: route({
    method: "PATCH",
    path: "/api/v2/deals/many",
    summary: "Change up to 100 deals in the same way, each by itself",
    permission: "records.bulk",
    cost: 25,
    body: z.strictObject({
      ids: z.array(BodyId).min(1, "must name at least one deal").max(100, "must be at most 100 deals"),
      change: DealChange,
    }),
    answer: z.object({ results: z.array(ManyResult) }),
    envelope: "one",
  }),
  duplicate: route({
    method: "POST",
    path: "/api/v2/deals/{id}/duplicate",
    summary: "Add a copy of a deal, open, without its followers, activities, notes and files",
    permission: "records.add",
    cost: 10,
    params: ById,
    answer: DealAnswer,
    envelope: "one",
  }),
  get: route({
    method: "GET",
    path: "/api/v2/deals/{id}",
    summary: "Get a deal",
    permission: "records.see",
    cost: 1,
    params: ById,
    query: z.strictObject(Details),
    answer: DealAnswer,
    envelope: "one",
  }),
  update: route({
    method: "PATCH",
    path: "/api/v2/deals/{id}",
    summary: "Change fields of a deal",
    permission: "records.edit",
    cost: 5,
    params: ById,
    body: DealChange,
    answer: DealAnswer,
    envelope: "one",
  }),
  remove: route({
    method: "DELETE",
    path: "/api/v2/deals/{id}",
    summary: "Move a deal to the trash, where it stays for 30 days",
    permission: "deals.delete",
    cost: 3,
    params: ById,
    answer: Deleted,
    envelope: "one",
  }),
  detail: route({
    method: "GET",
    path: "/api/v2/deals/{id}/detail",
    summary: "A deal with all that its page shows",
    permission: "records.see",
    cost: 1,
    params: ById,
    answer: DealDetail,
    envelope: "one",
  }),
  changelog: route({
    method: "GET",
    path: "/api/v2/deals/{id}/changelog",
    summary: "Changes of a deal's fields, newest first",
    permission: "records.see",
    cost: 10,
    params: ById,
    query: z.strictObject(Paging),
    answer: z.array(ChangelogEntry),
    envelope: "page",
  }),
}
