import * as z from "zod"
import { type Activity, TimeOfDay } from "../activity.ts"
import { Address } from "../record.ts"
import { GivenDay } from "../time.ts"
import {
  AddressAnswer,
  BodyId,
  ById,
  Deleted,
  Paging,
  QueryBoolean,
  QueryId,
  QueryIds,
  QueryKeys,
  QueryNames,
  Since,
} from "./fields.ts"
import { LeadUuid } from "./leads.ts"
import { addressAnswer } from "./person-answer.ts"
import { route } from "./route.ts"

export const ActivityAnswer = z.looseObject({
  id: z.int(),
  subject: z.string(),
  type: z.string(),
  owner_id: z.int(),
  creator_user_id: z.int(),
  is_deleted: z.boolean(),
  add_time: z.string(),
  update_time: z.string(),
  deal_id: z.int().nullable(),
  lead_id: z.string().nullable(),
  person_id: z.int().nullable(),
  org_id: z.int().nullable(),
  project_id: z.int().nullable(),
  due_date: z.string(),
  due_time: z.string().nullable(),
  duration: z.string().nullable(),
  busy: z.boolean(),
  done: z.boolean(),
  marked_as_done_time: z.string().nullable(),
  location: AddressAnswer.nullable(),
  participants: z.array(z.object({ person_id: z.int(), primary: z.boolean() })),
  conference_meeting_client: z.string().nullable(),
  conference_meeting_url: z.string().nullable(),
  conference_meeting_id: z.string().nullable(),
  public_description: z.string().nullable(),
  priority: z.int().nullable(),
  outcome: z.string().nullable(),
  note: z.string().nullable(),
  /** How it repeats, as RFC 5545 says it; the same in all activities of a series. */
  rec_rule: z.string().nullable(),
  /** Lines of EXDATE: days of the rule that are left out. */
  rec_rule_extension: z.string().nullable(),
  /** The activity its series began with, when it is another one. */
  rec_master_activity_id: z.int().nullable(),
})
export type ActivityAnswer = z.infer<typeof ActivityAnswer>

export function activityAnswer(activity: Activity): ActivityAnswer {
  return {
    id: activity.id,
    subject: activity.subject,
    type: activity.type,
    owner_id: activity.ownerId,
    creator_user_id: activity.creatorId,
    is_deleted: activity.deletedAt !== undefined,
    add_time: activity.addedAt,
    update_time: activity.changedAt,
    deal_id: activity.dealId ?? null,
    lead_id: activity.leadUuid ?? null,
    person_id: activity.personId ?? null,
    org_id: activity.organizationId ?? null,
    project_id: activity.projectId ?? null,
    due_date: activity.dueOn,
    due_time: activity.dueAt ?? null,
    duration: activity.duration ?? null,
    busy: activity.busy,
    done: activity.done,
    marked_as_done_time: activity.doneAt ?? null,
    location: addressAnswer(activity.location),
    participants: activity.participants.map((one) => ({ person_id: one.personId, primary: one.primary })),
    conference_meeting_client: null,
    conference_meeting_url: null,
    conference_meeting_id: null,
    public_description: activity.publicDescription ?? null,
    priority: activity.priority ?? null,
    outcome: activity.outcome ?? null,
    note: activity.note ?? null,
    rec_rule: activity.recRule === undefined ? null : `RRULE:${activity.recRule}`,
    rec_rule_extension: activity.recExtension ?? null,
    rec_master_activity_id: activity.recMasterId ?? null,
  }
}

/** HH:MM or HH:MM:SS; seconds are dropped. */
export const BodyTime = z
  .string()
  .regex(/^([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/, "must be a time, HH:MM")
  .transform((value) => value.slice(0, value.indexOf(":") + 3).padStart(5, "0"))
  .pipe(TimeOfDay)

const ActivityBody = z.strictObject({
  subject: z.string().trim().max(255),
  type: z.string().min(1).max(50),
  owner_id: BodyId,
  deal_id: BodyId.nullable(),
  person_id: BodyId.nullable(),
  org_id: BodyId.nullable(),
  lead_id: LeadUuid.nullable(),
  project_id: BodyId.nullable(),
  due_date: GivenDay,
  due_time: BodyTime.nullable(),
  duration: BodyTime.nullable(),
  busy: z.boolean(),
  done: z.boolean(),
  location: z.strictObject(Address.shape).nullable(),
  participants: z.array(z.strictObject({ person_id: BodyId, primary: z.boolean().default(false) })).max(100),
  public_description: z.string().max(65_000).nullable(),
  priority: z.int().nullable(),
  outcome: z.string().trim().max(255, "must be at most 255 characters").nullable(),
  note: z.string().max(65_000).nullable(),
  rec_rule: z.string().max(500).nullable(),
  rec_rule_extension: z.string().max(5000).nullable(),
})

/** What of a series a change is for: the activity alone, or it and all that follow it and are not done. */
export const Scope = z.enum(["this", "following"])
export type Scope = z.infer<typeof Scope>
const ScopeQuery = z.strictObject({ scope: Scope.default("this") })

export const NewActivity = ActivityBody.partial()
export type NewActivity = z.infer<typeof NewActivity>
export const ActivityChange = ActivityBody.partial().refine(
  (body) => Object.keys(body).length > 0,
  "must change at least one field",
)
export type ActivityChange = z.infer<typeof ActivityChange>

export const ActivityQuery = z.strictObject({
  ids: QueryIds.optional(),
  filter_id: QueryId.optional(),
  owner_id: QueryId.optional(),
  deal_id: QueryId.optional(),
  person_id: QueryId.optional(),
  org_id: QueryId.optional(),
  lead_id: LeadUuid.optional(),
  project_id: QueryId.optional(),
  done: QueryBoolean.optional(),
  /** Keys of activity types. */
  type: QueryKeys.optional(),
  /** Due on this day or later. */
  due_from: z.iso.date("must be a date, YYYY-MM-DD").optional(),
  /** Due on this day or earlier. */
  due_to: z.iso.date("must be a date, YYYY-MM-DD").optional(),
  ...Since,
  /** By id unless said; by due date when days are given. */
  sort_by: z.enum(["id", "update_time", "add_time", "due_date"]).optional(),
  sort_direction: z.enum(["asc", "desc"]).default("asc"),
  include_fields: QueryNames(["attendees"]).optional(),
  ...Paging,
})
export type ActivityQuery = z.infer<typeof ActivityQuery>

export const activities = {
  list: route({
    method: "GET",
    path: "/api/v2/activities",
    summary: "List activities",
    permission: "records.see",
    cost: 10,
    query: ActivityQuery,
    answer: z.array(ActivityAnswer),
    envelope: "page",
  }),
  create: route({
    method: "POST",
    path: "/api/v2/activities",
    summary: "Add an activity",
    permission: "records.add",
    cost: 5,
    body: NewActivity,
    answer: ActivityAnswer,
    envelope: "one",
  }),
  get: route({
    method: "GET",
    path: "/api/v2/activities/{id}",
    summary: "Get an activity",
    permission: "records.see",
    cost: 1,
    params: ById,
    query: z.strictObject({ include_fields: QueryNames(["attendees"]).optional() }),
    answer: ActivityAnswer,
    envelope: "one",
  }),
  update: route({
    method: "PATCH",
    path: "/api/v2/activities/{id}",
    summary: "Change fields of an activity, or mark it done; of one that repeats, also of those that follow",
    permission: "records.edit",
    cost: 5,
    params: ById,
    query: ScopeQuery,
    body: ActivityChange,
    answer: ActivityAnswer.extend({
      /** Only when it was marked done: what is planned next for its deal, or else its person or organization. */
      next_activity_id: z.int().nullable().optional(),
    }),
    envelope: "one",
  }),
  remove: route({
    method: "DELETE",
    path: "/api/v2/activities/{id}",
    summary: "Move an activity, or one that repeats and those that follow, to the trash, where they stay for 30 days",
    permission: "activities.delete",
    cost: 3,
    params: ById,
    query: ScopeQuery,
    answer: Deleted,
    envelope: "one",
  }),
}
