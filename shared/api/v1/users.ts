/** The people of a workspace, under v1. */
import * as z from "zod"
import { route } from "../route.ts"
import { V1Boolean, V1ById, V1Paging } from "./fields.ts"
import { V1RoleAssignment, V1RoleSettings } from "./roles.ts"
import { V1User } from "./user.ts"

const Access = z.object({ app: z.string(), admin: V1Boolean.optional(), permission_set_id: z.string().optional() })

/** `/v1/users/me` as integrations read it: they take the company's domain from here. */
const V1Me = V1User.extend({
  company_id: z.int(),
  company_name: z.string(),
  company_domain: z.string(),
  language: z.object({ language_code: z.string(), country_code: z.string() }),
})

export const v1Users = {
  list: route({
    method: "GET",
    path: "/v1/users",
    summary: "List the people of the workspace",
    permission: "users.see",
    cost: 20,
    answer: z.array(V1User),
    envelope: "one",
  }),
  create: route({
    method: "POST",
    path: "/v1/users",
    summary: "Invite someone",
    permission: "users.edit",
    cost: 10,
    body: z.object({
      email: z.email("must be an e-mail address").max(254),
      name: z.string().trim().min(1).max(120).optional(),
      access: z.array(Access).max(20).optional(),
      active_flag: V1Boolean.optional(),
    }),
    answer: V1User,
    envelope: "one",
  }),
  find: route({
    method: "GET",
    path: "/v1/users/find",
    summary: "Find people by name or e-mail address",
    permission: "users.see",
    cost: 40,
    query: z.object({
      term: z.string().trim().min(1, "must not be empty").max(200),
      search_by_email: V1Boolean.optional(),
    }),
    answer: z.array(V1User),
    envelope: "one",
  }),
  me: route({
    method: "GET",
    path: "/v1/users/me",
    summary: "Who you are, and the company you work in",
    permission: "member",
    cost: 2,
    answer: V1Me,
    envelope: "one",
  }),
  get: route({
    method: "GET",
    path: "/v1/users/{id}",
    summary: "Get a person of the workspace",
    permission: "users.see",
    cost: 2,
    params: V1ById,
    answer: V1User,
    envelope: "one",
  }),
  update: route({
    method: "PUT",
    path: "/v1/users/{id}",
    summary: "Let someone in again, or shut them out",
    permission: "users.edit",
    cost: 10,
    params: V1ById,
    body: z.object({ active_flag: V1Boolean }),
    answer: V1User,
    envelope: "one",
  }),
  followers: route({
    method: "GET",
    path: "/v1/users/{id}/followers",
    summary: "Ids of the people who follow someone",
    permission: "users.see",
    cost: 20,
    params: V1ById,
    answer: z.array(z.int()),
    envelope: "one",
  }),
  permissions: route({
    method: "GET",
    path: "/v1/users/{id}/permissions",
    summary: "What someone may do",
    permission: "users.see",
    cost: 10,
    params: V1ById,
    answer: z.record(z.string(), z.boolean()),
    envelope: "one",
  }),
  roleAssignments: route({
    method: "GET",
    path: "/v1/users/{id}/roleAssignments",
    summary: "Roles of someone",
    permission: "users.see",
    cost: 10,
    params: V1ById,
    query: z.object(V1Paging),
    answer: z.array(V1RoleAssignment),
    envelope: "v1page",
  }),
  roleSettings: route({
    method: "GET",
    path: "/v1/users/{id}/roleSettings",
    summary: "Who sees what someone adds, unless they say",
    permission: "users.see",
    cost: 10,
    params: V1ById,
    answer: V1RoleSettings,
    envelope: "one",
  }),
}
