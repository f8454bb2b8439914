/** A deal as v1 shows it. */
import * as z from "zod"
import { decimal, formatMoney } from "../../amount.ts"
import { type Deal, DealStatus } from "../../deal.ts"
import { instant } from "../../time.ts"
import { type Around, tallyOf, V1Ref, v1OrganizationRef, v1PersonRef, v1User } from "./around.ts"
import { v1GoodsDeal } from "./goods-deal.ts"
import { flatCustom, v1Time } from "./refs.ts"

const DAY = 86_400_000

export const V1Deal = z.looseObject({
  id: z.int(),
  title: z.string(),
  creator_user_id: V1Ref,
  user_id: V1Ref,
  person_id: V1Ref,
  org_id: V1Ref,
  stage_id: z.int(),
  pipeline_id: z.int(),
  value: z.number(),
  currency: z.string(),
  status: z.union([DealStatus, z.literal("deleted")]),
  active: z.boolean(),
  deleted: z.boolean(),
  add_time: z.string().nullable(),
  update_time: z.string().nullable(),
  visible_to: z.string(),
  label: z.string().nullable(),
  formatted_value: z.string(),
  weighted_value: z.number(),
})
export type V1Deal = z.infer<typeof V1Deal>

/** The chance in per cent that counts: the deal's own, or its stage's. */
function chanceOf(deal: Deal, around: Around): number {
  if (deal.status !== "open") return deal.status === "won" ? 100 : 0
  return deal.probability ?? around.stages.get(deal.stageId)?.probability ?? 100
}

/** `whole`: with the person, organization and people themselves in place of their ids. */
export function v1Deal(deal: Deal, around: Around, whole: boolean): V1Deal {
  const { amount, currency } = deal.value
  const weighted = Math.round((amount * chanceOf(deal, around)) / 100)
  const stage = around.stages.get(deal.stageId)
  return {
    ...v1GoodsDeal(withoutHidden(deal, around)),
    creator_user_id: v1User(around, deal.creatorId, whole),
    user_id: v1User(around, deal.ownerId, whole),
    person_id: v1PersonRef(around, deal.personId, whole),
    org_id: v1OrganizationRef(around, deal.organizationId, whole),
    archive_time: v1Time(deal.archivedAt),
    last_incoming_mail_time: null,
    last_outgoing_mail_time: null,
    is_archived: deal.archivedAt !== undefined,
    status: deal.deletedAt === undefined ? deal.status : "deleted",
    ...countsOf(deal, around),
    ...nextOf(deal, around),
    origin: deal.origin,
    origin_id: null,
    channel: null,
    channel_id: deal.channelId ?? null,
    stage_order_nr: stage?.order ?? 0,
    weighted_value: decimal(weighted, currency),
    formatted_weighted_value: formatMoney(weighted, currency),
    weighted_value_currency: currency,
    rotten_time: rottenTime(deal, stage?.rottenAfterDays),
    owner_name: around.users.get(deal.ownerId)?.name ?? null,
    cc_email: null,
    org_hidden: around.hides("organization", deal.organizationId),
    person_hidden: around.hides("person", deal.personId),
    ...recurringOf(deal),
    lead_id: deal.madeOfLead ?? null,
    ...flatCustom(around.fields, "deal", deal),
  }
}

function withoutHidden(deal: Deal, around: Around): Deal {
  return {
    ...deal,
    ...(around.hides("person", deal.personId) && { personName: undefined }),
    ...(around.hides("organization", deal.organizationId) && { organizationName: undefined }),
  }
}

function countsOf(deal: Deal, around: Around) {
  const { notes, files, done, undone, lastActivityId, lastActivityOn } = tallyOf(around, "deal", deal.id)
  return {
    files_count: files,
    notes_count: notes,
    email_messages_count: 0,
    activities_count: done + undone,
    done_activities_count: done,
    undone_activities_count: undone,
    participants_count: (deal.personId === undefined ? 0 : 1) + (deal.participants?.length ?? 0),
    last_activity_id: lastActivityId,
    last_activity_date: lastActivityOn,
  }
}

/** What it sells that is billed again and again. */
function recurringOf({ goods, value: { currency } }: Deal) {
  const amount = (minor: number | undefined) => (minor === undefined ? null : decimal(minor, currency))
  const of = goods === undefined ? null : currency
  return {
    acv: amount(goods?.acv),
    arr: amount(goods?.arr),
    mrr: amount(goods?.mrr),
    acv_currency: of,
    arr_currency: of,
    mrr_currency: of,
  }
}

type Planned = Pick<Deal, "nextActivity">

/** What is planned next, as v1 spreads it over the record. */
export function nextOf({ nextActivity: next }: Planned, around: Around) {
  const activity = next === undefined ? undefined : around.activities.get(next.id)
  return {
    next_activity_date: next?.on ?? null,
    next_activity_time: next?.at === undefined ? null : `${next.at}:00`,
    next_activity_id: next?.id ?? null,
    next_activity_subject: next?.subject ?? null,
    next_activity_type: next?.type ?? null,
    next_activity_duration: activity?.duration === undefined ? null : `${activity.duration}:00`,
    next_activity_note: activity?.note ?? null,
  }
}

/** When an open deal rots if nobody touches it. */
function rottenTime(deal: Deal, days: number | undefined): string | null {
  if (deal.status !== "open" || days === undefined) return null
  return v1Time(instant(Date.parse(deal.touchedAt) + days * DAY))
}
