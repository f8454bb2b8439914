import { v1RoleAssignment, v1RoleSettings } from "../../shared/api/v1/roles.ts"
import { v1User } from "../../shared/api/v1/user.ts"
import { v1Users as api } from "../../shared/api/v1/users.ts"
import { nameKey } from "../../shared/organization.ts"
import { may } from "../../shared/permission.ts"
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

function permissionsOf(actor: Actor, user: User): Record<string, boolean> {
  const as = { ...actor, userId: user.id, role: user.role }
  const allowed = (permission: Parameters<typeof may>[1]) => user.status === "active" && may(as, permission)
  return {
    can_add_custom_fields: allowed("fields.edit"),
    can_bulk_edit_items: allowed("records.edit"),
    can_change_visibility_of_items: allowed("records.edit"),
    can_delete_deals: allowed("records.delete"),
    can_delete_activities: allowed("records.delete"),
    can_delete_custom_fields: allowed("fields.edit"),
    can_edit_custom_fields: allowed("fields.edit"),
    can_edit_shared_filters: user.role === "admin",
    can_merge_deals: allowed("records.edit"),
    can_merge_organizations: allowed("records.edit"),
    can_merge_people: allowed("records.edit"),
    can_see_company_wide_statistics: allowed("reports.see"),
    can_see_other_users: allowed("users.see"),
    can_use_api: allowed("tokens.own"),
    can_use_import: allowed("records.import"),
    can_edit_deals_closed_date: allowed("records.edit"),
  }
}

export const v1Users = domain(api, {
  list: async ({ actor }) => [...(await setupOf(actor)).users.values()].map((user) => v1User(user, actor.userId)),
  create: async ({ actor, body }) => {
    const role = body.access?.some((one) => one.admin === true) === true ? "admin" : "regular"
    const name = body.name ?? body.email.split("@")[0] ?? body.email
    const user = await add(actor, { name: name.slice(0, 120), email: body.email, role })
    const isShutOut = body.active_flag === false
    return v1User(isShutOut ? await change(actor, user.id, { status: "inactive" }) : user, actor.userId)
  },
  find: async ({ actor, query }) => {
    const term = nameKey(query.term)
    const looked = (user: User) => (query.search_by_email === true ? (user.email ?? "") : user.name)
    const all = [...(await setupOf(actor)).users.values()]
    return all.filter((user) => nameKey(looked(user)).includes(term)).map((user) => v1User(user, actor.userId))
  },
  me: async ({ actor }) => {
    const { workspace, users } = await setupOf(actor)
    const me = users.get(actor.userId)
    if (me === undefined) throw new Problem("unauthorized", "unauthorized access")
    return {
      ...v1User(me, actor.userId),
      company_id: Number(actor.workspaceId),
      company_name: workspace.name,
      company_domain: workspace.domain,
      company_country: null,
      company_industry: null,
      language: { language_code: "en", country_code: "US" },
    }
  },
  get: async ({ actor, params }) => v1User(await need(actor, params.id), actor.userId),
  update: async ({ actor, params, body }) => {
    const user = await need(actor, params.id)
    if ((user.status !== "inactive") === body.active_flag) return v1User(user, actor.userId)
    const status = body.active_flag ? ("active" as const) : ("inactive" as const)
    return v1User(await change(actor, params.id, { status }), actor.userId)
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
