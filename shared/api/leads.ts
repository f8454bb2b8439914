import * as z from "zod"
import { decimal } from "../amount.ts"
import type { Lead, LeadLabel } from "../lead.ts"
import { BodyId, ById } from "./fields.ts"
import { route } from "./route.ts"
import { leadSearch } from "./search.ts"

/** A lead as the API shows it in every version; custom fields stand beside these. */
export const LeadAnswer = z.looseObject({
  id: z.string(),
  title: z.string(),
  owner_id: z.int(),
  creator_id: z.int(),
  label_ids: z.array(z.string()),
  person_id: z.int().nullable(),
  organization_id: z.int().nullable(),
  source_name: z.string(),
  origin: z.string(),
  origin_id: z.string().nullable(),
  channel: z.int().nullable(),
  channel_id: z.string().nullable(),
  is_archived: z.boolean(),
  was_seen: z.boolean(),
  value: z.object({ amount: z.number(), currency: z.string() }).nullable(),
  expected_close_date: z.string().nullable(),
  next_activity_id: z.int().nullable(),
  add_time: z.string(),
  update_time: z.string(),
  visible_to: z.string(),
  cc_email: z.string().nullable(),
})
export type LeadAnswer = z.infer<typeof LeadAnswer>

export function leadAnswer(lead: Lead): LeadAnswer {
  const { value } = lead
  return {
    id: lead.uuid,
    title: lead.title,
    owner_id: lead.ownerId,
    creator_id: lead.creatorId,
    label_ids: lead.labelIds,
    person_id: lead.personId ?? null,
    organization_id: lead.organizationId ?? null,
    source_name: lead.source,
    origin: lead.origin,
    origin_id: lead.originId ?? null,
    channel: lead.channel ?? null,
    channel_id: lead.channelId ?? null,
    is_archived: lead.archivedAt !== undefined,
    was_seen: lead.seen,
    value: value === undefined ? null : { amount: decimal(value.amount, value.currency), currency: value.currency },
    expected_close_date: lead.expectedCloseOn ?? null,
    next_activity_id: lead.nextActivity?.id ?? null,
    add_time: lead.addedAt,
    update_time: lead.changedAt,
    visible_to: String(lead.visibleTo),
    cc_email: null,
  }
}

export const LeadLabelAnswer = z.object({
  id: z.string(),
  name: z.string(),
  color: z.string(),
  add_time: z.string(),
  update_time: z.string(),
})

export function leadLabelAnswer({ uuid, name, color, addedAt, changedAt }: LeadLabel): z.infer<typeof LeadLabelAnswer> {
  return { id: uuid, name, color, add_time: addedAt, update_time: changedAt }
}

export const LeadUuid = z.guid("must be a UUID").toLowerCase()

export const ConversionStatus = z.enum(["not_started", "running", "completed", "failed", "rejected"])
const Begun = z.object({ conversion_id: z.string() })
const Conversion = Begun.extend({ status: ConversionStatus })
export const ToDeal = z.strictObject({ stage_id: BodyId.optional(), pipeline_id: BodyId.optional() })

const Uuid = z.guid("must be a UUID")

export const leads = {
  search: leadSearch,
  convertToDeal: route({
    method: "POST",
    path: "/api/v2/leads/{id}/convert/deal",
    summary: "Convert a lead to a deal: its notes, activities and files go with it, and the lead goes to the trash",
    permission: "deals.convert",
    cost: 40,
    params: z.strictObject({ id: LeadUuid }),
    body: ToDeal,
    answer: Begun,
    envelope: "v1",
  }),
  toDealStatus: route({
    method: "GET",
    path: "/api/v2/leads/{id}/convert/status/{conversion_id}",
    summary: "How far the conversion of a lead has come; kept for a few days",
    permission: "records.see",
    cost: 1,
    params: z.strictObject({ id: LeadUuid, conversion_id: Uuid }),
    answer: Conversion.extend({ deal_id: z.int().optional() }),
    envelope: "v1",
  }),
  convertToLead: route({
    method: "POST",
    path: "/api/v2/deals/{id}/convert/lead",
    summary: "Convert a deal to a lead: its notes, activities and files go with it, and the deal goes to the trash",
    permission: "deals.convert",
    cost: 40,
    params: ById,
    answer: Begun,
    envelope: "v1",
  }),
  toLeadStatus: route({
    method: "GET",
    path: "/api/v2/deals/{id}/convert/status/{conversion_id}",
    summary: "How far the conversion of a deal has come; kept for a few days",
    permission: "records.see",
    cost: 1,
    params: ById.extend({ conversion_id: Uuid }),
    answer: Conversion.extend({ lead_id: z.string().optional() }),
    envelope: "v1",
  }),
}
