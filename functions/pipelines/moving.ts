import type { Deal } from "../../shared/deal.ts"
import { Problem } from "../../shared/problem.ts"
import { readOpenSums } from "../data/open-sums.ts"
import { setupOf } from "../data/setup.ts"
import { open, type Store } from "../data/store.ts"
import { change } from "../deals/deals.ts"
import type { Actor } from "../platform/actor.ts"
import { inTurns } from "../records/turns.ts"

const WIDTH = 8

/** Moves some of a stage's open deals, each by itself. `left` is 0 when none are there any more. */
export async function moveDeals(
  actor: Actor,
  stageId: number,
  { to_stage_id, limit }: { to_stage_id: number; limit: number },
): Promise<{ moved: number; left: number }> {
  const { stages } = await setupOf(actor)
  if (stages.get(stageId) === undefined) throw new Problem("not_found", `Stage ${stageId} was not found`)
  const to = stages.get(to_stage_id)
  if (to === undefined || to.deletedAt !== undefined) throw refuse(`no stage has the id ${to_stage_id}`)
  if (to_stage_id === stageId) throw refuse("must be another stage")
  const { deals, more } = await openDeals(open(actor), stageId, limit)
  await inTurns(deals.slice(0, limit), WIDTH, (deal) => change(actor, deal.id, { stage_id: to_stage_id }))
  const moved = Math.min(limit, deals.length)
  const rest = deals.length - moved
  return { moved, left: more ? Math.max(1, rest, (await counted(actor, stageId)) - moved) : rest }
}

/** Deals that the board's index places in a stage, read again, as the index may be a moment behind. */
async function openDeals(store: Store, stageId: number, limit: number): Promise<{ deals: Deal[]; more: boolean }> {
  const page = await store.board(stageId, { from: " ", to: "~", limit: 2 * limit })
  const found = await store.getMany(
    "deal",
    page.items.map((item) => Number(item.id)),
  )
  const deals = found.filter((deal) => deal.stageId === stageId && deal.status === "open" && !deal.deletedAt)
  return { deals, more: page.next !== undefined }
}

async function counted(actor: Actor, stageId: number): Promise<number> {
  const sums = await readOpenSums(actor.workspaceId)
  return sums.filter((sum) => sum.stage === stageId).reduce((count, sum) => count + sum.count, 0)
}

function refuse(why: string): Problem {
  return new Problem("invalid", `to_stage_id: ${why}`, { to_stage_id: why })
}
