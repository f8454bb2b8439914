/** Pipelines kept as templates. */
import { pipelineAnswer, stageAnswer } from "../../shared/api/pipelines.ts"
import { type SavedPipelineAnswer, savedPipelineAnswer } from "../../shared/api/saved-pipelines.ts"
import type { Pipeline } from "../../shared/pipeline.ts"
import { pipelineTemplate, TEMPLATE_KEYS, type TemplateKey } from "../../shared/pipeline-templates.ts"
import { Problem } from "../../shared/problem.ts"
import { MOST_TEMPLATES, SavedPipeline } from "../../shared/saved-pipeline.ts"
import { instant } from "../../shared/time.ts"
import { changesOf, traced } from "../audit/trace.ts"
import { entriesOf } from "../data/entries.ts"
import { keys } from "../data/patterns.ts"
import { freshSetup, livePipelines, setupChanged, setupOf } from "../data/setup.ts"
import { open, retrying } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"
import { uuidv7 } from "../platform/uuid.ts"
import { changed, created } from "../records/stamp.ts"
import { fieldsFor, type Kept, keptOf, stagesFor } from "./blueprint.ts"
import { pipeline as needPipeline } from "./pipelines.ts"

/** Writes of a transaction. */
const AT_ONCE = 100

const entries = entriesOf("savedPipeline", SavedPipeline)
const about = ({ id, name }: SavedPipeline) => ({ object: "savedPipeline", objectId: id, name })

export async function list(actor: Actor): Promise<SavedPipelineAnswer[]> {
  const { entries: all } = await entries.list(keys.savedPipelines(actor.workspaceId))
  return all.map(savedPipelineAnswer)
}

async function need(actor: Actor, id: string): Promise<SavedPipeline> {
  const found = await entries.find(keys.savedPipeline(actor.workspaceId, id))
  if (found === undefined) throw new Problem("not_found", `Template ${id} was not found`)
  return found
}

export async function add(actor: Actor, body: { name: string; pipeline_id: number }, now = Date.now()) {
  const w = actor.workspaceId
  if ((await list(actor)).length >= MOST_TEMPLATES)
    throw new Problem("conflict", `There are ${MOST_TEMPLATES} templates already; delete one first`)
  const pipeline = await needPipeline(actor, body.pipeline_id).catch(() => undefined)
  if (pipeline === undefined || pipeline.deletedAt !== undefined)
    throw new Problem("invalid", "pipeline_id: is not a pipeline", { pipeline_id: "is not a pipeline" })
  const at = instant(now)
  const stamps = { addedAt: at, addedBy: actor.userId, changedAt: at }
  const kept = keptOf(await setupOf(actor), pipeline)
  const saved: SavedPipeline = { id: uuidv7(now), version: 1, name: body.name, ...kept, ...stamps }
  await open(actor).commit(
    entries.saving(keys.savedPipeline(w, saved.id), saved),
    traced(actor, { action: "added", ...about(saved) }, now),
  )
  return savedPipelineAnswer(saved)
}

export async function rename(actor: Actor, id: string, name: string, now = Date.now()) {
  return retrying(async () => {
    const before = await need(actor, id)
    const after = { ...before, name, version: before.version + 1, changedAt: instant(now) }
    const fields = changesOf({ name: before.name }, { name })
    await open(actor).commit(
      entries.saving(keys.savedPipeline(actor.workspaceId, id), after),
      traced(actor, { action: "changed", ...about(after), fields }, now),
    )
    return savedPipelineAnswer(after)
  })
}

export async function remove(actor: Actor, id: string, now = Date.now()): Promise<{ id: string }> {
  await retrying(async () => {
    const before = await need(actor, id)
    await open(actor).commit(
      entries.removing(keys.savedPipeline(actor.workspaceId, id), before),
      traced(actor, { action: "deleted", ...about(before) }, now),
    )
  })
  return { id }
}

/** A template that every workspace has, as one that was kept. */
function readyMade(key: TemplateKey): Kept {
  const stages = pipelineTemplate(key).stages.map((stage) => ({ ...stage, fields: [] }))
  return { probabilityEnabled: true, stages, outcomes: [], shows: [] }
}

/** Adds a pipeline as a template has it, with the rules of its fields, in one transaction. */
export async function use(actor: Actor, id: string, name: string, now = Date.now()) {
  const store = open(actor)
  const ready = TEMPLATE_KEYS.find((key) => key === id)
  const saved = ready === undefined ? await need(actor, id) : readyMade(ready)
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
