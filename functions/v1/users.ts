import { v1RoleAssignment, v1RoleSettings } from "../../shared/api/v1/roles.ts"
import { type V1User, v1User } from "../../shared/api/v1/user.ts"
import { v1Users as api } from "../../shared/api/v1/users.ts"
import { nameKey } from "../../shared/organization.ts"
import { may, PERMISSIONS, type Permission } from "../../shared/permission.ts"
import { ALL_PERMISSIONS, rightsOf } from "../../shared/permission-set.ts"
import { Problem } from "../../shared/problem.ts"
import { defaultGroup, groupOf, type VisibilityGroup } from "../../shared/visibility-group.ts"
import type { User } from "../../shared/workspace.ts"
import { setupOf } from "../data/setup.ts"
import type { Actor } from "../platform/actor.ts"
import { domain } from "../platform/http.ts"
import { add } from "../users/adding.ts"
import { change } from "../users/users.ts"
import { sliceFrom } from "./pages.ts"

async function need(actor: Actor, id: number): Promise<User> {
  const user = (await setupOf(actor)).users.get(id)
  if (user === undefined) throw new Problem("not_found", `User ${id} was not found`)
  return user
}

async function groupFor(actor: Actor, user: User): Promise<VisibilityGroup> {
  const { groups, workspace } = await setupOf(actor)
  return groups.get(groupOf(groups, user)) ?? defaultGroup(workspace.addedAt)
}

async function permissionsOf(actor: Actor, user: User): Promise<Record<string, boolean>> {
  const rights = rightsOf((await setupOf(actor)).permissionSets, user)
  const grants = (permission: Permission) => user.status === "active" && may({ rights }, permission)
  return Object.fromEntries([
    ...ALL_PERMISSIONS.map((permission) => [PERMISSIONS[permission].name, grants(permission)]),
    ...Object.entries(FURTHER).map(([name, permission]) => [name, grants(permission)]),
  ])
}

/** What Pipedrive tells apart and one permission grants here. */
const FURTHER: Record<string, Permission> = {
  can_add_custom_fields: "fields.edit",
  can_delete_custom_fields: "fields.edit",
  can_see_company_wide_statistics: "statistics.others",
}

async function shown(actor: Actor, user: User): Promise<V1User> {
  return v1User((await setupOf(actor)).permissionSets, user, actor.userId)
}

export const v1Users = domain(api, {
  list: async ({ actor }) => Promise.all([...(await setupOf(actor)).users.values()].map((user) => shown(actor, user))),
  create: async ({ actor, body }) => {
    const role = body.access?.some((one) => one.admin === true) === true ? "admin" : "regular"
    const name = body.name ?? body.email.split("@")[0] ?? body.email
    const user = await add(actor, { name: name.slice(0, 120), email: body.email, role })
    const isShutOut = body.active_flag === false
    return shown(actor, isShutOut ? await change(actor, user.id, { status: "inactive" }) : user)
  },
  find: async ({ actor, query }) => {
    const term = nameKey(query.term)
    const looked = (user: User) => (query.search_by_email === true ? (user.email ?? "") : user.name)
    const all = [...(await setupOf(actor)).users.values()]
    return Promise.all(all.filter((user) => nameKey(looked(user)).includes(term)).map((user) => shown(actor, user)))
  },
  me: async ({ actor }) => {
    const { workspace, users } = await setupOf(actor)
    const me = users.get(actor.userId)
    if (me === undefined) throw new Problem("unauthorized", "unauthorized access")
    return {
      ...(await shown(actor, me)),
      company_id: Number(actor.workspaceId),
      company_name: workspace.name,
      company_domain: workspace.domain,
      company_country: null,
      company_industry: null,
      language: { language_code: "en", country_code: "US" },
    }
  },
  get: async ({ actor, params }) => shown(actor, await need(actor, params.id)),
  update: async ({ actor, params, body }) => {
    const user = await need(actor, params.id)
    if ((user.status !== "inactive") === body.active_flag) return shown(actor, user)
    const status = body.active_flag ? ("active" as const) : ("inactive" as const)
    return shown(actor, await change(actor, params.id, { status }))
  },
  // people follow records; nobody follows people yet
  followers: async ({ actor, params }) => {
    await need(actor, params.id)
    return []
  },
  permissions: async ({ actor, params }) => permissionsOf(actor, await need(actor, params.id)),
  roleAssignments: async ({ actor, params, query }) => {
    const user = await need(actor, params.id)
    return sliceFrom([v1RoleAssignment(await groupFor(actor, user), user)], query)
  },
  roleSettings: async ({ actor, params }) => {
    const user = await need(actor, params.id)
    return v1RoleSettings(await groupFor(actor, user))
  },
})
