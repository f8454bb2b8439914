import * as z from "zod"
import { type Delivery, DeliveryTry, type Webhook, WebhookAction, WebhookObject } from "../webhook.ts"
import { ById, Paging, QueryId } from "./fields.ts"
import { route } from "./route.ts"

export const WebhookAnswer = z.object({
  id: z.int(),
  company_id: z.int(),
  owner_id: z.int(),
  user_id: z.int(),
  event_action: z.string(),
  event_object: z.string(),
  subscription_url: z.string(),
  version: z.string(),
  is_active: z.union([z.literal(0), z.literal(1)]),
  add_time: z.string(),
  remove_time: z.null(),
  type: z.literal("general"),
  http_auth_user: z.string().nullable(),
  http_auth_password: z.string().nullable(),
  remove_reason: z.null(),
  last_delivery_time: z.string().nullable(),
  last_http_status: z.int().nullable(),
  admin_id: z.int(),
  name: z.string(),
})
export type WebhookAnswer = z.infer<typeof WebhookAnswer>

/** A password is not shown again; whether there is one is. An endpoint that is left alone for a while is not active. */
export function webhookAnswer(webhook: Webhook, workspaceId: string, now: number): WebhookAnswer {
  const isBanned = webhook.bannedUntil !== undefined && Date.parse(webhook.bannedUntil) > now
  return {
    id: webhook.id,
    company_id: Number(workspaceId),
    owner_id: webhook.ownerId,
    user_id: webhook.userId,
    event_action: webhook.action,
    event_object: webhook.object,
    subscription_url: webhook.url,
    version: webhook.version,
    is_active: isBanned ? 0 : 1,
    add_time: webhook.addedAt,
    remove_time: null,
    type: "general",
    http_auth_user: webhook.authUser ?? null,
    http_auth_password: webhook.authPassword === undefined ? null : "********",
    remove_reason: null,
    last_delivery_time: webhook.lastAt ?? null,
    last_http_status: webhook.lastStatus ?? null,
    admin_id: webhook.ownerId,
    name: webhook.name,
  }
}

/** What actions were called before version 2.0: programs of that time ask so, name no name, and understand version 1.0. */
export const FORMER_ACTIONS = { added: "create", updated: "change", deleted: "delete" } as const

export const NewWebhook = z.object({
  subscription_url: z.string().max(2000),
  event_action: z.enum([...WebhookAction.options, "added", "updated", "deleted"]),
  event_object: WebhookObject,
  name: z.string().trim().min(1, "must not be empty").max(255).optional(),
  user_id: z.coerce.number().int().positive().nullish(),
  http_auth_user: z.string().max(255).nullish(),
  http_auth_password: z.string().max(255).nullish(),
  version: z.enum(["1.0", "2.0"]).optional(),
})
export type NewWebhook = z.infer<typeof NewWebhook>

export const DeliveryAnswer = z.object({
  id: z.string(),
  event: z.string(),
  entity_id: z.int(),
  status: z.enum(["waiting", "delivered", "failed"]),
  add_time: z.string(),
  attempts: z.array(DeliveryTry),
})
export type DeliveryAnswer = z.infer<typeof DeliveryAnswer>

export function deliveryAnswer({ id, event, status, tries }: Delivery): DeliveryAnswer {
  return { id, event: event.name, entity_id: event.id, status, add_time: event.at, attempts: tries }
}

const OneDelivery = z.strictObject({ id: QueryId, delivery_id: z.string().max(100) })

export const webhooks = {
  list: route({
    method: "GET",
    path: "/v1/webhooks",
    summary: "Get all webhooks",
    permission: "webhooks.edit",
    cost: 10,
    answer: z.array(WebhookAnswer),
    envelope: "v1",
  }),
  create: route({
    method: "POST",
    path: "/v1/webhooks",
    summary: "Create a webhook; its secret, which signs what is sent, is told here once",
    permission: "webhooks.edit",
    cost: 5,
    body: NewWebhook,
    answer: WebhookAnswer.extend({ secret: z.string() }),
    envelope: "v1",
    secret: true,
    status: 201,
  }),
  remove: route({
    method: "DELETE",
    path: "/v1/webhooks/{id}",
    summary: "Delete a webhook",
    permission: "webhooks.edit",
    cost: 3,
    params: ById,
    answer: z.object({ id: z.int() }),
    envelope: "v1",
  }),
  deliveries: route({
    method: "GET",
    path: "/api/v2/webhooks/{id}/deliveries",
    summary: "What a webhook was sent in the last 30 days, the newest first, and how each try went",
    permission: "webhooks.edit",
    cost: 10,
    params: ById,
    query: z.strictObject(Paging),
    answer: z.array(DeliveryAnswer),
    envelope: "page",
  }),
  redeliver: route({
    method: "POST",
    path: "/api/v2/webhooks/{id}/deliveries/{delivery_id}/redeliver",
    summary: "Send a delivery again",
    permission: "webhooks.edit",
    cost: 5,
    params: OneDelivery,
    answer: DeliveryAnswer,
    envelope: "one",
    status: 202,
  }),
}
