import type { DealChange } from "../../shared/api/deal-body.ts"
import type { ManyResult } from "../../shared/api/deals.ts"
import { Problem } from "../../shared/problem.ts"
import { instant } from "../../shared/time.ts"
import type { Actor } from "../platform/actor.ts"
import { uuidv7 } from "../platform/uuid.ts"
import { inTurns } from "../records/turns.ts"
import { change } from "./deals.ts"

/** Changes of one request that run at a time. */
const WIDTH = 8

/** Changes deals in the same way, each by itself: one that cannot be changed does not keep the others from it. */
export async function changeMany(
  actor: Actor,
  ids: readonly number[],
  body: DealChange,
  now = Date.now(),
): Promise<ManyResult[]> {
  const all = [...new Set(ids)]
  const together = all.length > 1 ? { together: `${instant(now)}#${uuidv7(now)}` } : {}
  return inTurns(all, WIDTH, async (id) => {
    try {
      await change({ ...actor, ...together }, id, body)
      return { id, ok: true }
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      return { id, ok: false, error: error.message, fields: error.fields }
    }
  })
}
