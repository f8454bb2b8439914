/** What activities may be, under v1. */
import * as z from "zod"
import { ICONS } from "../../activity-types.ts"
import { route } from "../route.ts"
import { V1ById, V1GoneMany, V1Ids, V1Int } from "./fields.ts"

const V1ActivityType = z.object({
  id: z.int(),
  order_nr: z.int(),
  name: z.string(),
  key_string: z.string(),
  icon_key: z.enum(ICONS),
  active_flag: z.boolean(),
  color: z.string().nullable(),
  is_custom_flag: z.boolean(),
  add_time: z.string(),
  update_time: z.string(),
})

const Body = z.object({
  name: z.string().trim().min(1, "must not be empty").max(50, "must be at most 50 characters"),
  icon_key: z.enum(ICONS, "must be the key of an icon"),
  color: z
    .string()
    .regex(/^#?[0-9a-fA-F]{6}$/, "must be six hexadecimal digits")
    .transform((color) => color.replace("#", ""))
    .nullable()
    .optional(),
})

export const v1ActivityTypes = {
  list: route({
    method: "GET",
    path: "/v1/activityTypes",
    summary: "List what activities may be",
    permission: "records.see",
    cost: 20,
    answer: z.array(V1ActivityType),
    envelope: "one",
  }),
  create: route({
    method: "POST",
    path: "/v1/activityTypes",
    summary: "Add a type of activity",
    permission: "fields.edit",
    cost: 10,
    body: Body,
    answer: V1ActivityType,
    envelope: "one",
  }),
  removeMany: route({
    method: "DELETE",
    path: "/v1/activityTypes",
    summary: "Take away several types of activity",
    permission: "fields.edit",
    cost: 10,
    query: V1Ids,
    answer: V1GoneMany,
    envelope: "one",
  }),
  update: route({
    method: "PUT",
    path: "/v1/activityTypes/{id}",
    summary: "Change a type of activity",
    permission: "fields.edit",
    cost: 10,
    params: V1ById,
    body: Body.partial().extend({ order_nr: V1Int.pipe(z.int().min(0).max(10_000)).optional() }),
    answer: V1ActivityType,
    envelope: "one",
  }),
  remove: route({
    method: "DELETE",
    path: "/v1/activityTypes/{id}",
    summary: "Take away a type of activity; activities of it stay",
    permission: "fields.edit",
    cost: 6,
    params: V1ById,
    answer: V1ActivityType,
    envelope: "one",
  }),
}
