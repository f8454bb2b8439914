import { permissionSets as api, type HeldSet, setAnswer } from "../../shared/api/permission-sets.ts"
import { v1PermissionSets as v1Api } from "../../shared/api/v1/permission-sets.ts"
import { PERMISSIONS } from "../../shared/permission.ts"
import { actionsOf, type PermissionSet, setUuid } from "../../shared/permission-set.ts"
import { setupOf } from "../data/setup.ts"
import type { Actor } from "../platform/actor.ts"
import { domain } from "../platform/http.ts"
import { sliceFrom } from "../v1/pages.ts"
import * as sets from "./permission-sets.ts"

const inOrder = async (actor: Actor) => [...(await setupOf(actor)).permissionSets.values()].sort((a, b) => a.id - b.id)

async function held(actor: Actor, set: PermissionSet): Promise<HeldSet> {
  return { ...setAnswer(set), user_ids: sets.holdersOf(await setupOf(actor), set.id).map(({ id }) => id) }
}

export const permissionSets = domain(api, {
  list: async ({ actor }) => Promise.all((await inOrder(actor)).map((set) => held(actor, set))),
  create: async ({ actor, body }) => held(actor, await sets.add(actor, body)),
  get: async ({ actor, params }) => held(actor, await sets.need(actor, params.id)),
  update: async ({ actor, params, body }) => held(actor, await sets.change(actor, params.id, body)),
  remove: ({ actor, params }) => sets.remove(actor, params.id),
  assign: async ({ actor, params, body: { user_id } }) => {
    await sets.assign(actor, params.id, user_id)
    return { user_id, permission_set_id: params.id }
  },
  unassign: async ({ actor, params: { id, user_id } }) => {
    await sets.unassign(actor, id, user_id)
    return { user_id }
  },
})

async function peopleOf(actor: Actor, set: PermissionSet) {
  return sets.holdersOf(await setupOf(actor), set.id).filter((user) => user.status !== "inactive")
}

async function shown(actor: Actor, set: PermissionSet) {
  const { id, name, description, app, type } = set
  return { id: setUuid(id), name, description, app, type, assignment_count: (await peopleOf(actor, set)).length }
}

export const v1PermissionSets = domain(v1Api, {
  list: async ({ actor, query }) => {
    const wanted = (await inOrder(actor)).filter((set) => query.app === undefined || set.app === query.app)
    return Promise.all(wanted.map((set) => shown(actor, set)))
  },
  get: async ({ actor, params }) => {
    const set = await sets.need(actor, params.id)
    return { ...(await shown(actor, set)), contents: actionsOf(set).map((action) => PERMISSIONS[action].name) }
  },
  assignments: async ({ actor, params, query }) => {
    const set = await sets.need(actor, params.id)
    const people = await peopleOf(actor, set)
    const all = people.map(({ id }) => ({ user_id: id, permission_set_id: params.id, name: set.name }))
    return sliceFrom(all, query)
  },
})
