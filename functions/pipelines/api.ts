import { pipelineAnswer, pipelines, stageAnswer, stages } from "../../shared/api/pipelines.ts"
import { savedPipelines } from "../../shared/api/saved-pipelines.ts"
import { canSeeStage } from "../../shared/permission.ts"
import { seenPipelines, setupOf } from "../data/setup.ts"
import { domain, serveAll } from "../platform/http.ts"
import { pageOfFew } from "../records/few.ts"
import { moveDeals } from "./moving.ts"
import * as verbs from "./pipelines.ts"
import * as saved from "./saved.ts"

const own = domain(
  {
    ...pipelines,
    listStages: stages.list,
    createStage: stages.create,
    getStage: stages.get,
    updateStage: stages.update,
    removeStage: stages.remove,
    moveDeals: stages.moveDeals,
  },
  {
    list: async ({ actor, query }) => pageOfFew(seenPipelines(await setupOf(actor), actor).map(pipelineAnswer), query),
    create: async ({ actor, body }) => pipelineAnswer(await verbs.addPipeline(actor, body)),
    get: async ({ actor, params }) => pipelineAnswer(await verbs.pipeline(actor, params.id)),
    update: async ({ actor, params, body }) => pipelineAnswer(await verbs.changePipeline(actor, params.id, body)),
    remove: ({ actor, params }) => verbs.removePipeline(actor, params.id),
    listStages: async ({ actor, query }) => {
      const { stages: all } = await setupOf(actor)
      const wanted = [...all.values()].filter(
        (stage) =>
          stage.deletedAt === undefined &&
          canSeeStage(actor, stage) &&
          (query.pipeline_id === undefined || stage.pipelineId === query.pipeline_id),
      )
      return pageOfFew(wanted.map(stageAnswer), query)
    },
    createStage: async ({ actor, body }) => stageAnswer(await verbs.addStage(actor, body)),
    getStage: async ({ actor, params }) => stageAnswer(await verbs.stage(actor, params.id)),
    updateStage: async ({ actor, params, body }) => stageAnswer(await verbs.changeStage(actor, params.id, body)),
    removeStage: ({ actor, params }) => verbs.removeStage(actor, params.id),
    moveDeals: ({ actor, params, body }) => moveDeals(actor, params.id, body),
  },
)

export const handler = serveAll(
  own,
  domain(savedPipelines, {
    list: ({ actor }) => saved.list(actor),
    create: ({ actor, body }) => saved.add(actor, body),
    update: ({ actor, params, body }) => saved.rename(actor, params.id, body.name),
    remove: ({ actor, params }) => saved.remove(actor, params.id),
    use: ({ actor, params, body }) => saved.use(actor, params.id, body.name),
  }),
)
