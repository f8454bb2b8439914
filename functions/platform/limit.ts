/**
 * Rate limits of API tokens. A window's count lives in the table; each running Lambda takes part of the budget at a time and
 * spends it without asking again, so that a request seldom costs a write and the limit holds over all of them. It takes as much
 * as it has spent, and at most a tenth of what there is: little is left lying where nobody asks again.
 */
import { Problem } from "../../shared/problem.ts"
import { increase } from "../data/commit.ts"
import { keys } from "../data/patterns.ts"

/** `burst`: requests in two seconds; `daily`: rate-limit tokens a day. 0 sets no limit. */
export type Limits = { burst: number; daily: number }

type Lease = { window: string; left: number; spent: number; taken: number; exhausted: boolean }
const leases = new Map<string, Lease>()
const BURST_SECONDS = 2

/** Spends a request of `cost` tokens. Answers the headers that tell what is left; throws `too_many_requests` past a limit. */
export async function spend(
  workspaceId: string,
  who: string,
  cost: number,
  limits: Limits,
  now = Date.now(),
): Promise<Record<string, string>> {
  const headers: Record<string, string> = {}
  if (limits.burst > 0) {
    const slot = Math.floor(now / 1000 / BURST_SECONDS)
    const reset = Math.max(1, Math.ceil((slot + 1) * BURST_SECONDS - now / 1000))
    const left = await take(workspaceId, who, `burst#${slot}`, 1, limits.burst, now)
    headers["x-ratelimit-limit"] = String(limits.burst)
    headers["x-ratelimit-remaining"] = String(Math.max(0, left))
    headers["x-ratelimit-reset"] = String(reset)
    if (left < 0) throw limited({ ...headers, "retry-after": String(reset) })
  }
  if (limits.daily > 0) {
    const day = new Date(now).toISOString().slice(0, 10)
    const left = await take(workspaceId, who, `day#${day}`, cost, limits.daily, now)
    headers["x-daily-ratelimit-token-limit"] = String(limits.daily)
    headers["x-daily-ratelimit-token-remaining"] = String(Math.max(0, left))
    if (left < 0) throw limited({ ...headers, "retry-after": String(86_400 - (Math.floor(now / 1000) % 86_400)) })
  }
  return headers
}

/** A `Problem` that carries the headers of its answer. */
export class Limited extends Problem {
  headers: Record<string, string>
  constructor(headers: Record<string, string>) {
    super("too_many_requests", "Too many requests; try again when the window has passed")
    this.headers = headers
  }
}

function limited(headers: Record<string, string>): Limited {
  return new Limited(headers)
}

/** What is left of a window's budget after spending `cost`; below 0 when it was not granted. */
async function take(
  w: string,
  who: string,
  window: string,
  cost: number,
  budget: number,
  now: number,
): Promise<number> {
  const name = `${w}#${who}#${window.slice(0, window.indexOf("#"))}`
  let lease = leases.get(name)
  if (lease === undefined || lease.window !== window) {
    lease = { window, left: 0, spent: 0, taken: 0, exhausted: false }
    if (leases.size > 5000) leases.clear()
    leases.set(name, lease)
  }
  if (lease.left < cost && !lease.exhausted) {
    const share = Math.max(cost, Math.min(lease.spent, Math.ceil((budget - lease.taken) / 10)))
    const total = await increase({
      add: keys.rate(w, who, window),
      attribute: "count",
      by: share,
      set: { ttl: Math.floor(now / 1000) + 2 * 86_400 },
    })
    lease.taken = total
    lease.exhausted = total >= budget
    lease.left += share - Math.max(0, total - budget)
  }
  if (lease.left < cost) return -1
  lease.left -= cost
  lease.spent += cost
  return Math.max(0, budget - lease.taken) + lease.left
}
