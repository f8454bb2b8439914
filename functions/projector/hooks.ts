/** What was posted to an inbound hook is an event. */
import type { DynamoDBRecord } from "aws-lambda"
import type { CrmEvent } from "../../shared/event.ts"
import { HookReceived } from "../../shared/hook.ts"
import { workspaceOf } from "../data/patterns.ts"
import { HOOK_RECEIVED } from "../hooks/store.ts"
import { plain } from "./image.ts"

export type Received = { w: string; received: HookReceived }

export function receivedOf({ dynamodb }: DynamoDBRecord): Received | undefined {
  if (dynamodb?.NewImage?.kind?.S !== HOOK_RECEIVED) return undefined
  const item = plain(dynamodb.NewImage)
  return { w: workspaceOf(String(item.pk)), received: HookReceived.parse(item) }
}

/** Bytes of a payload that the bus and the queues behind it take beside the rest of an event. */
const MOST_CARRIED = 200 * 1024

/** A payload that is too large for the bus is left out: it is to be looked up by `delivery_id`. */
export function hookEvent({ w, received }: Received): CrmEvent {
  const { id, hookId, name, at, byUserId, text } = received
  const payload: CrmEvent["data"][string] = Buffer.byteLength(text) <= MOST_CARRIED ? JSON.parse(text) : null
  return {
    name: "hook.received",
    eventId: [w, "hook", hookId, id, "hook.received"].join(":"),
    workspaceId: w,
    id: 0,
    version: 1,
    at,
    byUserId,
    via: "api",
    data: { hook_id: hookId, name, delivery_id: id, payload },
  }
}
