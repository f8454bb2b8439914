import { randomBytes } from "node:crypto"
import { FORMER_ACTIONS, type NewWebhook } from "../../shared/api/webhooks.ts"
import { Problem } from "../../shared/problem.ts"
import { instant } from "../../shared/time.ts"
import { type Delivery, MOST_WEBHOOKS, type Webhook, WebhookAction } from "../../shared/webhook.ts"
import { changesOf, traced } from "../audit/trace.ts"
import { ConditionFailed, commit, increase } from "../data/commit.ts"
import { keys } from "../data/patterns.ts"
import { setupOf } from "../data/setup.ts"
import type { Actor } from "../platform/actor.ts"
import { addressesOf, faultIn } from "./address.ts"
import { order } from "./order.ts"
import { deliveryOf, putDelivery, putWebhook, webhookOf, webhooksOf } from "./store.ts"

export async function need(w: string, id: number): Promise<Webhook> {
  const webhook = await webhookOf(w, id)
  if (webhook === undefined) throw new Problem("not_found", `Webhook ${id} was not found`, { id: "not found" })
  return webhook
}

export async function add(actor: Actor, body: NewWebhook, now = Date.now()): Promise<Webhook> {
  const w = actor.workspaceId
  await checkUrl(body.subscription_url)
  const userId = body.user_id ?? actor.userId
  const { users } = await setupOf(actor)
  if (users.get(userId)?.status !== "active") throw wrong("user_id", `${userId} is no active user`)
  if ((await webhooksOf(w)).length >= MOST_WEBHOOKS)
    throw new Problem("forbidden", `There are ${MOST_WEBHOOKS} webhooks already; delete one first`)
  const webhook: Webhook = {
    id: await increase({ add: keys.counter(w, "webhook"), attribute: "last", by: 1 }),
    url: body.subscription_url,
    object: body.event_object,
    ...inWordsOfToday(body),
    ownerId: actor.userId,
    userId,
    ...(body.http_auth_user != null && { authUser: body.http_auth_user }),
    ...(body.http_auth_password != null && { authPassword: body.http_auth_password }),
    secret: randomBytes(24).toString("base64url"),
    addedAt: instant(now),
    failures: 0,
  }
  await putWebhook(
    w,
    webhook,
    true,
    traced(actor, { action: "added", ...about(webhook), fields: toldOf(webhook) }, now),
  )
  return webhook
}

const about = ({ id, name }: Webhook) => ({ object: "webhook", objectId: String(id), name })

/** An address may hold a secret beyond its host. */
function toldOf({ url, action, object, version, userId }: Webhook) {
  return changesOf(undefined, { host: new URL(url).host, action, object, version, userId })
}

function inWordsOfToday({ event_action: asked, event_object, name, version }: NewWebhook) {
  const former = asked === "added" || asked === "updated" || asked === "deleted" ? FORMER_ACTIONS[asked] : undefined
  const action = former ?? WebhookAction.parse(asked)
  return {
    action,
    name: name ?? `${event_object}.${asked}`,
    version: version ?? (former === undefined ? ("2.0" as const) : ("1.0" as const)),
  }
}

const wrong = (field: string, why: string) => new Problem("invalid", `${field}: ${why}`, { [field]: why })

async function checkUrl(url: string): Promise<void> {
  const fault = faultIn(url)
  if (fault !== undefined) throw wrong("subscription_url", fault)
  await addressesOf(new URL(url)).catch(() => {
    throw wrong("subscription_url", "invalid or non-reachable URL")
  })
}

export async function remove(actor: Actor, id: number, now = Date.now()): Promise<{ id: number }> {
  const webhook = await need(actor.workspaceId, id)
  await commit(
    { delete: keys.webhook(actor.workspaceId, id) },
    traced(actor, { action: "deleted", ...about(webhook) }, now),
  )
  return { id }
}

/** Begins another round of tries of a delivery. */
export async function redeliver(actor: Actor, id: number, deliveryId: string): Promise<Delivery> {
  const w = actor.workspaceId
  await need(w, id)
  const known = await deliveryOf(w, id, deliveryId)
  if (known === undefined) throw new Problem("not_found", `Delivery ${deliveryId} was not found`)
  if (known.status === "waiting") throw new Problem("conflict", "It is being delivered already")
  const tries = known.tries.length
  const again: Delivery = { ...known, status: "waiting", before: tries }
  try {
    await putDelivery(w, again, tries)
  } catch (error) {
    if (error instanceof ConditionFailed) throw new Problem("conflict", "It is being delivered already")
    throw error
  }
  await order({ workspaceId: w, webhookId: id, deliveryId, tries })
  return again
}
