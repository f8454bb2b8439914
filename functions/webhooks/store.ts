/** Webhooks of a workspace and what each was sent. */

import { seconds } from "../../shared/time.ts"
import { CATCH_UP, DAYS_OF_DELIVERIES, Delivery, Webhook } from "../../shared/webhook.ts"
import { ConditionFailed, commit, type Write } from "../data/commit.ts"
import { keys } from "../data/patterns.ts"
import { get, query } from "../data/table.ts"

export async function webhooksOf(w: string): Promise<Webhook[]> {
  const { items } = await query({ pk: { name: "pk", value: keys.webhooks(w) } })
  return items.map((item) => Webhook.parse(item.webhook))
}

export async function webhookOf(w: string, id: number): Promise<Webhook | undefined> {
  const item = await get(keys.webhook(w, id))
  return item === undefined ? undefined : Webhook.parse(item.webhook)
}

/** Makes it, or changes one that is still there. */
export async function putWebhook(w: string, webhook: Webhook, isNew = false, ...beside: Write[]): Promise<void> {
  const expression = isNew ? "attribute_not_exists(pk)" : "attribute_exists(pk)"
  await commit({ put: { ...keys.webhook(w, webhook.id), webhook }, if: { expression } }, ...beside)
}

/** Writes a webhook unless its ban is another by now: one of several that found it over goes on. */
export async function tookUp(w: string, webhook: Webhook, bannedUntil: string): Promise<boolean> {
  const names = { "#webhook": "webhook" }
  try {
    await commit({
      put: { ...keys.webhook(w, webhook.id), webhook },
      if: { expression: "#webhook.bannedUntil = :until", names, values: { ":until": bannedUntil } },
    })
    return true
  } catch (error) {
    if (error instanceof ConditionFailed) return false
    throw error
  }
}

/** Deliveries from one on that still wait, in the order of what they tell. Their ids begin with a time: what is of one second is told together. */
export async function* waitingFrom(w: string, webhookId: number, id: string): AsyncGenerator<Delivery> {
  const { pk } = keys.delivery(w, webhookId, "")
  let after: Record<string, unknown> | undefined
  let rest: Delivery[] = []
  do {
    const page = await query({
      pk: { name: "pk", value: pk },
      sk: { name: "sk", from: id },
      limit: CATCH_UP.atOnce,
      ...(after !== undefined && { after }),
    })
    after = page.next
    const read = page.items.map((item) => Delivery.parse(item.delivery))
    const waiting = [...rest, ...read.filter(({ status }) => status === "waiting")].sort(inOrder)
    const open = after === undefined ? undefined : read.at(-1)?.event.at
    rest = waiting.filter(({ event }) => event.at === open)
    yield* waiting.filter(({ event }) => event.at !== open)
  } while (after !== undefined)
}

const inOrder = (a: Delivery, b: Delivery) => a.event.at.localeCompare(b.event.at) || a.event.version - b.event.version

export async function deliveryOf(w: string, webhookId: number, id: string): Promise<Delivery | undefined> {
  const item = await get(keys.delivery(w, webhookId, id))
  return item === undefined ? undefined : Delivery.parse(item.delivery)
}

/** Writes a delivery as long as it had so many tries before; 0 makes it. Fails with `ConditionFailed`. */
export async function putDelivery(w: string, delivery: Delivery, tries: number | "new"): Promise<void> {
  const ttl = seconds(delivery.event.at) + DAYS_OF_DELIVERIES * 86_400
  await commit({
    put: { ...keys.delivery(w, delivery.webhookId, delivery.id), delivery, tries: delivery.tries.length, ttl },
    if:
      tries === "new"
        ? { expression: "attribute_not_exists(pk)" }
        : { expression: "#tries = :tries", names: { "#tries": "tries" }, values: { ":tries": tries } },
  })
}

export async function listDeliveries(w: string, webhookId: number, limit: number, before: string | undefined) {
  const { pk } = keys.delivery(w, webhookId, "")
  const page = await query({
    pk: { name: "pk", value: pk },
    backwards: true,
    limit,
    ...(before !== undefined && { after: { pk, sk: before } }),
  })
  const deliveries = page.items.map((item) => Delivery.parse(item.delivery))
  return { deliveries, next: page.next === undefined ? undefined : deliveries.at(-1)?.id }
}
