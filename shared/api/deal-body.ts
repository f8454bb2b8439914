/** What adds and changes a deal. */
import * as z from "zod"
import { DealStatus } from "../deal.ts"
import { Currency } from "../money.ts"
import { VisibleTo } from "../permission.ts"
import { GivenDay } from "../time.ts"
import { BodyCustom, BodyId, BodyInstant, Title } from "./fields.ts"

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
  expected_close_date: GivenDay.nullable(),
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
