/** Pipelines kept as templates. */
import { pipelineAnswer, stageAnswer } from "../../shared/api/pipelines.ts"
import { type SavedPipelineAnswer, savedPipelineAnswer } from "../../shared/api/saved-pipelines.ts"
import { canSeePipeline, canSeeStage } from "../../shared/permission.ts"
import type { Pipeline } from "../../shared/pipeline.ts"
import { pipelineTemplate, TEMPLATE_KEYS, type TemplateKey } from "../../shared/pipeline-templates.ts"
import { Problem } from "../../shared/problem.ts"
import { MOST_TEMPLATES, SavedPipeline } from "../../shared/saved-pipeline.ts"
import { keys } from "../data/patterns.ts"
import { freshSetup, livePipelines, setupChanged, setupOf } from "../data/setup.ts"
import { open, retrying } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"
import { keptEntries } from "../records/kept-entries.ts"
import { changed, created } from "../records/stamp.ts"
import { fieldsFor, type Kept, keptOf, stagesFor } from "./blueprint.ts"

/** Writes of a transaction. */
const AT_ONCE = 100

const templates = keptEntries({
  kind: "savedPipeline",
  schema: SavedPipeline,
  most: MOST_TEMPLATES,
  noun: "Template",
  all: keys.savedPipelines,
  one: keys.savedPipeline,
})

export async function list(actor: Actor): Promise<SavedPipelineAnswer[]> {
  return (await templates.list(actor)).map(savedPipelineAnswer)
}

export async function add(actor: Actor, body: { name: string; pipeline_id: number }, now = Date.now()) {
  const setup = await setupOf(actor)
  const pipeline = setup.pipelines.get(body.pipeline_id)
  if (pipeline === undefined || pipeline.deletedAt !== undefined || !canSeePipeline(actor, pipeline.id))
    throw new Problem("invalid", "pipeline_id: is not a pipeline", { pipeline_id: "is not a pipeline" })
  const kept = keptOf(setup, pipeline, (stage) => canSeeStage(actor, stage))
  return savedPipelineAnswer(await templates.add(actor, { name: body.name, ...kept }, now))
}

export async function rename(actor: Actor, id: string, name: string, now = Date.now()) {
  return savedPipelineAnswer(await templates.change(actor, id, (before) => ({ ...before, name }), now))
}

export const remove = (actor: Actor, id: string, now = Date.now()) => templates.remove(actor, id, now)

/** A template that every workspace has, as one that was kept. */
function readyMade(key: TemplateKey): Kept {
  const stages = pipelineTemplate(key).stages.map((stage) => ({ ...stage, fields: [] }))
  return { probabilityEnabled: true, stages, outcomes: [], shows: [] }
}

/** Adds a pipeline as a template has it, with the rules of its fields, in one transaction. */
export async function use(actor: Actor, id: string, name: string, now = Date.now()) {
  const store = open(actor)
  const ready = TEMPLATE_KEYS.find((key) => key === id)
  const saved = ready === undefined ? await templates.need(actor, id) : readyMade(ready)
  const [[pipelineId = 0], stageIds] = await Promise.all([
    store.ids("pipeline"),
    store.ids("stage", saved.stages.length),
  ])
  return retrying(async () => {
    const { setup } = await freshSetup(actor.workspaceId)
    const pipeline: Pipeline = {
      ...created(actor, pipelineId, now),
      name,
      order: (livePipelines(setup).at(-1)?.order ?? 0) + 1,
      probabilityEnabled: saved.probabilityEnabled,
    }
    const stages = stagesFor(setup, saved, pipelineId, stageIds, (stageId) => created(actor, stageId, now))
    const fields = fieldsFor(setup, saved, pipelineId, stageIds)
    const writes = [
      ...store.saving("pipeline", pipeline),
      ...stages.made.flatMap((stage) => store.saving("stage", stage)),
      ...fields.changed.flatMap(([after, before]) =>
        store.saving("field", { ...after, ...changed(before, actor, now) }, before),
      ),
      setupChanged(actor.workspaceId),
    ]
    if (writes.length > AT_ONCE)
      throw new Problem("conflict", `A template makes at most ${AT_ONCE} stages and rules of fields at once`)
    await store.commit(...writes)
    return {
      ...pipelineAnswer(pipeline),
      stages: stages.made.map(stageAnswer),
      left_out: [...new Set([...stages.leftOut, ...fields.leftOut])],
    }
  })
}
