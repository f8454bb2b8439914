/** An inbound hook: an address outside programs post to, and what came of it. */
import * as z from "zod"
import { Id } from "./record.ts"
import { Instant } from "./time.ts"

export const MOST_HOOKS = 50
export const MOST_HOOK_BYTES = 256 * 1024
/** Brackets within brackets that a payload may have. */
export const MOST_DEPTH = 50
/** Deliveries that are shown, and signs of each. */
export const KEPT_DELIVERIES = 20
export const MOST_PREVIEW = 2000
/** Posts to one hook in two seconds, and a day. */
export const HOOK_LIMITS = { burst: 20, daily: 20_000 } as const

export const Hook = z.object({
  id: z.uuid(),
  version: z.int(),
  name: z.string(),
  enabled: z.boolean(),
  secretHash: z.string(),
  secretLastFour: z.string(),
  addedAt: Instant,
  addedBy: Id,
  changedAt: Instant,
  /** How often it was posted to. */
  received: z.int().default(0),
  lastReceivedAt: Instant.optional(),
})
export type Hook = z.infer<typeof Hook>

export const HookDelivery = z.object({ id: z.string(), at: Instant, bytes: z.int(), preview: z.string() })
export type HookDelivery = z.infer<typeof HookDelivery>

export const HookReceived = z.object({
  id: z.string(),
  hookId: z.uuid(),
  name: z.string(),
  at: Instant,
  byUserId: Id,
  /** A JSON object, as it came. */
  text: z.string(),
})
export type HookReceived = z.infer<typeof HookReceived>

/** How deep the brackets of a JSON text go. */
export function depthOf(text: string): number {
  let [depth, most] = [0, 0]
  for (const [sign] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[{\]}]/g)) {
    if (sign === "[" || sign === "{") most = Math.max(most, ++depth)
    else if (sign === "]" || sign === "}") depth--
  }
  return most
}
