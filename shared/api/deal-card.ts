/** A deal as a card of the board. */
import * as z from "zod"
import { decimal } from "../amount.ts"
import { type Deal, DealStatus } from "../deal.ts"
import { Nullable } from "./deal-answer.ts"

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
