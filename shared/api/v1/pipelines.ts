/** Pipelines and stages under v1. */
import * as z from "zod"
import { Title } from "../fields.ts"
import { OrderNr, type PipelineBody, type StageBody } from "../pipelines.ts"
import { route } from "../route.ts"
import { V1Deal } from "./deal.ts"
import { V1Boolean, V1ById, V1Gone, V1GoneMany, V1Id, V1Ids, V1Int, V1IntOrNull, V1Number, V1Paging } from "./fields.ts"
import { V1Pipeline, V1Stage } from "./pipeline.ts"

const Order = V1Int.pipe(OrderNr)

const V1PipelineBody = z.object({ name: Title, deal_probability: V1Boolean.optional(), order_nr: Order.optional() })
const V1StageBody = z.object({
  name: Title,
  pipeline_id: V1Id,
  deal_probability: V1Number.pipe(
    z.int("must be a whole number").min(0, "must be between 0 and 100").max(100),
  ).optional(),
  rotten_flag: V1Boolean.optional(),
  rotten_days: V1IntOrNull.pipe(z.int().min(1).max(3650).nullable()).optional(),
  order_nr: Order.optional(),
})

export function pipelineBodyOf(body: Partial<z.infer<typeof V1PipelineBody>>): Partial<PipelineBody> {
  return { name: body.name, is_deal_probability_enabled: body.deal_probability, order_nr: body.order_nr }
}

export function stageBodyOf(body: Partial<z.infer<typeof V1StageBody>>): Partial<StageBody> {
  return {
    name: body.name,
    pipeline_id: body.pipeline_id,
    deal_probability: body.deal_probability,
    is_deal_rot_enabled: body.rotten_flag,
    days_to_rotten: body.rotten_days,
    order_nr: body.order_nr,
  }
}

const Period = z
  .object({
    start_date: z.iso.date("must be a date, YYYY-MM-DD"),
    end_date: z.iso.date("must be a date, YYYY-MM-DD"),
    user_id: V1Id.optional(),
  })
  .refine((query) => query.start_date <= query.end_date, {
    message: "must not be before start_date",
    path: ["end_date"],
  })
export type Period = z.infer<typeof Period>

const Moved = z.object({
  count: z.int(),
  deals_ids: z.array(z.int()),
  values: z.record(z.string(), z.number()),
  formatted_values: z.record(z.string(), z.string()),
})

export const Movements = z.object({
  movements_between_stages: z.object({ count: z.int() }),
  new_deals: Moved,
  deals_left_open: Moved,
  won_deals: Moved,
  lost_deals: Moved,
  average_age_in_days: z.object({
    across_all_stages: z.number(),
    by_stages: z.array(z.object({ stage_id: z.int(), value: z.number() })),
  }),
})
export type Movements = z.infer<typeof Movements>

export const Conversions = z.object({
  stage_conversions: z.array(z.object({ from_stage_id: z.int(), to_stage_id: z.int(), conversion_rate: z.number() })),
  won_conversion: z.number(),
  lost_conversion: z.number(),
})
export type Conversions = z.infer<typeof Conversions>

const Narrowed = { filter_id: V1Id.optional(), user_id: V1Id.optional(), everyone: V1Boolean.optional(), ...V1Paging }

export const v1Pipelines = {
  list: route({
    method: "GET",
    path: "/v1/pipelines",
    summary: "List pipelines",
    permission: "records.see",
    cost: 10,
    answer: z.array(V1Pipeline),
    envelope: "one",
  }),
  create: route({
    method: "POST",
    path: "/v1/pipelines",
    summary: "Add a pipeline",
    permission: "pipelines.edit",
    cost: 10,
    body: V1PipelineBody,
    answer: V1Pipeline,
    envelope: "one",
  }),
  get: route({
    method: "GET",
    path: "/v1/pipelines/{id}",
    summary: "Get a pipeline",
    permission: "records.see",
    cost: 2,
    params: V1ById,
    answer: V1Pipeline,
    envelope: "one",
  }),
  update: route({
    method: "PUT",
    path: "/v1/pipelines/{id}",
    summary: "Change a pipeline",
    permission: "pipelines.edit",
    cost: 10,
    params: V1ById,
    body: V1PipelineBody.partial(),
    answer: V1Pipeline,
    envelope: "one",
  }),
  remove: route({
    method: "DELETE",
    path: "/v1/pipelines/{id}",
    summary: "Delete a pipeline that holds no open deals",
    permission: "pipelines.edit",
    cost: 6,
    params: V1ById,
    answer: V1Gone,
    envelope: "one",
  }),
  deals: route({
    method: "GET",
    path: "/v1/pipelines/{id}/deals",
    summary: "List open deals of a pipeline: your own unless said",
    permission: "records.see",
    cost: 20,
    params: V1ById,
    query: z.object({ ...Narrowed, stage_id: V1Id.optional(), get_summary: V1Boolean.optional() }),
    answer: z.array(V1Deal),
    envelope: "v1",
  }),
  conversions: route({
    method: "GET",
    path: "/v1/pipelines/{id}/conversion_statistics",
    summary: "How many deals of a period went on from stage to stage, and were won or lost, in per cent",
    permission: "reports.see",
    cost: 40,
    params: V1ById,
    query: Period,
    answer: Conversions,
    envelope: "one",
  }),
  movements: route({
    method: "GET",
    path: "/v1/pipelines/{id}/movement_statistics",
    summary: "What deals of a pipeline did in a period",
    permission: "reports.see",
    cost: 40,
    params: V1ById,
    query: Period,
    answer: Movements,
    envelope: "one",
  }),
}

export const v1Stages = {
  list: route({
    method: "GET",
    path: "/v1/stages",
    summary: "List stages",
    permission: "records.see",
    cost: 10,
    query: z.object({ pipeline_id: V1Id.optional() }),
    answer: z.array(V1Stage),
    envelope: "one",
  }),
  create: route({
    method: "POST",
    path: "/v1/stages",
    summary: "Add a stage at the end of a pipeline",
    permission: "pipelines.edit",
    cost: 10,
    body: V1StageBody,
    answer: V1Stage,
    envelope: "one",
  }),
  removeMany: route({
    method: "DELETE",
    path: "/v1/stages",
    summary: "Delete several stages that hold no open deals",
    permission: "pipelines.edit",
    cost: 10,
    query: V1Ids,
    answer: V1GoneMany,
    envelope: "one",
  }),
  get: route({
    method: "GET",
    path: "/v1/stages/{id}",
    summary: "Get a stage",
    permission: "records.see",
    cost: 2,
    params: V1ById,
    answer: V1Stage,
    envelope: "one",
  }),
  update: route({
    method: "PUT",
    path: "/v1/stages/{id}",
    summary: "Change a stage",
    permission: "pipelines.edit",
    cost: 10,
    params: V1ById,
    body: V1StageBody.partial(),
    answer: V1Stage,
    envelope: "one",
  }),
  remove: route({
    method: "DELETE",
    path: "/v1/stages/{id}",
    summary: "Delete a stage that holds no open deals",
    permission: "pipelines.edit",
    cost: 6,
    params: V1ById,
    answer: V1Gone,
    envelope: "one",
  }),
  deals: route({
    method: "GET",
    path: "/v1/stages/{id}/deals",
    summary: "List open deals of a stage: your own unless said",
    permission: "records.see",
    cost: 20,
    params: V1ById,
    query: z.object(Narrowed),
    answer: z.array(V1Deal),
    envelope: "v1page",
  }),
}
