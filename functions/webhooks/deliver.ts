/** Tries deliveries, each until it is taken or given up; an endpoint that keeps failing is left alone for a while, and loses nothing. */
import { BatchProcessor, EventType, processPartialResponse } from "@aws-lambda-powertools/batch"
import { injectLambdaContext } from "@aws-lambda-powertools/logger/middleware"
import { captureLambdaHandler } from "@aws-lambda-powertools/tracer/middleware"
import middy from "@middy/core"
import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda"
import { instant } from "../../shared/time.ts"
import {
  BAN,
  CATCH_UP,
  type Delivery,
  DeliveryOrder,
  type DeliveryTry,
  RETRIES,
  type Webhook,
} from "../../shared/webhook.ts"
import { ConditionFailed } from "../data/commit.ts"
import { freshSetup } from "../data/setup.ts"
import { logger, tracer } from "../platform/telemetry.ts"
import { order } from "./order.ts"
import { payloadOf } from "./payload.ts"
import { isGood, send } from "./send.ts"
import { deliveryOf, putDelivery, putWebhook, tookUp, waitingFrom, webhookOf } from "./store.ts"

async function deliver(record: SQSRecord): Promise<void> {
  const asked = DeliveryOrder.parse(JSON.parse(record.body))
  const { workspaceId: w, webhookId } = asked
  const [webhook, delivery] = await Promise.all([webhookOf(w, webhookId), untold(asked)])
  // deleted meanwhile, or a message that came twice
  if (webhook === undefined || delivery === undefined) return
  if (webhook.bannedUntil === undefined) await tried(w, webhook, delivery)
  else await afterBan(webhook, webhook.bannedUntil, asked)
}

/** While an endpoint is left alone what it is to hear waits; the first message after that tells all of it, the oldest first. */
async function afterBan(webhook: Webhook, bannedUntil: string, asked: DeliveryOrder): Promise<void> {
  const wait = (Date.parse(bannedUntil) - Date.now()) / 1000
  const w = asked.workspaceId
  const held: Webhook = { ...webhook, bannedUntil: instant(Date.now() + CATCH_UP.heldS * 1000) }
  // for the others the ban goes on while this one catches up
  if (wait > 0 || !(await tookUp(w, held, bannedUntil))) return await order(asked, Math.max(wait, CATCH_UP.heldS))
  const limit = Date.now() + CATCH_UP.mostMs
  let last: Pick<Webhook, "lastAt" | "lastStatus"> = {}
  for await (const delivery of waitingFrom(w, webhook.id, webhook.failingFrom ?? asked.deliveryId)) {
    const isLate = Date.now() > limit
    const told = isLate ? undefined : await attempted(w, held, delivery)
    if (told !== undefined) last = lastOf(told)
    if (told?.taken === true) continue
    const until = Date.now() + (isLate ? 0 : BAN.minutes * 60_000)
    await change(w, { ...held, ...last, bannedUntil: instant(until) })
    if ((await untold(asked)) !== undefined) await order(asked, isLate ? 0 : BAN.minutes * 60)
    return
  }
  await change(w, { ...free(held), ...last, failures: 0 })
  const own = await untold(asked)
  if (own !== undefined) await tried(w, free(held), own)
}

/** The delivery that a message asks for, while it waits for just that try. */
async function untold({ workspaceId, webhookId, deliveryId, tries }: DeliveryOrder): Promise<Delivery | undefined> {
  const delivery = await deliveryOf(workspaceId, webhookId, deliveryId)
  return delivery?.status === "waiting" && delivery.tries.length === tries ? delivery : undefined
}

type Told = { taken: boolean; attempt: number; last: DeliveryTry }

/** One try of a delivery, and what follows from it. */
async function tried(w: string, webhook: Webhook, before: Delivery): Promise<void> {
  const told = await attempted(w, webhook, before)
  if (told.isOurs) await note(w, webhook, told, before.id)
}

/** One try of a delivery. `isOurs` unless the same message was taken up twice at once, and the other was first. */
async function attempted(w: string, webhook: Webhook, before: Delivery): Promise<Told & { isOurs: boolean }> {
  const attempt = before.tries.length - before.before + 1
  const { setup } = await freshSetup(w)
  const last = await send(webhook, JSON.stringify(payloadOf(webhook, before.event, setup, attempt)))
  const taken = isGood(last.status)
  const pause = RETRIES[attempt - 1]
  const status = taken ? "delivered" : pause === undefined ? "failed" : "waiting"
  const after: Delivery = { ...before, tries: [...before.tries, last], status }
  try {
    await putDelivery(w, after, before.tries.length)
  } catch (error) {
    if (error instanceof ConditionFailed) return { taken, attempt, last, isOurs: false }
    throw error
  }
  if (status === "waiting")
    await order({ workspaceId: w, webhookId: webhook.id, deliveryId: after.id, tries: after.tries.length }, pause)
  return { taken, attempt, last, isOurs: true }
}

const lastOf = ({ last }: Told) => ({ lastAt: last.at, lastStatus: last.status })

/** A webhook without its ban, and without what it failed with. */
function free({ bannedUntil: _, failingFrom: _from, ...webhook }: Webhook): Webhook {
  return webhook
}

/** Keeps on the webhook how it goes; only first tries count towards leaving it alone. */
async function note(w: string, webhook: Webhook, told: Told, deliveryId: string): Promise<void> {
  const { taken, attempt } = told
  const failures = taken ? 0 : webhook.failures + (attempt === 1 ? 1 : 0)
  const isTooMuch = failures >= BAN.after
  await change(w, {
    ...free(webhook),
    failures: isTooMuch ? 0 : failures,
    ...(!taken && { failingFrom: webhook.failingFrom ?? deliveryId }),
    ...(isTooMuch && { bannedUntil: instant(Date.now() + BAN.minutes * 60_000) }),
    ...lastOf(told),
  })
}

async function change(w: string, webhook: Webhook): Promise<void> {
  await putWebhook(w, webhook).catch((error: unknown) => {
    if (!(error instanceof ConditionFailed)) throw error
  })
}

const processor = new BatchProcessor(EventType.SQS)

export const handler = middy<SQSEvent, SQSBatchResponse>()
  .use(injectLambdaContext(logger))
  .use(captureLambdaHandler(tracer))
  .handler((event, context) =>
    processPartialResponse(event, deliver, processor, { context, throwOnFullBatchFailure: false }),
  )
