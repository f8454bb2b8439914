/** Deals under v1. */
import * as z from "zod"
import { DealStatus } from "../../deal.ts"
import type { Field } from "../../field.ts"
import { Currency } from "../../money.ts"
import type { DealChange } from "../deal-body.ts"
import { Title } from "../fields.ts"
import { route } from "../route.ts"
import { V1Activity } from "./activity.ts"
import { V1Deal } from "./deal.ts"
import {
  V1Boolean,
  V1ById,
  V1DayOrNull,
  V1Gone,
  V1GoneMany,
  V1Id,
  V1IdList,
  V1IdOrNull,
  V1Ids,
  V1InstantOrNull,
  V1NumberOrNull,
  V1Paging,
  V1Sort,
  V1VisibleTo,
} from "./fields.ts"
import { followerRoutes, historyRoutes, mergeRoute } from "./of-record.ts"
import { V1Person } from "./person.ts"
import { customGiven } from "./refs.ts"

const DealBody = z.looseObject({
  title: Title,
  value: V1NumberOrNull.pipe(z.number().min(-1e13).max(1e13).nullable()),
  currency: Currency,
  user_id: V1Id,
  person_id: V1IdOrNull,
  org_id: V1IdOrNull,
  pipeline_id: V1Id,
  stage_id: V1Id,
  status: z.union([DealStatus, z.literal("deleted")], "must be open, won, lost or deleted"),
  probability: V1NumberOrNull.pipe(z.number().min(0, "must be between 0 and 100").max(100).nullable()),
  lost_reason: z.string().max(255, "must be at most 255 characters").nullable(),
  expected_close_date: V1DayOrNull,
  visible_to: V1VisibleTo,
  label: V1IdList,
  won_time: V1InstantOrNull,
  lost_time: V1InstantOrNull,
  close_time: V1InstantOrNull,
  is_archived: V1Boolean,
  deleted: V1Boolean,
})

export const V1NewDeal = DealBody.partial().required({ title: true }).extend({ add_time: V1InstantOrNull.optional() })
export const V1DealChange = DealBody.partial()
export type V1DealChange = z.infer<typeof V1DealChange>

/** What v1 asks for, as the verbs take it. */
export function dealChangeOf(body: V1DealChange, fields: readonly Field[], currency: string): DealChange {
  const { status, deleted } = body
  const custom = customGiven(fields, "deal", body, body.currency ?? currency)
  const gone = status === "deleted" ? true : deleted
  const { title, value, person_id, org_id, pipeline_id, stage_id, probability, lost_reason, visible_to } = body
  const change: DealChange = {
    title,
    value,
    currency: body.currency,
    owner_id: body.user_id,
    person_id,
    org_id,
    pipeline_id,
    stage_id,
    ...(status !== "deleted" && { status }),
    probability,
    lost_reason,
    visible_to,
    expected_close_date: body.expected_close_date,
    label_ids: body.label,
    won_time: body.won_time,
    lost_time: body.lost_time,
    close_time: body.close_time,
    is_archived: body.is_archived,
    ...(gone !== undefined && { is_deleted: gone }),
    custom_fields: custom,
  }
  return change
}

const Narrowing = {
  user_id: V1Id.optional(),
  filter_id: V1Id.optional(),
  person_id: V1Id.optional(),
  org_id: V1Id.optional(),
  pipeline_id: V1Id.optional(),
  stage_id: V1Id.optional(),
  owned_by_you: V1Boolean.optional(),
}

export const V1DealQuery = z.object({
  ...Narrowing,
  status: z.enum(["open", "won", "lost", "deleted", "all_not_deleted"]).default("all_not_deleted"),
  sort: V1Sort.default([]),
  ...V1Paging,
})
export type V1DealQuery = z.infer<typeof V1DealQuery>

export const v1Deals = {
  list: route({
    method: "GET",
    path: "/v1/deals",
    summary: "List deals",
    permission: "records.see",
    cost: 20,
    query: V1DealQuery,
    answer: z.array(V1Deal),
    envelope: "v1",
  }),
  archived: route({
    method: "GET",
    path: "/v1/deals/archived",
    summary: "List archived deals",
    permission: "records.see",
    cost: 40,
    query: V1DealQuery,
    answer: z.array(V1Deal),
    envelope: "v1",
  }),
  create: route({
    method: "POST",
    path: "/v1/deals",
    summary: "Add a deal",
    permission: "records.add",
    cost: 10,
    body: V1NewDeal,
    answer: V1Deal,
    envelope: "v1",
    status: 201,
  }),
  removeMany: route({
    method: "DELETE",
    path: "/v1/deals",
    summary: "Move several deals to the trash",
    permission: "records.bulk",
    cost: 20,
    query: V1Ids,
    answer: V1GoneMany,
    envelope: "one",
  }),
  get: route({
    method: "GET",
    path: "/v1/deals/{id}",
    summary: "Get a deal",
    permission: "records.see",
    cost: 2,
    params: V1ById,
    answer: V1Deal,
    envelope: "v1",
  }),
  update: route({
    method: "PUT",
    path: "/v1/deals/{id}",
    summary: "Change fields of a deal",
    permission: "records.edit",
    cost: 10,
    params: V1ById,
    body: V1DealChange,
    answer: V1Deal,
    envelope: "v1",
  }),
  remove: route({
    method: "DELETE",
    path: "/v1/deals/{id}",
    summary: "Move a deal to the trash",
    permission: "deals.delete",
    cost: 6,
    params: V1ById,
    answer: V1Gone,
    envelope: "one",
  }),
  duplicate: route({
    method: "POST",
    path: "/v1/deals/{id}/duplicate",
    summary: "Add a copy of a deal",
    permission: "records.add",
    cost: 10,
    params: V1ById,
    answer: V1Deal,
    envelope: "one",
  }),
  activities: route({
    method: "GET",
    path: "/v1/deals/{id}/activities",
    summary: "List activities of a deal",
    permission: "records.see",
    cost: 20,
    params: V1ById,
    query: z.object({ ...V1Paging, done: V1Boolean.optional() }),
    answer: z.array(V1Activity),
    envelope: "v1page",
  }),
  persons: route({
    method: "GET",
    path: "/v1/deals/{id}/persons",
    summary: "List the people of a deal",
    permission: "records.see",
    cost: 20,
    params: V1ById,
    query: z.object(V1Paging),
    answer: z.array(V1Person),
    envelope: "v1page",
  }),
  merge: mergeRoute("deals", "a deal", V1Deal),
  ...historyRoutes("deals", "a deal"),
  ...followerRoutes("deals", "a deal"),
}
