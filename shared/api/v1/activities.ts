/** Activities under v1. */
import * as z from "zod"
import { GivenDay } from "../../time.ts"
import { type ActivityChange, Scope } from "../activities.ts"
import { route } from "../route.ts"
import { V1Activity } from "./activity.ts"
import {
  V1Boolean,
  V1ById,
  V1Gone,
  V1GoneMany,
  V1Id,
  V1IdOrNull,
  V1Ids,
  V1Int,
  V1IntOrNull,
  V1Paging,
  V1Sort,
} from "./fields.ts"

const Clock = z
  .string()
  .regex(/^(([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d)?)?$/, "must be a time, HH:MM")
  .nullable()
  .transform((value) =>
    value === null || value === "" ? null : value.slice(0, value.indexOf(":") + 3).padStart(5, "0"),
  )

const ActivityBody = z.object({
  subject: z.string().trim().max(255),
  type: z.string().min(1).max(50),
  user_id: V1Id,
  deal_id: V1IdOrNull,
  person_id: V1IdOrNull,
  org_id: V1IdOrNull,
  due_date: GivenDay,
  due_time: Clock,
  duration: Clock,
  busy_flag: V1Boolean.nullable(),
  done: V1Boolean,
  location: z.string().max(1000).nullable(),
  participants: z
    .array(z.object({ person_id: V1Id, primary_flag: V1Boolean.default(false) }))
    .max(100)
    .nullable(),
  public_description: z.string().max(65_000).nullable(),
  priority: V1IntOrNull,
  note: z.string().max(65_000).nullable(),
  rec_rule: z.string().max(500).nullable(),
  rec_rule_extension: z.string().max(5000).nullable(),
})

/** As in v2: what of a series a change is for. */
const ScopeQuery = z.object({ scope: Scope.default("this") })

export const V1ActivityChange = ActivityBody.partial()
export type V1ActivityChange = z.infer<typeof V1ActivityChange>

export function activityChangeOf(body: V1ActivityChange): ActivityChange {
  const { subject, type, deal_id, person_id, org_id, due_date, due_time, duration, done, priority, note } = body
  return {
    subject,
    type,
    owner_id: body.user_id,
    deal_id,
    person_id,
    org_id,
    due_date,
    due_time,
    duration,
    done,
    priority,
    note,
    busy: body.busy_flag ?? undefined,
    location:
      typeof body.location === "string" && body.location !== "" ? { value: body.location } : locationCleared(body),
    participants: body.participants?.map((one) => ({ person_id: one.person_id, primary: one.primary_flag })),
    public_description: body.public_description,
    rec_rule: body.rec_rule === undefined ? undefined : body.rec_rule || null,
    rec_rule_extension: body.rec_rule_extension === undefined ? undefined : body.rec_rule_extension || null,
  }
}

const locationCleared = ({ location }: V1ActivityChange) => (location === undefined ? undefined : null)

/** `user_id` 0 asks for everyone's; without it they are one's own. */
export const V1ActivityQuery = z.object({
  user_id: V1Int.pipe(z.int().min(0)).optional(),
  filter_id: V1Id.optional(),
  type: z.string().max(500).optional(),
  done: V1Boolean.optional(),
  start_date: z.iso.date("must be a date, YYYY-MM-DD").optional(),
  end_date: z.iso.date("must be a date, YYYY-MM-DD").optional(),
  sort: V1Sort.default([]),
  ...V1Paging,
})
export type V1ActivityQuery = z.infer<typeof V1ActivityQuery>

export const v1Activities = {
  list: route({
    method: "GET",
    path: "/v1/activities",
    summary: "List activities",
    permission: "records.see",
    cost: 20,
    query: V1ActivityQuery,
    answer: z.array(V1Activity),
    envelope: "v1",
  }),
  create: route({
    method: "POST",
    path: "/v1/activities",
    summary: "Add an activity",
    permission: "records.add",
    cost: 10,
    body: V1ActivityChange,
    answer: V1Activity,
    envelope: "v1",
    status: 201,
  }),
  removeMany: route({
    method: "DELETE",
    path: "/v1/activities",
    summary: "Move several activities to the trash",
    permission: "records.bulk",
    cost: 10,
    query: V1Ids,
    answer: V1GoneMany,
    envelope: "one",
  }),
  get: route({
    method: "GET",
    path: "/v1/activities/{id}",
    summary: "Get an activity",
    permission: "records.see",
    cost: 2,
    params: V1ById,
    answer: V1Activity,
    envelope: "v1",
  }),
  update: route({
    method: "PUT",
    path: "/v1/activities/{id}",
    summary: "Change fields of an activity",
    permission: "records.edit",
    cost: 10,
    params: V1ById,
    query: ScopeQuery,
    body: V1ActivityChange,
    answer: V1Activity,
    envelope: "v1",
  }),
  remove: route({
    method: "DELETE",
    path: "/v1/activities/{id}",
    summary: "Move an activity to the trash",
    permission: "activities.delete",
    cost: 6,
    params: V1ById,
    query: ScopeQuery,
    answer: V1Gone,
    envelope: "one",
  }),
}
