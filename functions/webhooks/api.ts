import { webhooks as api, deliveryAnswer, webhookAnswer } from "../../shared/api/webhooks.ts"
import { Problem } from "../../shared/problem.ts"
import type { Actor } from "../platform/actor.ts"
import { domain } from "../platform/http.ts"
import { listDeliveries, webhooksOf } from "./store.ts"
import * as verbs from "./webhooks.ts"

/** This family of operations says what went wrong in words of its own beside everyone's. */
async function inItsWords<T>(work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    if (error instanceof Problem) {
      const errors = Object.fromEntries(Object.entries(error.fields).map(([field, why]) => [field, [why]]))
      error.also = { status: "error", errors }
    }
    throw error
  })
}

async function deliveries(actor: Actor, id: number, { limit, cursor }: { limit: number; cursor?: string | undefined }) {
  await verbs.need(actor.workspaceId, id)
  const { deliveries: found, next } = await listDeliveries(actor.workspaceId, id, limit, cursor)
  return { data: found.map(deliveryAnswer), nextCursor: next ?? null }
}

export const own = domain(api, {
  list: async ({ actor }) => {
    const { workspaceId: w } = actor
    return { status: "ok", data: (await webhooksOf(w)).map((webhook) => webhookAnswer(webhook, w, Date.now())) }
  },
  create: async ({ actor, body }) => {
    const webhook = await inItsWords(verbs.add(actor, body))
    const answer = webhookAnswer(webhook, actor.workspaceId, Date.now())
    return { status: "ok", data: { ...answer, secret: webhook.secret } }
  },
  remove: async ({ actor, params }) => ({ status: "ok", data: await inItsWords(verbs.remove(actor, params.id)) }),
  deliveries: ({ actor, params, query }) => deliveries(actor, params.id, query),
  redeliver: async ({ actor, params }) => deliveryAnswer(await verbs.redeliver(actor, params.id, params.delivery_id)),
})
