import type { PipelineBody, StageBody } from "../../shared/api/pipelines.ts"
import { canSeePipeline, canSeeStage } from "../../shared/permission.ts"
import type { Pipeline, Stage } from "../../shared/pipeline.ts"
import { Problem } from "../../shared/problem.ts"
import { instant } from "../../shared/time.ts"
import { readOpenSums } from "../data/open-sums.ts"
import { freshSetup, livePipelines, liveStages, setupChanged, setupOf } from "../data/setup.ts"
import { open, retrying } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"
import { changed, created } from "../records/stamp.ts"
import { accessIn } from "./access.ts"
import { placed } from "./order.ts"

export async function pipeline(actor: Actor, id: number): Promise<Pipeline> {
  const found = (await setupOf(actor)).pipelines.get(id)
  if (found === undefined || !canSeePipeline(actor, id)) throw new Problem("not_found", `Pipeline ${id} was not found`)
  return found
}

export async function stage(actor: Actor, id: number): Promise<Stage> {
  const found = (await setupOf(actor)).stages.get(id)
  if (found === undefined || !canSeeStage(actor, found)) throw new Problem("not_found", `Stage ${id} was not found`)
  return found
}

export async function addPipeline(actor: Actor, body: PipelineBody, now = Date.now()): Promise<Pipeline> {
  const store = open(actor)
  const last = livePipelines(await setupOf(actor)).at(-1)
  const [id = 0] = await store.ids("pipeline")
  const record: Pipeline = {
    ...created(actor, id, now),
    name: body.name,
    order: body.order_nr ?? (last?.order ?? 0) + 1,
    probabilityEnabled: body.is_deal_probability_enabled ?? false,
  }
  await store.commit(...store.saving("pipeline", record), setupChanged(actor.workspaceId))
  return record
}

export async function changePipeline(
  actor: Actor,
  id: number,
  body: Partial<PipelineBody>,
  now = Date.now(),
): Promise<Pipeline> {
  const store = open(actor)
  return retrying(async () => {
    const before = await store.get("pipeline", id)
    if (before === undefined || before.deletedAt !== undefined)
      throw new Problem("not_found", `Pipeline ${id} was not found`)
    const siblings = body.order_nr === undefined ? [] : livePipelines((await freshSetup(actor.workspaceId)).setup)
    const [order, others] = placed(before, siblings, body.order_nr, actor, now)
    const after: Pipeline = {
      ...before,
      name: body.name ?? before.name,
      order,
      probabilityEnabled: body.is_deal_probability_enabled ?? before.probabilityEnabled,
      ...changed(before, actor, now),
    }
    await store.commit(
      ...store.saving("pipeline", after, before),
      ...others.flatMap(([one, then]) => store.saving("pipeline", one, then)),
      setupChanged(actor.workspaceId),
    )
    return after
  })
}

export async function removePipeline(actor: Actor, id: number, now = Date.now()): Promise<{ id: number }> {
  const store = open(actor)
  const setup = await setupOf(actor)
  const before = setup.pipelines.get(id)
  if (before === undefined || before.deletedAt !== undefined)
    throw new Problem("not_found", `Pipeline ${id} was not found`)
  if (livePipelines(setup).length === 1) throw new Problem("conflict", "The last pipeline cannot be deleted")
  const stages = liveStages(setup, id)
  await needsNoDeals(actor, new Set(stages.map((one) => one.id)), "This pipeline")
  const deletedAt = instant(now)
  await store.commit(
    ...store.saving("pipeline", { ...before, ...changed(before, actor, now), deletedAt }, before),
    ...stages.flatMap((one) => store.saving("stage", { ...one, ...changed(one, actor, now), deletedAt }, one)),
    setupChanged(actor.workspaceId),
  )
  return { id }
}

export async function addStage(actor: Actor, body: StageBody, now = Date.now()): Promise<Stage> {
  const store = open(actor)
  const setup = await setupOf(actor)
  const parent = setup.pipelines.get(body.pipeline_id)
  if (parent === undefined || parent.deletedAt !== undefined) throw refuse("pipeline_id", "is not a pipeline")
  const [id = 0] = await store.ids("stage")
  const record: Stage = {
    ...created(actor, id, now),
    name: body.name,
    pipelineId: body.pipeline_id,
    order: body.order_nr ?? (liveStages(setup, body.pipeline_id).at(-1)?.order ?? 0) + 1,
    probability: body.deal_probability ?? 100,
    ...rotting(body),
    ...(body.color && { color: body.color }),
    ...accessIn(setup, body.access),
  }
  await store.commit(...store.saving("stage", record), setupChanged(actor.workspaceId))
  return record
}

export async function changeStage(
  actor: Actor,
  id: number,
  body: Partial<StageBody>,
  now = Date.now(),
): Promise<Stage> {
  const store = open(actor)
  return retrying(async () => {
    const before = await store.get("stage", id)
    if (before === undefined || before.deletedAt !== undefined)
      throw new Problem("not_found", `Stage ${id} was not found`)
    if (body.pipeline_id !== undefined && body.pipeline_id !== before.pipelineId) {
      throw refuse("pipeline_id", "a stage stays in its pipeline")
    }
    const setup = body.order_nr === undefined ? undefined : (await freshSetup(actor.workspaceId)).setup
    const siblings = setup === undefined ? [] : liveStages(setup, before.pipelineId)
    const [order, others] = placed(before, siblings, body.order_nr, actor, now)
    const { rottenAfterDays, color, access, ...rest } = before
    const rots = body.is_deal_rot_enabled !== false && body.days_to_rotten !== null
    const shade = body.color === undefined ? color : body.color
    const after: Stage = {
      ...rest,
      ...(rots && rottenAfterDays && { rottenAfterDays }),
      ...(shade && { color: shade }),
      ...(body.access === undefined ? access && { access } : accessIn(await setupOf(actor), body.access)),
      name: body.name ?? before.name,
      order,
      probability: body.deal_probability ?? before.probability,
      ...rotting(body),
      ...changed(before, actor, now),
    }
    await store.commit(
      ...store.saving("stage", after, before),
      ...others.flatMap(([one, then]) => store.saving("stage", one, then)),
      setupChanged(actor.workspaceId),
    )
    return after
  })
}

export async function removeStage(actor: Actor, id: number, now = Date.now()): Promise<{ id: number }> {
  const store = open(actor)
  const before = (await setupOf(actor)).stages.get(id)
  if (before === undefined || before.deletedAt !== undefined)
    throw new Problem("not_found", `Stage ${id} was not found`)
  await needsNoDeals(actor, new Set([id]), "This stage")
  const after = { ...before, ...changed(before, actor, now), deletedAt: instant(now) }
  await store.commit(...store.saving("stage", after, before), setupChanged(actor.workspaceId))
  return { id }
}

async function needsNoDeals(actor: Actor, stages: ReadonlySet<number>, what: string): Promise<void> {
  const cards = await Promise.all([...stages].map((id) => open(actor).board(id, { from: " ", to: "~", limit: 1 })))
  const sums = await readOpenSums(actor.workspaceId)
  if (cards.some((page) => page.items.length > 0) || sums.some((sum) => stages.has(sum.stage))) {
    throw new Problem("conflict", `${what} holds open deals; move them first`)
  }
}

function rotting(body: Partial<StageBody>): { rottenAfterDays?: number } {
  if (body.days_to_rotten != null) return { rottenAfterDays: body.days_to_rotten }
  return body.is_deal_rot_enabled === true ? { rottenAfterDays: 30 } : {}
}

function refuse(field: string, why: string): Problem {
  return new Problem("invalid", `${field}: ${why}`, { [field]: why })
}
