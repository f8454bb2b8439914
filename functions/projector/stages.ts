/**
 * A stage goes only while it holds no open deals. One that a deal comes into at that very moment is brought back, and its pipeline
 * with it: a check of the stage in each move would make moves into one stage fail each other. Of the two changes, whichever is
 * projected later finds both.
 */
import { isOnBoard } from "../../shared/deal-life.ts"
import type { Base } from "../../shared/record.ts"
import { instant } from "../../shared/time.ts"
import type { Write } from "../data/commit.ts"
import { readOpenSums } from "../data/open-sums.ts"
import { setupChanged, setupIfThere } from "../data/setup.ts"
import { open, retrying } from "../data/store.ts"
import { logger } from "../platform/telemetry.ts"
import { byWorkspace, type Image, isOf } from "./image.ts"

export async function stages(images: readonly Image[], now = Date.now()): Promise<void> {
  for (const [w, own] of byWorkspace(images)) {
    const entered = own.flatMap((image) =>
      isOf(image, "deal") && image.after !== undefined && isOnBoard(image.after) ? [image.after] : [],
    )
    const gone = own.filter((image) => isOf(image, "stage") && image.after?.deletedAt !== undefined)
    if (entered.length === 0 && gone.length === 0) continue
    const setup = await setupIfThere(w)
    for (const id of new Set([...entered.map(({ stageId }) => stageId), ...gone.map((image) => image.id)])) {
      if (setup?.stages.get(id)?.deletedAt === undefined) continue
      const ids = entered.flatMap((deal) => (deal.stageId === id ? [deal.id] : []))
      if (await holdsOpen(w, id, ids)) await bringBack(w, id, now)
    }
  }
}

const LOOKED_AT = 25

/** Whether one of these deals, or of those that the board's index places there, is in the stage now. */
async function holdsOpen(w: string, stageId: number, known: readonly number[]): Promise<boolean> {
  const { items } = await open({ workspaceId: w }).board(stageId, { from: " ", to: "~", limit: LOOKED_AT })
  const ids = new Set([...known, ...items.map((item) => Number(item.id))])
  const deals = await open({ workspaceId: w }).getMany("deal", [...ids])
  if (deals.some((deal) => deal.stageId === stageId && isOnBoard(deal))) return true
  // the index may be behind: what was projected of deals says so too
  return (await readOpenSums(w)).some((sum) => sum.stage === stageId)
}

async function bringBack(w: string, stageId: number, now: number): Promise<void> {
  const store = open({ workspaceId: w })
  await retrying(async () => {
    const stage = await store.get("stage", stageId)
    if (stage?.deletedAt === undefined) return
    const pipeline = await store.get("pipeline", stage.pipelineId)
    const writes: Write[] = store.saving("stage", back(stage, now), stage)
    if (pipeline?.deletedAt !== undefined) writes.push(...store.saving("pipeline", back(pipeline, now), pipeline))
    await store.commit(...writes, setupChanged(w))
    logger.info("a stage that a deal came into was brought back", { workspace: w, stage: stageId })
  })
}

function back<T extends Base & { deletedAt?: string | undefined }>(record: T, now: number) {
  const { deletedAt: _d, through: _t, together: _o, ...rest } = record
  return { ...rest, version: record.version + 1, changedAt: instant(now), via: "system" as const } as Omit<
    T,
    "deletedAt"
  >
}
