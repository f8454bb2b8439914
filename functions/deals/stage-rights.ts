/** What a stage's access lets someone do with the deals in it. */
import type { Deal } from "../../shared/deal.ts"
import type { Viewer } from "../../shared/permission.ts"
import { isGranted, type Stage, type StageRight } from "../../shared/pipeline.ts"
import { Problem } from "../../shared/problem.ts"
import type { Setup } from "../data/setup.ts"

export function mayAt({ userId, sight }: Viewer, stage: Pick<Stage, "access">, right: StageRight): boolean {
  return sight === "everything" || isGranted(stage, right, { userId, groupId: sight.groupId })
}

const WORDS: Record<StageRight, string> = {
  see: "see deals in",
  moveIn: "move deals into",
  moveOut: "move deals out of",
  edit: "edit deals in",
}

/** Throws `forbidden`, naming the stage, where a new deal or a change is not the actor's to make. */
export function needStageRights(viewer: Viewer, setup: Setup, before: Deal | undefined, after: Deal): void {
  const isMoved = before?.stageId !== after.stageId
  // out of a stage that has gone anyone may help a deal
  const isGone = setup.stages.get(before?.stageId ?? 0)?.deletedAt !== undefined
  if (before !== undefined && isMoved && !isGone) need(viewer, setup, before.stageId, "moveOut")
  if (isMoved) need(viewer, setup, after.stageId, "moveIn")
  if (before !== undefined && edited(before) !== edited(after)) need(viewer, setup, before.stageId, "edit")
}

/** The same of a change that shows only beside the deal: what it sells. */
export function needEditRight(viewer: Viewer, setup: Setup, { stageId }: Deal): void {
  need(viewer, setup, stageId, "edit")
}

function need(viewer: Viewer, setup: Setup, stageId: number, right: StageRight): void {
  const stage = setup.stages.get(stageId)
  if (stage === undefined || mayAt(viewer, stage, right)) return
  throw new Problem("forbidden", `You may not ${WORDS[right]} the stage "${stage.name}"`)
}

/** A deal without what a mere move changes. */
function edited(deal: Deal): string {
  const { stageId, pipelineId, visits, stageChangedAt, touchedAt, ...more } = deal
  const { version, changedAt, changedBy, via, through, together, ...rest } = more
  return JSON.stringify(Object.entries(rest).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
