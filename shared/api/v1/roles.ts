/** Pipedrive's roles: the visibility groups of a workspace. */
import * as z from "zod"
import type { Choosable } from "../../record.ts"
import { DEFAULT_GROUP_ID, DEFAULT_VISIBILITY, type VisibilityGroup } from "../../visibility-group.ts"
import type { User } from "../../workspace.ts"
import { route } from "../route.ts"
import { V1Boolean, V1ById, V1Id, V1IdList, V1IdOrNull, V1Paging, V1VisibleTo } from "./fields.ts"

export const SETTINGS = {
  deal_default_visibility: "deal",
  lead_default_visibility: "lead",
  org_default_visibility: "organization",
  person_default_visibility: "person",
  product_default_visibility: "product",
} as const satisfies Record<string, Choosable>
const SettingKey = z.enum(Object.keys(SETTINGS) as (keyof typeof SETTINGS)[])

export const V1RoleSettings = z.record(SettingKey, z.int())
export type V1RoleSettings = z.infer<typeof V1RoleSettings>

export function v1RoleSettings({ defaults }: Pick<VisibilityGroup, "defaults">): V1RoleSettings {
  const { deal, lead, organization, person, product } = defaults
  return {
    deal_default_visibility: deal ?? DEFAULT_VISIBILITY,
    lead_default_visibility: lead ?? DEFAULT_VISIBILITY,
    org_default_visibility: organization ?? DEFAULT_VISIBILITY,
    person_default_visibility: person ?? DEFAULT_VISIBILITY,
    product_default_visibility: product ?? DEFAULT_VISIBILITY,
  }
}

const V1Role = z.object({
  id: z.int(),
  parent_role_id: z.int().nullable(),
  name: z.string(),
  active_flag: z.boolean(),
  assignment_count: z.string(),
  sub_role_count: z.string(),
  level: z.int(),
})
export type V1Role = z.infer<typeof V1Role>

export const V1RoleAssignment = z.object({
  user_id: z.int(),
  role_id: z.int(),
  parent_role_id: z.int().nullable(),
  name: z.string(),
  active_flag: z.boolean(),
  type: z.string(),
})

export function v1RoleAssignment(group: VisibilityGroup, user: User): z.infer<typeof V1RoleAssignment> {
  const { id: role_id, parentId = null, name } = group
  const active_flag = user.status !== "inactive"
  return { user_id: user.id, role_id, parent_role_id: parentId, name, active_flag, type: "1" }
}

const Name = z.string().trim().min(1, "must not be empty").max(120, "must be at most 120 characters")
const Body = z.object({ name: Name, parent_role_id: V1IdOrNull.optional() })
const OnlyId = z.object({ id: z.int() })
const UserBody = z.object({ user_id: V1Id })
const Pipelines = z.object({ pipeline_ids: z.array(z.int()), visible: z.boolean() })

/** Lists come as lists, or as texts of them: `"[3, 4]"`. */
const Ids = z.preprocess((value) => (typeof value === "string" ? value.replace(/^\[|\]$/g, "") : value), V1IdList)

export const v1Roles = {
  list: route({
    method: "GET",
    path: "/v1/roles",
    summary: "The visibility groups",
    permission: "users.see",
    cost: 20,
    query: z.object(V1Paging),
    answer: z.array(V1Role),
    envelope: "v1page",
  }),
  create: route({
    method: "POST",
    path: "/v1/roles",
    summary: "Add a visibility group",
    permission: "groups.edit",
    cost: 10,
    body: Body,
    answer: OnlyId,
    envelope: "one",
  }),
  get: route({
    method: "GET",
    path: "/v1/roles/{id}",
    summary: "A visibility group and its settings",
    permission: "users.see",
    cost: 2,
    params: V1ById,
    answer: V1Role,
    envelope: "v1",
  }),
  update: route({
    method: "PUT",
    path: "/v1/roles/{id}",
    summary: "Rename a visibility group, or move it in the tree",
    permission: "groups.edit",
    cost: 10,
    params: V1ById,
    body: Body.partial(),
    answer: OnlyId,
    envelope: "one",
  }),
  remove: route({
    method: "DELETE",
    path: "/v1/roles/{id}",
    summary: "Delete a visibility group; its people go to `to_role_id`, or else to the default group",
    permission: "groups.edit",
    cost: 6,
    params: V1ById,
    query: z.object({ to_role_id: V1Id.default(DEFAULT_GROUP_ID) }),
    answer: OnlyId,
    envelope: "one",
  }),
  assignments: route({
    method: "GET",
    path: "/v1/roles/{id}/assignments",
    summary: "The people of a visibility group",
    permission: "users.see",
    cost: 20,
    params: V1ById,
    query: z.object(V1Paging),
    answer: z.array(V1RoleAssignment),
    envelope: "v1page",
  }),
  assign: route({
    method: "POST",
    path: "/v1/roles/{id}/assignments",
    summary: "Put someone into a visibility group",
    permission: "groups.edit",
    cost: 10,
    params: V1ById,
    body: UserBody,
    answer: z.object({ user_id: z.int(), role_id: z.int() }),
    envelope: "one",
  }),
  unassign: route({
    method: "DELETE",
    path: "/v1/roles/{id}/assignments",
    summary: "Put someone from a visibility group into the default one",
    permission: "groups.edit",
    cost: 6,
    params: V1ById,
    body: UserBody,
    answer: OnlyId,
    envelope: "one",
  }),
  settings: route({
    method: "GET",
    path: "/v1/roles/{id}/settings",
    summary: "Who sees what the people of a visibility group add, unless they say",
    permission: "users.see",
    cost: 10,
    params: V1ById,
    answer: V1RoleSettings,
    envelope: "one",
  }),
  set: route({
    method: "POST",
    path: "/v1/roles/{id}/settings",
    summary: "Say who sees what the people of a visibility group add",
    permission: "groups.edit",
    cost: 10,
    params: V1ById,
    body: z.object({ setting_key: SettingKey, value: V1VisibleTo }),
    answer: z.looseObject({ id: z.int() }),
    envelope: "one",
  }),
  pipelines: route({
    method: "GET",
    path: "/v1/roles/{id}/pipelines",
    summary: "The pipelines that a visibility group sees, or those hidden from it",
    permission: "users.see",
    cost: 10,
    params: V1ById,
    query: z.object({ visible: V1Boolean.default(true) }),
    answer: Pipelines,
    envelope: "one",
  }),
  setPipelines: route({
    method: "PUT",
    path: "/v1/roles/{id}/pipelines",
    summary: "Show pipelines to a visibility group, or hide them from it",
    permission: "groups.edit",
    cost: 10,
    params: V1ById,
    body: z.object({ visible_pipeline_ids: z.object({ add: Ids.default([]), remove: Ids.default([]) }) }),
    answer: Pipelines,
    envelope: "one",
  }),
}
