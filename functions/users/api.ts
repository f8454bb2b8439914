import { users as api, userAnswer } from "../../shared/api/users.ts"
import { Problem } from "../../shared/problem.ts"
import { setupOf } from "../data/setup.ts"
import { visibilityGroups } from "../groups/api.ts"
import { permissionSets } from "../permission-sets/api.ts"
import { domain, serveAll } from "../platform/http.ts"
import { pageOfFew } from "../records/few.ts"
import { v1PermissionSets } from "../v1/permission-sets.ts"
import { v1Roles } from "../v1/roles.ts"
import { add } from "./adding.ts"
import * as tokens from "./tokens.ts"
import * as users from "./users.ts"

const own = domain(api, {
  list: async ({ actor, query }) => {
    const all = [...(await setupOf(actor)).users.values()]
    return pageOfFew(
      all.map((user) => userAnswer(user, actor.userId)),
      query,
    )
  },
  create: async ({ actor, body }) => userAnswer(await add(actor, body), actor.userId),
  get: async ({ actor, params }) => {
    const user = (await setupOf(actor)).users.get(params.id)
    if (user === undefined) throw new Problem("not_found", `User ${params.id} was not found`)
    return userAnswer(user, actor.userId)
  },
  update: async ({ actor, params, body }) => userAnswer(await users.change(actor, params.id, body), actor.userId),
  // people follow records; nobody follows people yet
  followers: async ({ actor, params }) => {
    const user = (await setupOf(actor)).users.get(params.id)
    if (user === undefined) throw new Problem("not_found", `User ${params.id} was not found`)
    return { data: [], nextCursor: null }
  },
  invite: async ({ actor, params }) => userAnswer(await users.invite(actor, params.id), actor.userId),
  listTokens: ({ actor }) => tokens.list(actor),
  createToken: ({ actor, body }) => tokens.create(actor, body),
  revokeToken: ({ actor, params }) => tokens.revoke(actor, params.id),
})

export const handler = serveAll(own, visibilityGroups, permissionSets, v1Roles, v1PermissionSets)
