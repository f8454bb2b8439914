/** Who outside hears of what happens, and how each telling went. */
import * as z from "zod"
import { CrmEvent } from "./event.ts"
import { Id } from "./record.ts"
import { Instant } from "./time.ts"

export const WebhookAction = z.enum(["create", "change", "delete", "*"])
export type WebhookAction = z.infer<typeof WebhookAction>

/** Pipedrive's word for a kind of record, or `*` for all of them. */
export const WEBHOOK_OBJECTS = [
  "activity",
  "deal",
  "lead",
  "note",
  "organization",
  "person",
  "pipeline",
  "product",
  "project",
  "stage",
  "task",
  "user",
  "board",
  "phase",
  "deal_product",
  "deal_installment",
  "*",
] as const
export const WebhookObject = z.enum(WEBHOOK_OBJECTS)
export type WebhookObject = z.infer<typeof WebhookObject>

export const Webhook = z.object({
  id: Id,
  name: z.string(),
  url: z.string(),
  action: WebhookAction,
  object: WebhookObject,
  version: z.enum(["1.0", "2.0"]),
  /** Who made it. */
  ownerId: Id,
  /** Hears what this person may see. */
  userId: Id,
  authUser: z.string().optional(),
  authPassword: z.string().optional(),
  /** Signs what is sent. */
  secret: z.string(),
  addedAt: Instant,
  /** Deliveries in a row whose first try failed. */
  failures: z.int().default(0),
  /** Until then nothing is tried; what happens meanwhile waits. */
  bannedUntil: Instant.optional(),
  /** The delivery with which its failures began. */
  failingFrom: z.string().optional(),
  lastAt: Instant.optional(),
  lastStatus: z.int().optional(),
})
export type Webhook = z.infer<typeof Webhook>

export const MOST_WEBHOOKS = 40
/** Seconds before each try after the first. */
export const RETRIES = [3, 30, 150] as const
/** Failed deliveries in a row after which an endpoint is left alone, and for how many minutes. */
export const BAN = { after: 10, minutes: 30 } as const
/** After that the first message tells what waited, read so many at once, for so long; for the others the ban goes on meanwhile. */
export const CATCH_UP = { atOnce: 200, mostMs: 12_000, heldS: 40 } as const
export const DAYS_OF_DELIVERIES = 30

export const DeliveryTry = z.object({
  at: Instant,
  ms: z.int(),
  /** Of the answer; missing when there was none. */
  status: z.int().optional(),
  error: z.string().optional(),
})
export type DeliveryTry = z.infer<typeof DeliveryTry>

export const Delivery = z.object({
  id: z.string(),
  webhookId: Id,
  event: CrmEvent,
  status: z.enum(["waiting", "delivered", "failed"]),
  tries: z.array(DeliveryTry),
  /** How many of the tries belong to rounds before this one: it was asked for again. */
  before: z.int().default(0),
})
export type Delivery = z.infer<typeof Delivery>

/** What is asked of the sender: the next try of a delivery. */
export const DeliveryOrder = z.object({
  workspaceId: z.string(),
  webhookId: Id,
  deliveryId: z.string(),
  /** Tries there were when this one was asked for: a message that comes twice finds more. */
  tries: z.int(),
})
export type DeliveryOrder = z.infer<typeof DeliveryOrder>
