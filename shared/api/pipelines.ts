import * as z from "zod"
import { type Pipeline, type Stage, type StageAccess, type StageRight, Tone } from "../pipeline.ts"
import { BodyId, ById, Deleted, Paging, QueryId, Sorting, Title } from "./fields.ts"
import { route } from "./route.ts"

/** Where something stands among its like. */
export const OrderNr = z.int().min(0, "must be at least 0").max(1_000_000, "must be at most 1,000,000")

export const PipelineAnswer = z.object({
  id: z.int(),
  name: z.string(),
  order_nr: z.int(),
  is_deleted: z.boolean(),
  is_deal_probability_enabled: z.boolean(),
  add_time: z.string(),
  update_time: z.string().nullable(),
})
export type PipelineAnswer = z.infer<typeof PipelineAnswer>

const Some = z.strictObject({ group_ids: z.array(BodyId).max(300), user_ids: z.array(BodyId).max(300) })

/** Who may see a stage and what its deals may suffer of whom; null is everyone. */
const Access = z.strictObject({
  see: Some.nullable(),
  move_in: Some.nullable(),
  move_out: Some.nullable(),
  edit: Some.nullable(),
})
export type Access = z.infer<typeof Access>

export const RIGHT_KEYS = {
  see: "see",
  moveIn: "move_in",
  moveOut: "move_out",
  edit: "edit",
} as const satisfies Record<StageRight, keyof Access>

function accessAnswer(access: StageAccess | undefined): Access | null {
  if (access === undefined || Object.keys(access).length === 0) return null
  const shown = (right: StageRight) => {
    const some = access[right]
    return some === undefined ? null : { group_ids: some.groupIds, user_ids: some.userIds }
  }
  return { see: shown("see"), move_in: shown("moveIn"), move_out: shown("moveOut"), edit: shown("edit") }
}

export const StageAnswer = z.object({
  id: z.int(),
  name: z.string(),
  order_nr: z.int(),
  pipeline_id: z.int(),
  deal_probability: z.int(),
  is_deal_rot_enabled: z.boolean(),
  days_to_rotten: z.int().nullable(),
  color: Tone.nullable(),
  access: Access.nullable(),
  is_deleted: z.boolean(),
  add_time: z.string(),
  update_time: z.string().nullable(),
})
export type StageAnswer = z.infer<typeof StageAnswer>

export function pipelineAnswer(pipeline: Pipeline): PipelineAnswer {
  return {
    id: pipeline.id,
    name: pipeline.name,
    order_nr: pipeline.order,
    is_deleted: pipeline.deletedAt !== undefined,
    is_deal_probability_enabled: pipeline.probabilityEnabled,
    add_time: pipeline.addedAt,
    update_time: pipeline.changedAt,
  }
}

export function stageAnswer(stage: Stage): StageAnswer {
  return {
    id: stage.id,
    name: stage.name,
    order_nr: stage.order,
    pipeline_id: stage.pipelineId,
    deal_probability: stage.probability,
    is_deal_rot_enabled: stage.rottenAfterDays !== undefined,
    days_to_rotten: stage.rottenAfterDays ?? null,
    color: stage.color ?? null,
    access: accessAnswer(stage.access),
    is_deleted: stage.deletedAt !== undefined,
    add_time: stage.addedAt,
    update_time: stage.changedAt,
  }
}

const PipelineBody = z.strictObject({
  name: Title,
  is_deal_probability_enabled: z.boolean().optional(),
  order_nr: OrderNr.optional(),
})

const StageBody = z.strictObject({
  name: Title,
  pipeline_id: BodyId,
  deal_probability: z.int().min(0, "must be between 0 and 100").max(100, "must be between 0 and 100").optional(),
  is_deal_rot_enabled: z.boolean().optional(),
  days_to_rotten: z.int().min(1).max(3650).nullable().optional(),
  color: Tone.nullable().optional(),
  access: Access.partial().nullable().optional(),
  order_nr: OrderNr.optional(),
})
export type StageBody = z.infer<typeof StageBody>
export type PipelineBody = z.infer<typeof PipelineBody>

const some = (body: object) => Object.keys(body).length > 0
const PipelineChange = PipelineBody.partial().refine(some, "must change at least one field")
const StageChange = StageBody.partial().refine(some, "must change at least one field")

export const pipelines = {
  list: route({
    method: "GET",
    path: "/api/v2/pipelines",
    summary: "List pipelines",
    permission: "records.see",
    cost: 5,
    query: z.strictObject({ ...Sorting, ...Paging }),
    answer: z.array(PipelineAnswer),
    envelope: "page",
  }),
  create: route({
    method: "POST",
    path: "/api/v2/pipelines",
    summary: "Add a pipeline",
    permission: "pipelines.edit",
    cost: 5,
    body: PipelineBody,
    answer: PipelineAnswer,
    envelope: "one",
  }),
  get: route({
    method: "GET",
    path: "/api/v2/pipelines/{id}",
    summary: "Get a pipeline",
    permission: "records.see",
    cost: 1,
    params: ById,
    answer: PipelineAnswer,
    envelope: "one",
  }),
  update: route({
    method: "PATCH",
    path: "/api/v2/pipelines/{id}",
    summary: "Change a pipeline",
    permission: "pipelines.edit",
    cost: 5,
    params: ById,
    body: PipelineChange,
    answer: PipelineAnswer,
    envelope: "one",
  }),
  remove: route({
    method: "DELETE",
    path: "/api/v2/pipelines/{id}",
    summary: "Delete a pipeline that holds no open deals",
    permission: "pipelines.edit",
    cost: 3,
    params: ById,
    answer: Deleted,
    envelope: "one",
  }),
}

export const stages = {
  list: route({
    method: "GET",
    path: "/api/v2/stages",
    summary: "List stages",
    permission: "records.see",
    cost: 5,
    query: z.strictObject({
      pipeline_id: QueryId.optional(),
      sort_by: z.enum(["id", "update_time", "add_time", "order_nr"]).default("id"),
      sort_direction: Sorting.sort_direction,
      ...Paging,
    }),
    answer: z.array(StageAnswer),
    envelope: "page",
  }),
  create: route({
    method: "POST",
    path: "/api/v2/stages",
    summary: "Add a stage at the end of a pipeline",
    permission: "pipelines.edit",
    cost: 5,
    body: StageBody,
    answer: StageAnswer,
    envelope: "one",
  }),
  get: route({
    method: "GET",
    path: "/api/v2/stages/{id}",
    summary: "Get a stage",
    permission: "records.see",
    cost: 1,
    params: ById,
    answer: StageAnswer,
    envelope: "one",
  }),
  update: route({
    method: "PATCH",
    path: "/api/v2/stages/{id}",
    summary: "Change a stage",
    permission: "pipelines.edit",
    cost: 5,
    params: ById,
    body: StageChange,
    answer: StageAnswer,
    envelope: "one",
  }),
  remove: route({
    method: "DELETE",
    path: "/api/v2/stages/{id}",
    summary: "Delete a stage that holds no open deals",
    permission: "pipelines.edit",
    cost: 3,
    params: ById,
    answer: Deleted,
    envelope: "one",
  }),
  moveDeals: route({
    method: "POST",
    path: "/api/v2/stages/{id}/deals/move",
    summary: "Move some of a stage's open deals to another stage; ask again until none are left",
    permission: "pipelines.edit",
    cost: 20,
    params: ById,
    body: z.strictObject({
      to_stage_id: BodyId,
      limit: z.int().min(1, "must be at least 1").max(100, "must be at most 100").default(50),
    }),
    answer: z.object({ moved: z.int(), left: z.int() }),
    envelope: "one",
  }),
}
