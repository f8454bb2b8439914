import { type V1TeamsQuery, v1Team, type v1Teams } from "../../shared/api/v1/teams.ts"
import type { Team } from "../../shared/team.ts"
import type { Handlers } from "../platform/http.ts"
import * as teams from "../teams/teams.ts"

function listed(all: readonly Team[], { order_by, skip_users }: V1TeamsQuery) {
  const data = all
    .map((team) => v1Team(team, skip_users))
    .sort((a, b) => (a[order_by] < b[order_by] ? -1 : a[order_by] > b[order_by] ? 1 : a.id - b.id))
  return { data, start: 0, limit: data.length, more: false }
}

export const handlers: Handlers<typeof v1Teams> = {
  list: async ({ actor, query }) => listed(await teams.list(actor), query),
  create: async ({ actor, body }) => v1Team(await teams.add(actor, body)),
  get: async ({ actor, params, query }) => v1Team(await teams.need(actor, params.id), query.skip_users),
  update: async ({ actor, params, body }) => v1Team(await teams.change(actor, params.id, body)),
  users: async ({ actor, params }) => (await teams.need(actor, params.id)).userIds,
  addUsers: ({ actor, params, body }) => teams.addUsers(actor, params.id, body.users),
  removeUsers: ({ actor, params, body }) => teams.removeUsers(actor, params.id, body.users),
  ofUser: async ({ actor, params, query }) => listed(await teams.ofUser(actor, params.id), query),
}
