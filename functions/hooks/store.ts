import { Hook, HookDelivery, type HookReceived, KEPT_DELIVERIES } from "../../shared/hook.ts"
import type { Write } from "../data/commit.ts"
import { entriesOf } from "../data/entries.ts"
import { keys } from "../data/patterns.ts"
import { query } from "../data/table.ts"

export const entries = entriesOf("hook", Hook)

/** Days that what was received can be looked up by its id. */
const DAYS = 7

export async function hooksOf(w: string): Promise<Hook[]> {
  return (await entries.list(keys.hooks(w))).entries
}

export async function lastOf(w: string, id: string): Promise<HookDelivery[]> {
  const { items } = await query({ pk: { name: "pk", value: keys.hookLast(w, id, 0).pk } })
  return items.map((item) => HookDelivery.parse(item.delivery)).sort((a, b) => (a.id < b.id ? 1 : -1))
}

/** What was received, for the bus to hear of, and its place among the last ones: the `count`th takes that of one before. */
export function receiving(w: string, received: HookReceived, delivery: HookDelivery, count: number): Write[] {
  const ttl = Math.floor(Date.parse(received.at) / 1000) + DAYS * 86_400
  return [
    { put: { ...keys.hookReceived(w, received.id), kind: HOOK_RECEIVED, ...received, ttl } },
    { put: { ...keys.hookLast(w, received.hookId, count % KEPT_DELIVERIES), delivery } },
  ]
}

export const HOOK_RECEIVED = "hookReceived"

export function lastKeys(w: string, id: string) {
  return Array.from({ length: KEPT_DELIVERIES }, (_, place) => keys.hookLast(w, id, place))
}
