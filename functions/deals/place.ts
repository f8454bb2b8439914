import type { Deal } from "../../shared/deal.ts"
import { isOnBoard, move } from "../../shared/deal-life.ts"
import { canSeeStage } from "../../shared/permission.ts"
import { Problem } from "../../shared/problem.ts"
import { type Setup, seenPipelines, seenStages } from "../data/setup.ts"
import type { Actor } from "../platform/actor.ts"
import { mayAt } from "./stage-rights.ts"

type Asked = { stage_id?: number | undefined; pipeline_id?: number | undefined }
type Place = Pick<Deal, "stageId" | "pipelineId">

/** The stage a request means: the one it names, else the first of its pipeline, else of the first pipeline. */
export function placeOf(setup: Setup, actor: Actor, body: Asked, current?: number): Place {
  if (body.stage_id !== undefined) {
    const stage = setup.stages.get(body.stage_id)
    if (stage === undefined || stage.deletedAt !== undefined || !canSeeStage(actor, stage))
      throw refuse("stage_id", `no stage has the id ${body.stage_id}`)
    if (body.pipeline_id !== undefined && body.pipeline_id !== stage.pipelineId) {
      throw refuse("stage_id", `is not a stage of pipeline ${body.pipeline_id}`)
    }
    return { stageId: stage.id, pipelineId: stage.pipelineId }
  }
  const pipelineId = body.pipeline_id ?? current ?? seenPipelines(setup, actor)[0]?.id
  const stages = pipelineId === undefined ? [] : seenStages(setup, actor, pipelineId)
  const first = stages.find((stage) => mayAt(actor, stage, "moveIn")) ?? stages[0]
  if (pipelineId === undefined || first === undefined || setup.pipelines.get(pipelineId)?.deletedAt !== undefined) {
    throw refuse("pipeline_id", "is not a pipeline with stages")
  }
  return { stageId: first.id, pipelineId }
}

/** Where a deal is, or the first stage of its pipeline, or of the first that has any, where that is gone. */
export function placeFor(setup: Setup, actor: Actor, { stageId, pipelineId }: Place): Place {
  const stage = setup.stages.get(stageId)
  if (stage !== undefined && stage.deletedAt === undefined) return { stageId, pipelineId }
  const isOpen = setup.pipelines.get(pipelineId)?.deletedAt === undefined
  const hasStages = isOpen && seenStages(setup, actor, pipelineId).length > 0
  const other = seenPipelines(setup, actor).find(({ id }) => seenStages(setup, actor, id).length > 0)
  return placeOf(setup, actor, hasStages ? { pipeline_id: pipelineId } : { pipeline_id: other?.id })
}

/** The deal as it is, or in a stage where boards show it: the one that it was won, lost, archived or deleted in may have gone since. */
export function inSight(setup: Setup, actor: Actor, deal: Deal, at: string): Deal {
  return isOnBoard(deal) ? move(deal, placeFor(setup, actor, deal), at) : deal
}

function refuse(field: string, why: string): Problem {
  return new Problem("invalid", `${field}: ${why}`, { [field]: why })
}
