import { v1PermissionSets as api } from "../../shared/api/v1/permission-sets.ts"
import { PERMISSIONS } from "../../shared/permission.ts"
import { actionsOf, type PermissionSet, setUuid } from "../../shared/permission-set.ts"
import { setupOf } from "../data/setup.ts"
import * as sets from "../permission-sets/permission-sets.ts"
import type { Actor } from "../platform/actor.ts"
import { domain } from "../platform/http.ts"
import { sliceFrom } from "./pages.ts"

async function peopleOf(actor: Actor, set: PermissionSet) {
  return sets.holdersOf(await setupOf(actor), set.id).filter((user) => user.status !== "inactive")
}

async function shown(actor: Actor, set: PermissionSet) {
  const { id, name, description, app, type } = set
  return { id: setUuid(id), name, description, app, type, assignment_count: (await peopleOf(actor, set)).length }
}

export const v1PermissionSets = domain(api, {
  list: async ({ actor, query }) => {
    const wanted = (await sets.inOrder(actor)).filter((set) => query.app === undefined || set.app === query.app)
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
