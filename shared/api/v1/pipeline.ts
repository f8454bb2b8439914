/** Pipelines and stages as v1 shows them. */
import * as z from "zod"
import type { Pipeline, Stage } from "../../pipeline.ts"
import { v1Time } from "./refs.ts"

export const V1Pipeline = z.looseObject({
  id: z.int(),
  name: z.string(),
  order_nr: z.int(),
  active: z.boolean(),
  deal_probability: z.boolean(),
  add_time: z.string().nullable(),
  update_time: z.string().nullable(),
})
export type V1Pipeline = z.infer<typeof V1Pipeline>

export const V1Stage = z.looseObject({
  id: z.int(),
  name: z.string(),
  order_nr: z.int(),
  active_flag: z.boolean(),
  deal_probability: z.int(),
  pipeline_id: z.int(),
  pipeline_name: z.string(),
  rotten_flag: z.boolean(),
  rotten_days: z.int().nullable(),
  add_time: z.string().nullable(),
  update_time: z.string().nullable(),
})
export type V1Stage = z.infer<typeof V1Stage>

/** `selected` is the one that comes first. */
export function v1Pipeline(pipeline: Pipeline, selected: boolean): V1Pipeline {
  return {
    id: pipeline.id,
    name: pipeline.name,
    url_title: pipeline.name,
    order_nr: pipeline.order,
    active: pipeline.deletedAt === undefined,
    deal_probability: pipeline.probabilityEnabled,
    selected,
    add_time: v1Time(pipeline.addedAt),
    update_time: v1Time(pipeline.changedAt),
  }
}

export function v1Stage(stage: Stage, pipelines: ReadonlyMap<number, Pipeline>): V1Stage {
  const pipeline = pipelines.get(stage.pipelineId)
  return {
    id: stage.id,
    order_nr: stage.order,
    name: stage.name,
    active_flag: stage.deletedAt === undefined,
    deal_probability: stage.probability,
    pipeline_id: stage.pipelineId,
    pipeline_name: pipeline?.name ?? "",
    pipeline_deal_probability: pipeline?.probabilityEnabled ?? false,
    rotten_flag: stage.rottenAfterDays !== undefined,
    rotten_days: stage.rottenAfterDays ?? null,
    add_time: v1Time(stage.addedAt),
    update_time: v1Time(stage.changedAt),
  }
}
