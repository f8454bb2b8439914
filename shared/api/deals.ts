import * as z from "zod"
import { decimal } from "../amount.ts"
import { type Deal, DealStatus, VISITS_KEPT } from "../deal.ts"
import { Currency } from "../money.ts"
import { VisibleTo } from "../permission.ts"
import {
  BodyCustom,
  BodyId,
  BodyInstant,
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
  Title,
} from "./fields.ts"
import { QueryFilter } from "./filters.ts"
import { FollowerAnswer } from "./followers.ts"
import { route } from "./route.ts"

export const DEAL_EXTRAS = [
  "next_activity_id",
  "last_activity_id",
  "first_won_time",
  "products_count",
  "files_count",
  "notes_count",
  "followers_count",
  "email_messages_count",
  "activities_count",
  "done_activities_count",
  "undone_activities_count",
  "participants_count",
  "last_incoming_mail_time",
  "last_outgoing_mail_time",
  "smart_bcc_email",
  "source_lead_id",
] as const
export type DealExtra = (typeof DEAL_EXTRAS)[number]

const Nullable = { string: z.string().nullable(), number: z.number().nullable(), int: z.int().nullable() }

export const DealAnswer = z.looseObject({
  id: z.int(),
  title: z.string(),
  creator_user_id: z.int(),
  owner_id: z.int(),
  value: z.number(),
  currency: z.string(),
  person_id: Nullable.int,
  org_id: Nullable.int,
  stage_id: z.int(),
  pipeline_id: z.int(),
  status: DealStatus,
  add_time: z.string(),
  update_time: z.string(),
  stage_change_time: Nullable.string,
  probability: Nullable.number,
  lost_reason: Nullable.string,
  lost_comment: Nullable.string,
  visible_to: z.int(),
  close_time: Nullable.string,
  won_time: Nullable.string,
  lost_time: Nullable.string,
  local_won_date: Nullable.string,
  local_lost_date: Nullable.string,
  local_close_date: Nullable.string,
  expected_close_date: Nullable.string,
  label_ids: z.array(z.int()),
  is_deleted: z.boolean(),
  is_archived: z.boolean(),
  archive_time: Nullable.string,
  origin: z.string(),
  origin_id: Nullable.string,
  channel: Nullable.int,
  channel_id: Nullable.string,
  acv: Nullable.number,
  arr: Nullable.number,
  mrr: Nullable.number,
  custom_fields: z.record(z.string(), z.json()),
})
export type DealAnswer = z.infer<typeof DealAnswer>

/** A deal as API v2 shows it. `customKeys` are the custom fields of the workspace: unset ones are null. */
export function dealAnswer(deal: Deal, customKeys: readonly string[]): DealAnswer {
  return {
    id: deal.id,
    title: deal.title,
    creator_user_id: deal.creatorId,
    owner_id: deal.ownerId,
    value: decimal(deal.value.amount, deal.value.currency),
    currency: deal.value.currency,
    person_id: deal.personId ?? null,
    org_id: deal.organizationId ?? null,
    stage_id: deal.stageId,
    pipeline_id: deal.pipelineId,
    status: deal.status,
    add_time: deal.addedAt,
    update_time: deal.changedAt,
    stage_change_time: deal.stageChangedAt ?? null,
    probability: deal.probability ?? null,
    lost_reason: deal.lostReason ?? null,
    lost_comment: deal.lostComment ?? null,
    visible_to: deal.visibleTo,
    close_time: deal.closedAt ?? null,
    won_time: deal.wonAt ?? null,
    lost_time: deal.lostAt ?? null,
    local_won_date: deal.wonOn ?? null,
    local_lost_date: deal.lostOn ?? null,
    local_close_date: deal.wonOn ?? deal.lostOn ?? null,
    expected_close_date: deal.expectedCloseOn ?? null,
    label_ids: deal.labelIds,
    is_deleted: deal.deletedAt !== undefined,
    is_archived: deal.archivedAt !== undefined,
    archive_time: deal.archivedAt ?? null,
    origin: deal.origin,
    origin_id: null,
    channel: null,
    channel_id: deal.channelId ?? null,
    acv: revenue(deal, "acv"),
    arr: revenue(deal, "arr"),
    mrr: revenue(deal, "mrr"),
    custom_fields: Object.fromEntries(customKeys.map((key) => [key, deal.custom[key] ?? null])),
  }
}

function revenue({ goods, value }: Deal, of: "acv" | "arr" | "mrr"): number | null {
  return goods === undefined ? null : decimal(goods[of], value.currency)
}

/** A deal as a card of the board: slim, with the names it shows, in the board's order. */
export const DealCard = z.object({
  id: z.int(),
  version: z.int(),
  title: z.string(),
  value: z.number(),
  currency: z.string(),
  status: DealStatus,
  stage_id: z.int(),
  pipeline_id: z.int(),
  owner_id: z.int(),
  person_id: Nullable.int,
  person_name: Nullable.string,
  org_id: Nullable.int,
  org_name: Nullable.string,
  label_ids: z.array(z.int()),
  probability: Nullable.number,
  expected_close_date: Nullable.string,
  add_time: z.string(),
  stage_change_time: Nullable.string,
  /** Last sign of life, which rotting counts from. */
  touch_time: z.string(),
  next_activity: z
    .object({ id: z.int(), due_date: z.string(), due_time: Nullable.string, type: z.string(), subject: z.string() })
    .nullable(),
  /** Those of the custom fields that were asked for; one that is not set is null or not there. */
  custom_fields: z.record(z.string(), z.json()).optional(),
})
export type DealCard = z.infer<typeof DealCard>

/** The part of a deal that its card needs: what the board's index holds. */
export type CardSource = Pick<
  Deal,
  | "id"
  | "version"
  | "title"
  | "value"
  | "status"
  | "stageId"
  | "pipelineId"
  | "ownerId"
  | "visibleTo"
  | "personId"
  | "personName"
  | "organizationId"
  | "organizationName"
  | "labelIds"
  | "probability"
  | "expectedCloseOn"
  | "addedAt"
  | "stageChangedAt"
  | "touchedAt"
  | "nextActivity"
>

/** `custom` are the values of custom fields to show on it. */
export function dealCard(deal: CardSource, custom?: Deal["custom"]): DealCard {
  const next = deal.nextActivity
  return {
    id: deal.id,
    version: deal.version,
    title: deal.title,
    value: decimal(deal.value.amount, deal.value.currency),
    currency: deal.value.currency,
    status: deal.status,
    stage_id: deal.stageId,
    pipeline_id: deal.pipelineId,
    owner_id: deal.ownerId,
    person_id: deal.personId ?? null,
    person_name: deal.personName ?? null,
    org_id: deal.organizationId ?? null,
    org_name: deal.organizationName ?? null,
    label_ids: deal.labelIds,
    probability: deal.probability ?? null,
    expected_close_date: deal.expectedCloseOn ?? null,
    add_time: deal.addedAt,
    stage_change_time: deal.stageChangedAt ?? null,
    touch_time: deal.touchedAt,
    next_activity:
      next === undefined
        ? null
        : { id: next.id, due_date: next.on, due_time: next.at ?? null, type: next.type, subject: next.subject },
    ...(custom && { custom_fields: custom }),
  }
}

const Probability = z.number().min(0, "must be between 0 and 100").max(100, "must be between 0 and 100")
const Time = BodyInstant.nullable()

const DealBody = z.strictObject({
  title: Title,
  owner_id: BodyId,
  person_id: BodyId.nullable(),
  org_id: BodyId.nullable(),
  pipeline_id: BodyId,
  stage_id: BodyId,
  value: z.number("must be a number").min(-1e13).max(1e13).nullable(),
  currency: Currency,
  status: DealStatus,
  probability: Probability.nullable(),
  lost_reason: z.string().trim().max(255, "must be at most 255 characters").nullable(),
  lost_comment: z.string().trim().max(1000, "must be at most 1000 characters").nullable(),
  visible_to: VisibleTo,
  close_time: Time,
  won_time: Time,
  lost_time: Time,
  expected_close_date: z.iso.date("must be a date, YYYY-MM-DD").nullable(),
  label_ids: z.array(BodyId).max(100),
  is_deleted: z.boolean(),
  is_archived: z.boolean(),
  archive_time: Time,
  custom_fields: BodyCustom,
})

export const NewDeal = DealBody.partial().required({ title: true }).extend({ add_time: BodyInstant.optional() })
export type NewDeal = z.infer<typeof NewDeal>

export const DealChange = DealBody.partial().refine(
  (body) => Object.keys(body).length > 0,
  "must change at least one field",
)
export type DealChange = z.infer<typeof DealChange>

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
export const ViewQuery = z.strictObject({
  ...Narrowed,
  sort_by: z.string().min(1).max(100).default("add_time"),
  sort_direction: Sorting.sort_direction.default("desc"),
  ...Paging,
})
export type ViewQuery = z.infer<typeof ViewQuery>

export const ViewTotals = z.object({ count: z.int(), sums: Sums })
export type ViewTotals = z.infer<typeof ViewTotals>

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
