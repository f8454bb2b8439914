import * as z from "zod"
import type { Team } from "../../team.ts"
import { Title } from "../fields.ts"
import { route } from "../route.ts"
import { V1Boolean, V1ById, V1Id, V1IdList } from "./fields.ts"
import { v1Time } from "./parts.ts"

const Flag = z.literal([0, 1])
const V1Team = z.object({
  id: z.int(),
  name: z.string(),
  description: z.string(),
  manager_id: z.int(),
  users: z.array(z.int()).optional(),
  active_flag: Flag,
  deleted_flag: Flag,
  add_time: z.string(),
  created_by_user_id: z.int(),
})

export function v1Team(team: Team, skipsUsers = false): z.infer<typeof V1Team> {
  return {
    id: team.id,
    name: team.name,
    description: team.description,
    manager_id: team.managerId,
    ...(!skipsUsers && { users: team.userIds }),
    active_flag: team.active ? 1 : 0,
    deleted_flag: team.deletedAt === undefined ? 0 : 1,
    add_time: v1Time(team.addedAt),
    created_by_user_id: team.createdBy,
  }
}

const NewTeam = z.object({
  name: Title,
  manager_id: V1Id,
  description: z.string().trim().max(2000).optional(),
  users: V1IdList.optional(),
})
const TeamChange = NewTeam.partial().extend({ active_flag: V1Boolean.optional(), deleted_flag: V1Boolean.optional() })
export type NewTeam = z.infer<typeof NewTeam>
export type TeamChange = z.infer<typeof TeamChange>

const Shown = z.object({ skip_users: V1Boolean.default(false) })
const Listed = Shown.extend({ order_by: z.enum(["id", "name", "manager_id", "active_flag"]).default("id") })
export type V1TeamsQuery = z.infer<typeof Listed>

const Users = z.object({ users: V1IdList })
const Ids = z.array(z.int())
const path = "/v1/legacyTeams"

export const v1Teams = {
  list: route({
    method: "GET",
    path,
    summary: "List teams",
    permission: "users.see",
    cost: 20,
    query: Listed,
    answer: z.array(V1Team),
    envelope: "v1page",
  }),
  create: route({
    method: "POST",
    path,
    summary: "Add a team",
    permission: "users.edit",
    cost: 10,
    body: NewTeam,
    answer: V1Team,
    envelope: "one",
  }),
  get: route({
    method: "GET",
    path: `${path}/{id}`,
    summary: "Get a team",
    permission: "users.see",
    cost: 2,
    params: V1ById,
    query: Shown,
    answer: V1Team,
    envelope: "one",
  }),
  update: route({
    method: "PUT",
    path: `${path}/{id}`,
    summary: "Change a team",
    permission: "users.edit",
    cost: 10,
    params: V1ById,
    body: TeamChange,
    answer: V1Team,
    envelope: "one",
  }),
  users: route({
    method: "GET",
    path: `${path}/{id}/users`,
    summary: "List the people of a team",
    permission: "users.see",
    cost: 20,
    params: V1ById,
    answer: Ids,
    envelope: "one",
  }),
  addUsers: route({
    method: "POST",
    path: `${path}/{id}/users`,
    summary: "Add people to a team",
    permission: "users.edit",
    cost: 10,
    params: V1ById,
    body: Users,
    answer: Ids,
    envelope: "one",
  }),
  removeUsers: route({
    method: "DELETE",
    path: `${path}/{id}/users`,
    summary: "Take people out of a team",
    permission: "users.edit",
    cost: 10,
    params: V1ById,
    body: Users,
    answer: Ids,
    envelope: "one",
  }),
  ofUser: route({
    method: "GET",
    path: `${path}/user/{id}`,
    summary: "List the teams of a person",
    permission: "users.see",
    cost: 20,
    params: V1ById,
    query: Listed,
    answer: z.array(V1Team),
    envelope: "v1page",
  }),
}
