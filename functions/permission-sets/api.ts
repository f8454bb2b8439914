import { permissionSets as api, type HeldSet, setAnswer } from "../../shared/api/permission-sets.ts"
import type { PermissionSet } from "../../shared/permission-set.ts"
import { setupOf } from "../data/setup.ts"
import type { Actor } from "../platform/actor.ts"
import { domain } from "../platform/http.ts"
import * as sets from "./permission-sets.ts"

async function held(actor: Actor, set: PermissionSet): Promise<HeldSet> {
  return { ...setAnswer(set), user_ids: sets.holdersOf(await setupOf(actor), set.id).map(({ id }) => id) }
}

export const permissionSets = domain(api, {
  list: async ({ actor }) => Promise.all((await sets.inOrder(actor)).map((set) => held(actor, set))),
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
