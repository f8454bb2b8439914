import { typeAnswer } from "../../shared/api/activity-settings.ts"
import { exchangeRates } from "../../shared/api/exchange-rates.ts"
import { fieldAnswer } from "../../shared/api/field-meta.ts"
import { pipelineAnswer, stageAnswer } from "../../shared/api/pipelines.ts"
import { userAnswer } from "../../shared/api/users.ts"
import { workspaces as api, type Setup, type WorkspaceAnswer } from "../../shared/api/workspaces.ts"
import { may } from "../../shared/permission.ts"
import { ALL_PERMISSIONS } from "../../shared/permission-set.ts"
import { Problem } from "../../shared/problem.ts"
import { LOST_REASONS, type Workspace } from "../../shared/workspace.ts"
import { activityTypes } from "../activity-types/activity-types.ts"
import { seenPipelines, seenStages, setupOf } from "../data/setup.ts"
import type { Actor } from "../platform/actor.ts"
import { domain, serveAll } from "../platform/http.ts"
import { change } from "./changing.ts"
import * as rates from "./exchange-rates.ts"
import { accept } from "./invitations.ts"
import * as workspaces from "./workspaces.ts"

function shown(id: string, workspace: Workspace): WorkspaceAnswer {
  return {
    id: Number(id),
    name: workspace.name,
    domain: workspace.domain,
    default_currency: workspace.currency,
    timezone_name: workspace.zone,
    lost_reasons: workspace.lostReasons ?? LOST_REASONS,
    exchange_rates: workspace.rates ?? {},
  }
}

function meIn(actor: Actor, users: Awaited<ReturnType<typeof setupOf>>["users"]) {
  const me = users.get(actor.userId)
  if (me === undefined) throw new Problem("unauthorized", "unauthorized access")
  return me
}

async function setup(actor: Actor): Promise<Setup> {
  const all = await setupOf(actor)
  const pipelines = seenPipelines(all, actor)
  return {
    workspace: shown(actor.workspaceId, all.workspace),
    me: userAnswer(meIn(actor, all.users), actor.userId),
    may: ALL_PERMISSIONS.filter((permission) => may(actor, permission)),
    groups: [...all.groups.values()].map(({ id, name }) => ({ id, name })),
    users: [...all.users.values()].map((user) => userAnswer(user, actor.userId)),
    pipelines: pipelines.map(pipelineAnswer),
    stages: pipelines.flatMap((pipeline) => seenStages(all, actor, pipeline.id)).map(stageAnswer),
    fields: all.fields.filter((field) => field.builtIn !== true).map(fieldAnswer),
    activity_types: activityTypes(all).map(typeAnswer),
  }
}

const own = domain(api, {
  create: async ({ identity, body }) => {
    const { id, workspace } = await workspaces.create(identity, body)
    return shown(id, workspace)
  },
  update: async ({ actor, body }) => shown(actor.workspaceId, await change(actor, body)),
  setup: ({ actor }) => setup(actor),
  accept: ({ body }) => accept(body),
})

export const handler = serveAll(
  own,
  domain(exchangeRates, {
    list: async ({ actor }) => rates.shown((await setupOf(actor)).workspace),
    set: ({ actor, params, body }) => rates.set(actor, params.currency, body.rate),
    remove: ({ actor, params }) => rates.remove(actor, params.currency),
  }),
)
