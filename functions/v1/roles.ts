import { v1Roles as api, SETTINGS, type V1Role, v1RoleAssignment, v1RoleSettings } from "../../shared/api/v1/roles.ts"
import { groupsAbove, type VisibilityGroup } from "../../shared/visibility-group.ts"
import { livePipelines, type Setup, setupOf } from "../data/setup.ts"
import * as groups from "../groups/groups.ts"
import type { Actor } from "../platform/actor.ts"
import { domain } from "../platform/http.ts"
import { sliceFrom } from "./pages.ts"

function roleIn(setup: Setup, group: VisibilityGroup): V1Role {
  return {
    id: group.id,
    parent_role_id: group.parentId ?? null,
    name: group.name,
    active_flag: true,
    assignment_count: String(groups.peopleIn(setup, group.id).length),
    sub_role_count: String([...setup.groups.values()].filter((one) => one.parentId === group.id).length),
    level: groupsAbove(setup.groups, group.id).length + 1,
  }
}

async function pipelinesOf(actor: Actor, id: number, visible: boolean) {
  const { hiddenPipelineIds } = await groups.need(actor, id)
  const all = livePipelines(await setupOf(actor)).map((pipeline) => pipeline.id)
  return { pipeline_ids: all.filter((one) => hiddenPipelineIds.includes(one) !== visible), visible }
}

export const v1Roles = domain(api, {
  list: async ({ actor, query }) => {
    const setup = await setupOf(actor)
    const all = [...setup.groups.values()].sort((a, b) => a.id - b.id)
    return sliceFrom(
      all.map((group) => roleIn(setup, group)),
      query,
    )
  },
  create: async ({ actor, body }) => ({ id: (await groups.add(actor, body)).id }),
  get: async ({ actor, params }) => {
    const group = await groups.need(actor, params.id)
    const data = roleIn(await setupOf(actor), group)
    return { data, additional_data: { settings: v1RoleSettings(group) } }
  },
  update: async ({ actor, params, body }) => ({ id: (await groups.change(actor, params.id, body)).id }),
  remove: ({ actor, params, query }) => groups.remove(actor, params.id, query.to_role_id),
  assignments: async ({ actor, params, query }) => {
    const group = await groups.need(actor, params.id)
    const people = groups.peopleIn(await setupOf(actor), group.id)
    return sliceFrom(
      people.map((user) => v1RoleAssignment(group, user)),
      query,
    )
  },
  assign: async ({ actor, params, body }) => {
    await groups.assign(actor, params.id, body.user_id)
    return { user_id: body.user_id, role_id: params.id }
  },
  unassign: async ({ actor, params, body }) => {
    await groups.unassign(actor, params.id, body.user_id)
    return { id: params.id }
  },
  settings: async ({ actor, params }) => v1RoleSettings(await groups.need(actor, params.id)),
  set: async ({ actor, params, body: { setting_key, value } }) => {
    await groups.setDefault(actor, params.id, SETTINGS[setting_key], value)
    return { id: params.id, [setting_key]: value }
  },
  pipelines: ({ actor, params, query }) => pipelinesOf(actor, params.id, query.visible),
  setPipelines: async ({ actor, params, body }) => {
    const { hiddenPipelineIds } = await groups.setPipelines(actor, params.id, body.visible_pipeline_ids)
    const all = livePipelines(await setupOf(actor)).map((pipeline) => pipeline.id)
    return { pipeline_ids: all.filter((one) => !hiddenPipelineIds.includes(one)), visible: true }
  },
})
