/** Who takes part in a deal, under v1. */
import * as z from "zod"
import { route } from "../route.ts"
import { V1ById, V1Cursor, V1Gone, V1Id, V1Paging } from "./fields.ts"

const V1Participant = z.looseObject({
  id: z.int(),
  person_id: z.looseObject({ name: z.string(), value: z.int() }),
  add_time: z.string().nullable(),
  active_flag: z.boolean(),
  related_item_type: z.literal("deal"),
  related_item_id: z.int(),
})
export type V1Participant = z.infer<typeof V1Participant>

export const v1Participants = {
  list: route({
    method: "GET",
    path: "/v1/deals/{id}/participants",
    summary: "List who takes part in a deal",
    permission: "records.see",
    cost: 10,
    params: V1ById,
    query: z.object(V1Paging),
    answer: z.array(V1Participant),
    envelope: "v1",
  }),
  add: route({
    method: "POST",
    path: "/v1/deals/{id}/participants",
    summary: "Let a person take part in a deal",
    permission: "records.edit",
    cost: 10,
    params: V1ById,
    body: z.object({ person_id: V1Id }),
    answer: V1Participant,
    envelope: "v1",
  }),
  remove: route({
    method: "DELETE",
    path: "/v1/deals/{id}/participants/{deal_participant_id}",
    summary: "Take someone out of a deal",
    permission: "records.edit",
    cost: 6,
    params: z.object({ id: V1Id, deal_participant_id: V1Id }),
    answer: V1Gone,
    envelope: "one",
  }),
  changelog: route({
    method: "GET",
    path: "/v1/deals/{id}/participantsChangelog",
    summary: "Who came to a deal and went, newest first",
    permission: "records.see",
    cost: 10,
    params: V1ById,
    query: z.object(V1Cursor),
    answer: z.array(
      z.object({ actor_user_id: z.int(), person_id: z.int(), action: z.enum(["added", "removed"]), time: z.string() }),
    ),
    envelope: "page",
  }),
}
