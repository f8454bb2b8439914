/** What activities may be, how they may end, and what they may begin with. */
import * as z from "zod"
import { type ActivityTemplate, LATEST_DAY } from "../activity-template.ts"
import { type ActivityType, ICONS, outcomesOf } from "../activity-types.ts"
import { BodyTime } from "./activities.ts"
import { ById, Deleted, Title } from "./fields.ts"
import { route } from "./route.ts"

export const ActivityTypeAnswer = z.object({
  id: z.int(),
  key: z.string(),
  name: z.string(),
  icon_key: z.enum(ICONS),
  order_nr: z.int(),
  outcomes: z.array(z.string()),
})
export type ActivityTypeAnswer = z.infer<typeof ActivityTypeAnswer>

export function typeAnswer(type: ActivityType): ActivityTypeAnswer {
  const { id, key, name, icon, order } = type
  return { id, key, name, icon_key: icon, order_nr: order, outcomes: outcomesOf(type) }
}

const TypeBody = z.strictObject({
  name: Title.max(50, "must be at most 50 characters"),
  icon_key: z.enum(ICONS, "must be the key of an icon").default("task"),
  outcomes: z.array(Title.max(100, "must be at most 100 characters")).max(30, "must be at most 30 outcomes").optional(),
})
const some = (body: object) => Object.keys(body).length > 0
const TypeChange = z
  .strictObject({ ...TypeBody.shape, icon_key: z.enum(ICONS, "must be the key of an icon") })
  .partial()
  .refine(some, "must change at least one field")

const reads = { permission: "records.see", envelope: "one" } as const
const writes = { permission: "fields.edit", envelope: "one" } as const

export const activityTypes = {
  list: route({
    method: "GET",
    path: "/api/v2/activities/types",
    summary: "List what activities may be, and how each may end",
    ...reads,
    cost: 5,
    answer: z.array(ActivityTypeAnswer),
  }),
  create: route({
    method: "POST",
    path: "/api/v2/activities/types",
    summary: "Add a type of activity",
    ...writes,
    cost: 5,
    body: TypeBody,
    answer: ActivityTypeAnswer,
    status: 201,
  }),
  update: route({
    method: "PATCH",
    path: "/api/v2/activities/types/{id}",
    summary: "Change a type of activity",
    ...writes,
    cost: 5,
    params: ById,
    body: TypeChange,
    answer: ActivityTypeAnswer,
  }),
  remove: route({
    method: "DELETE",
    path: "/api/v2/activities/types/{id}",
    summary: "Take away a type of activity; activities of it stay",
    ...writes,
    cost: 3,
    params: ById,
    answer: Deleted,
  }),
}

export const ActivityTemplateAnswer = z.object({
  id: z.string(),
  name: z.string(),
  type: z.string(),
  subject: z.string(),
  duration: z.string().nullable(),
  priority: z.int().nullable(),
  note: z.string().nullable(),
  due_in_days: z.int(),
  due_time: z.string().nullable(),
  add_time: z.string(),
  update_time: z.string(),
  added_by_user_id: z.int(),
})
export type ActivityTemplateAnswer = z.infer<typeof ActivityTemplateAnswer>

export function activityTemplateAnswer(template: ActivityTemplate): ActivityTemplateAnswer {
  return {
    id: template.id,
    name: template.name,
    type: template.type,
    subject: template.subject,
    duration: template.duration ?? null,
    priority: template.priority ?? null,
    note: template.note ?? null,
    due_in_days: template.inDays,
    due_time: template.at ?? null,
    add_time: template.addedAt,
    update_time: template.changedAt,
    added_by_user_id: template.addedBy,
  }
}

const DAYS = `must be between 0 and ${LATEST_DAY}`
const TemplateBody = z.strictObject({
  name: Title.max(120, "must be at most 120 characters"),
  type: z.string().min(1).max(50),
  subject: z.string().trim().max(255, "must be at most 255 characters").default(""),
  duration: BodyTime.nullable().optional(),
  priority: z.int().nullable().optional(),
  note: z.string().max(65_000).nullable().optional(),
  due_in_days: z.int(DAYS).min(0, DAYS).max(LATEST_DAY, DAYS).default(0),
  due_time: BodyTime.nullable().optional(),
})
export type TemplateBody = z.infer<typeof TemplateBody>
const TemplateChange = z
  .strictObject({
    ...TemplateBody.shape,
    subject: TemplateBody.shape.subject.unwrap(),
    due_in_days: TemplateBody.shape.due_in_days.unwrap(),
  })
  .partial()
  .refine(some, "must change at least one field")
export type TemplateChange = z.infer<typeof TemplateChange>

const ByUuid = z.strictObject({ id: z.uuid("is not the id of a template") })

export const activityTemplates = {
  list: route({
    method: "GET",
    path: "/api/v2/activities/templates",
    summary: "List what activities may begin with",
    ...reads,
    cost: 5,
    answer: z.array(ActivityTemplateAnswer),
  }),
  create: route({
    method: "POST",
    path: "/api/v2/activities/templates",
    summary: "Add a template for activities",
    ...writes,
    cost: 5,
    body: TemplateBody,
    answer: ActivityTemplateAnswer,
    status: 201,
  }),
  update: route({
    method: "PATCH",
    path: "/api/v2/activities/templates/{id}",
    summary: "Change a template for activities",
    ...writes,
    cost: 5,
    params: ByUuid,
    body: TemplateChange,
    answer: ActivityTemplateAnswer,
  }),
  remove: route({
    method: "DELETE",
    path: "/api/v2/activities/templates/{id}",
    summary: "Delete a template for activities; activities that began with it stay",
    ...writes,
    cost: 3,
    params: ByUuid,
    answer: z.object({ id: z.string() }),
  }),
}
