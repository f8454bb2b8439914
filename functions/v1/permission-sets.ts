import { v1PermissionSets as api } from "../../shared/api/v1/permission-sets.ts"
import { contentsOf, PERMISSION_SETS, type PermissionSet } from "../../shared/permission-set.ts"
import { Problem } from "../../shared/problem.ts"
import { setupOf } from "../data/setup.ts"
import type { Actor } from "../platform/actor.ts"
import { domain } from "../platform/http.ts"
import { sliceFrom } from "./pages.ts"

function need(id: string): PermissionSet {
  const set = PERMISSION_SETS.find((one) => one.id === id)
  if (set === undefined) throw new Problem("not_found", `No permission set has the id ${id}`)
  return set
}

async function peopleOf(actor: Actor, { role }: PermissionSet) {
  return [...(await setupOf(actor)).users.values()].filter((user) => user.role === role && user.status !== "inactive")
}

/** All of them are of the one app that there is. */
async function shown(actor: Actor, set: PermissionSet) {
  const { role: _, ...rest } = set
  return { ...rest, app: "global", assignment_count: (await peopleOf(actor, set)).length }
}

export const v1PermissionSets = domain(api, {
  list: ({ actor, query }) => {
    const wanted = query.app === undefined || query.app === "global" ? PERMISSION_SETS : []
    return Promise.all(wanted.map((set) => shown(actor, set)))
  },
  get: async ({ actor, params }) => {
    const set = need(params.id)
    return { ...(await shown(actor, set)), contents: contentsOf(set.role) }
  },
  assignments: async ({ actor, params, query }) => {
    const set = need(params.id)
    const people = await peopleOf(actor, set)
    const all = people.map(({ id }) => ({ user_id: id, permission_set_id: set.id, name: set.name }))
    return sliceFrom(all, query)
  },
})
