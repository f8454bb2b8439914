/** A deal as API v2 answers it. */
import * as z from "zod"
import { decimal } from "../amount.ts"
import { type Deal, DealStatus } from "../deal.ts"

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

export const Nullable = { string: z.string().nullable(), number: z.number().nullable(), int: z.int().nullable() }

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
