import { v1Pipeline, v1Stage } from "../../shared/api/v1/pipeline.ts"
import {
  pipelineBodyOf,
  v1Pipelines as pipelinesApi,
  stageBodyOf,
  v1Stages as stagesApi,
} from "../../shared/api/v1/pipelines.ts"
import type { Pipeline, Stage } from "../../shared/pipeline.ts"
import { seenPipelines, seenStages, setupOf } from "../data/setup.ts"
import { askedOf } from "../filters/asked.ts"
import * as verbs from "../pipelines/pipelines.ts"
import type { Actor } from "../platform/actor.ts"
import { domain } from "../platform/http.ts"
import { conditionsOf } from "../records/listing.ts"
import { listed } from "./listed.ts"
import { paginationOf } from "./pages.ts"
import { conversionsOf, movementsOf } from "./pipeline-statistics.ts"
import { removeEach } from "./removing.ts"
import { dealsShown } from "./shown.ts"
import { summed } from "./stage-sums.ts"

async function pipelineShown(actor: Actor, pipeline: Pipeline) {
  return v1Pipeline(pipeline, seenPipelines(await setupOf(actor), actor)[0]?.id === pipeline.id)
}

async function stageShown(actor: Actor, stage: Stage) {
  return v1Stage(stage, (await setupOf(actor)).pipelines)
}

type Narrowed = {
  filter_id?: number | undefined
  user_id?: number | undefined
  everyone?: boolean | undefined
  start: number
  limit: number
}

/** Open deals of a place: everyone's, someone's, or those of a filter; one's own when none is said. */
async function openDeals(actor: Actor, place: { pipeline_id?: number; stage_id?: number }, query: Narrowed) {
  const { filter_id, user_id, everyone, start, limit } = query
  const isFiltered = everyone !== true && user_id === undefined && filter_id !== undefined
  const owner = everyone === true || isFiltered ? undefined : (user_id ?? actor.userId)
  const conditions = conditionsOf({ ...place, status: "open", owner_id: owner, is_archived: false })
  const asked = await askedOf(actor, "deal", isFiltered ? { filter_id } : {})
  const page = await listed(actor, { kind: "deal", conditions, asked, sort: [], start, limit })
  return { records: page.records, start, limit, more: page.more }
}

export const v1Pipelines = domain(pipelinesApi, {
  list: async ({ actor }) =>
    Promise.all(seenPipelines(await setupOf(actor), actor).map((pipeline) => pipelineShown(actor, pipeline))),
  create: async ({ actor, body }) =>
    pipelineShown(actor, await verbs.addPipeline(actor, { ...pipelineBodyOf(body), name: body.name })),
  get: async ({ actor, params }) => pipelineShown(actor, await verbs.pipeline(actor, params.id)),
  update: async ({ actor, params, body }) =>
    pipelineShown(actor, await verbs.changePipeline(actor, params.id, pipelineBodyOf(body))),
  remove: ({ actor, params }) => verbs.removePipeline(actor, params.id),
  deals: async ({ actor, params, query }) => {
    await verbs.pipeline(actor, params.id)
    const place = { pipeline_id: params.id, ...(query.stage_id !== undefined && { stage_id: query.stage_id }) }
    const page = await openDeals(actor, place, query)
    const { data } = await dealsShown(actor, page.records, false)
    const summary =
      query.get_summary === true ? { deals_summary: await summed(actor, params.id, query.totals_convert_currency) } : {}
    return { data, additional_data: { ...paginationOf(page), ...summary } }
  },
  conversions: async ({ actor, params, query }) => {
    await verbs.pipeline(actor, params.id)
    return conversionsOf(actor, params.id, query)
  },
  movements: async ({ actor, params, query }) => {
    await verbs.pipeline(actor, params.id)
    return movementsOf(actor, params.id, query)
  },
})

export const v1Stages = domain(stagesApi, {
  list: async ({ actor, query }) => {
    const setup = await setupOf(actor)
    const all = seenPipelines(setup, actor).flatMap((pipeline) => seenStages(setup, actor, pipeline.id))
    const wanted = all.filter((stage) => query.pipeline_id === undefined || stage.pipelineId === query.pipeline_id)
    return wanted.map((stage) => v1Stage(stage, setup.pipelines))
  },
  create: async ({ actor, body }) => {
    const given = { ...stageBodyOf(body), name: body.name, pipeline_id: body.pipeline_id }
    return stageShown(actor, await verbs.addStage(actor, given))
  },
  removeMany: ({ actor, query }) => removeEach(query.ids, (id) => verbs.removeStage(actor, id)),
  get: async ({ actor, params }) => stageShown(actor, await verbs.stage(actor, params.id)),
  update: async ({ actor, params, body }) =>
    stageShown(actor, await verbs.changeStage(actor, params.id, stageBodyOf(body))),
  remove: ({ actor, params }) => verbs.removeStage(actor, params.id),
  deals: async ({ actor, params, query }) => {
    await verbs.stage(actor, params.id)
    const page = await openDeals(actor, { stage_id: params.id }, query)
    return { ...page, data: (await dealsShown(actor, page.records, false)).data }
  },
})
