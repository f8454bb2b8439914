import type { DealChange, ManyResult } from "../../shared/api/deals.ts"
import { Problem } from "../../shared/problem.ts"
import type { Actor } from "../platform/actor.ts"
import { inTurns } from "../records/turns.ts"
import { change } from "./deals.ts"

/** Changes of one request that run at a time. */
const WIDTH = 8

/** Changes deals in the same way, each by itself: one that cannot be changed does not keep the others from it. */
export async function changeMany(actor: Actor, ids: readonly number[], body: DealChange): Promise<ManyResult[]> {
  return inTurns([...new Set(ids)], WIDTH, async (id) => {
    try {
      await change(actor, id, body)
      return { id, ok: true }
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      return { id, ok: false, error: error.message, fields: error.fields }
    }
  })
}
