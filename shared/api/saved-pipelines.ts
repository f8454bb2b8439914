import * as z from "zod"
import { Tone } from "../pipeline.ts"
import { TEMPLATE_KEYS } from "../pipeline-templates.ts"
import type { SavedPipeline } from "../saved-pipeline.ts"
import { BodyId, Title } from "./fields.ts"
import { PipelineAnswer, StageAnswer } from "./pipelines.ts"
import { route } from "./route.ts"

export const SavedPipelineAnswer = z.object({
  id: z.string(),
  name: z.string(),
  is_deal_probability_enabled: z.boolean(),
  stages: z.array(
    z.object({
      name: z.string(),
      deal_probability: z.int(),
      days_to_rotten: z.int().nullable(),
      color: Tone.nullable(),
      is_restricted: z.boolean(),
      /** Fields that are important or required in it. */
      fields_count: z.int(),
    }),
  ),
  add_time: z.string(),
  update_time: z.string(),
  added_by_user_id: z.int(),
})
export type SavedPipelineAnswer = z.infer<typeof SavedPipelineAnswer>

export function savedPipelineAnswer(saved: SavedPipeline): SavedPipelineAnswer {
  return {
    id: saved.id,
    name: saved.name,
    is_deal_probability_enabled: saved.probabilityEnabled,
    stages: saved.stages.map((stage) => ({
      name: stage.name,
      deal_probability: stage.probability,
      days_to_rotten: stage.rottenAfterDays ?? null,
      color: stage.color ?? null,
      is_restricted: stage.access !== undefined,
      fields_count: stage.fields.length,
    })),
    add_time: saved.addedAt,
    update_time: saved.changedAt,
    added_by_user_id: saved.addedBy,
  }
}

const Name = Title.max(120, "must be at most 120 characters")
const ByUuid = z.strictObject({ id: z.uuid("is not the id of a template") })
const own = { permission: "pipelines.edit", envelope: "one" } as const

export const savedPipelines = {
  list: route({
    method: "GET",
    path: "/api/v2/pipelines/templates",
    summary: "List the pipelines that are kept as templates",
    ...own,
    cost: 5,
    answer: z.array(SavedPipelineAnswer),
  }),
  create: route({
    method: "POST",
    path: "/api/v2/pipelines/templates",
    summary: "Keep a pipeline with its stages and rules as a template",
    ...own,
    cost: 5,
    body: z.strictObject({ name: Name, pipeline_id: BodyId }),
    answer: SavedPipelineAnswer,
    status: 201,
  }),
  update: route({
    method: "PATCH",
    path: "/api/v2/pipelines/templates/{id}",
    summary: "Rename a template",
    ...own,
    cost: 5,
    params: ByUuid,
    body: z.strictObject({ name: Name }),
    answer: SavedPipelineAnswer,
  }),
  remove: route({
    method: "DELETE",
    path: "/api/v2/pipelines/templates/{id}",
    summary: "Delete a template; pipelines made from it stay",
    ...own,
    cost: 3,
    params: ByUuid,
    answer: z.object({ id: z.string() }),
  }),
  use: route({
    method: "POST",
    path: "/api/v2/pipelines/templates/{id}/pipelines",
    summary:
      "Add a pipeline as a template has it, or a ready-made one by its key; `left_out` names what is no longer there",
    ...own,
    cost: 10,
    params: z.strictObject({ id: z.union([z.uuid(), z.enum(TEMPLATE_KEYS)], "is not the id of a template") }),
    body: z.strictObject({ name: Title }),
    answer: PipelineAnswer.extend({ stages: z.array(StageAnswer), left_out: z.array(z.string()) }),
    status: 201,
  }),
}
