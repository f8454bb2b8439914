/** Tries deliveries, each until it is taken or given up; an endpoint that keeps failing is left alone for a while, and loses nothing. */
import { BatchProcessor, EventType, processPartialResponse } from "@aws-lambda-powertools/batch"
import { injectLambdaContext } from "@aws-lambda-powertools/logger/middleware"
import { captureLambdaHandler } from "@aws-lambda-powertools/tracer/middleware"
import middy from "@middy/core"
import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda"
import { instant } from "../../shared/time.ts"
import { BAN, type Delivery, DeliveryOrder, type DeliveryTry, RETRIES, type Webhook } from "../../shared/webhook.ts"
import { ConditionFailed } from "../data/commit.ts"
import { freshSetup } from "../data/setup.ts"
import { logger, tracer } from "../platform/telemetry.ts"
import { order } from "./order.ts"
import { payloadOf } from "./payload.ts"
import { isGood, send } from "./send.ts"
import { deliveryOf, putDelivery, putWebhook, webhookOf } from "./store.ts"

async function deliver(record: SQSRecord): Promise<void> {
  const asked = DeliveryOrder.parse(JSON.parse(record.body))
  const { workspaceId: w, webhookId, deliveryId } = asked
  const [webhook, delivery] = await Promise.all([webhookOf(w, webhookId), deliveryOf(w, webhookId, deliveryId)])
  // deleted meanwhile, or a message that came twice
  if (webhook === undefined || delivery?.status !== "waiting" || delivery.tries.length !== asked.tries) return
  const wait = webhook.bannedUntil === undefined ? 0 : (Date.parse(webhook.bannedUntil) - Date.now()) / 1000
  if (wait > 0) return await order(asked, wait)
  const attempt = delivery.tries.length - delivery.before + 1
  const { setup } = await freshSetup(w)
  const tried = await send(webhook, JSON.stringify(payloadOf(webhook, delivery.event, setup, attempt)))
  await settle(w, webhook, delivery, tried, attempt)
}

async function settle(
  w: string,
  webhook: Webhook,
  before: Delivery,
  tried: DeliveryTry,
  attempt: number,
): Promise<void> {
  const taken = isGood(tried.status)
  const pause = RETRIES[attempt - 1]
  const status = taken ? "delivered" : pause === undefined ? "failed" : "waiting"
  const after: Delivery = { ...before, tries: [...before.tries, tried], status }
  try {
    await putDelivery(w, after, before.tries.length)
  } catch (error) {
    // the same message was taken up twice at once
    if (error instanceof ConditionFailed) return
    throw error
  }
  if (status === "waiting")
    await order({ workspaceId: w, webhookId: webhook.id, deliveryId: after.id, tries: after.tries.length }, pause)
  await note(w, webhook, tried, taken, attempt)
}

/** Keeps on the webhook how it goes; only first tries count towards leaving it alone. */
async function note(w: string, webhook: Webhook, tried: DeliveryTry, taken: boolean, attempt: number): Promise<void> {
  const failures = taken ? 0 : webhook.failures + (attempt === 1 ? 1 : 0)
  const isTooMuch = failures >= BAN.after
  const { bannedUntil: _, ...rest } = webhook
  const after: Webhook = {
    ...rest,
    failures: isTooMuch ? 0 : failures,
    ...(isTooMuch && { bannedUntil: instant(Date.now() + BAN.minutes * 60_000) }),
    lastAt: tried.at,
    lastStatus: tried.status,
  }
  await putWebhook(w, after).catch((error: unknown) => {
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
