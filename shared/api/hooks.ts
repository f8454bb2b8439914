import * as z from "zod"
import type { Hook, HookDelivery } from "../hook.ts"
import { Title } from "./fields.ts"
import { route } from "./route.ts"

export const HookAnswer = z.object({
  id: z.string(),
  name: z.string(),
  is_enabled: z.boolean(),
  secret_last_four: z.string(),
  add_time: z.string(),
  update_time: z.string(),
  added_by_user_id: z.int(),
  received_count: z.int(),
  last_received_time: z.string().nullable(),
})
export type HookAnswer = z.infer<typeof HookAnswer>

/** With the address to post to, which holds the secret and is told once. */
const HookWithUrl = HookAnswer.extend({ url: z.string() })

export function hookAnswer(hook: Hook): HookAnswer {
  return {
    id: hook.id,
    name: hook.name,
    is_enabled: hook.enabled,
    secret_last_four: hook.secretLastFour,
    add_time: hook.addedAt,
    update_time: hook.changedAt,
    added_by_user_id: hook.addedBy,
    received_count: hook.received,
    last_received_time: hook.lastReceivedAt ?? null,
  }
}

const HookDeliveryAnswer = z.object({ id: z.string(), time: z.string(), bytes: z.int(), preview: z.string() })

export function hookDeliveryAnswer({ id, at, bytes, preview }: HookDelivery): z.infer<typeof HookDeliveryAnswer> {
  return { id, time: at, bytes, preview }
}

const ByUuid = z.strictObject({ id: z.uuid("is not the id of a hook") })
const NewHook = z.strictObject({ name: Title.max(120) })
export type NewHook = z.infer<typeof NewHook>

const HookChange = z
  .strictObject({ name: Title.max(120), is_enabled: z.boolean() })
  .partial()
  .refine((body) => Object.keys(body).length > 0, "must change at least one field")
export type HookChange = z.infer<typeof HookChange>

const own = { permission: "hooks.edit", envelope: "one" } as const

export const inboundHooks = {
  list: route({
    method: "GET",
    path: "/api/v2/hooks",
    summary: "List inbound hooks",
    ...own,
    cost: 10,
    answer: z.array(HookAnswer),
  }),
  create: route({
    method: "POST",
    path: "/api/v2/hooks",
    summary: "Make an inbound hook; its address is told only in this answer",
    ...own,
    cost: 5,
    body: NewHook,
    answer: HookWithUrl,
    secret: true,
    status: 201,
  }),
  update: route({
    method: "PATCH",
    path: "/api/v2/hooks/{id}",
    summary: "Rename an inbound hook, or switch it off and on",
    ...own,
    cost: 5,
    params: ByUuid,
    body: HookChange,
    answer: HookAnswer,
  }),
  rotate: route({
    method: "POST",
    path: "/api/v2/hooks/{id}/secret",
    summary: "Give an inbound hook a new address, told only in this answer; the one before stops working",
    ...own,
    cost: 5,
    params: ByUuid,
    answer: HookWithUrl,
    secret: true,
  }),
  remove: route({
    method: "DELETE",
    path: "/api/v2/hooks/{id}",
    summary: "Delete an inbound hook",
    ...own,
    cost: 3,
    params: ByUuid,
    answer: z.object({ id: z.string() }),
  }),
  received: route({
    method: "GET",
    path: "/api/v2/hooks/{id}/deliveries",
    summary: "The last 20 things that an inbound hook received, the newest first",
    ...own,
    cost: 5,
    params: ByUuid,
    answer: z.array(HookDeliveryAnswer),
  }),
}

export const hooks = {
  receive: route({
    method: "POST",
    path: "/api/v2/hooks/{secret}",
    summary: "Post a JSON object of at most 256 kB to an inbound hook: it becomes the event hook.received",
    permission: "public",
    cost: 0,
    params: z.strictObject({ secret: z.string().max(200) }),
    answer: z.object({ event_id: z.string() }),
    envelope: "one",
    status: 202,
  }),
}
