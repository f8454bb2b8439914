/** A deal as v1 shows it beside products: flat, with ids. */
import { decimal, formatMoney } from "../../amount.ts"
import type { Deal } from "../../deal.ts"
import { v1Time } from "./refs.ts"

export function v1GoodsDeal(deal: Deal) {
  const { amount, currency } = deal.value
  const next = deal.nextActivity
  return {
    id: deal.id,
    creator_user_id: deal.creatorId,
    user_id: deal.ownerId,
    person_id: deal.personId ?? null,
    org_id: deal.organizationId ?? null,
    stage_id: deal.stageId,
    pipeline_id: deal.pipelineId,
    title: deal.title,
    value: decimal(amount, currency),
    currency,
    formatted_value: formatMoney(amount, currency),
    add_time: v1Time(deal.addedAt),
    update_time: v1Time(deal.changedAt),
    stage_change_time: v1Time(deal.stageChangedAt),
    active: deal.status === "open" && deal.deletedAt === undefined,
    deleted: deal.deletedAt !== undefined,
    status: deal.status,
    probability: deal.probability ?? null,
    next_activity_date: next?.on ?? null,
    next_activity_time: next?.at === undefined ? null : `${next.at}:00`,
    next_activity_id: next?.id ?? null,
    lost_reason: deal.lostReason ?? null,
    visible_to: String(deal.visibleTo),
    close_time: v1Time(deal.closedAt),
    won_time: v1Time(deal.wonAt),
    first_won_time: v1Time(deal.firstWonAt),
    lost_time: v1Time(deal.lostAt),
    products_count: deal.goods?.count ?? 0,
    followers_count: deal.followers?.length ?? 0,
    expected_close_date: deal.expectedCloseOn ?? null,
    label: deal.labelIds.length === 0 ? null : deal.labelIds.join(","),
    person_name: deal.personName ?? null,
    org_name: deal.organizationName ?? null,
  }
}
