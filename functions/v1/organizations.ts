import { v1Organizations as api, organizationChangeOf } from "../../shared/api/v1/organizations.ts"
import { setupOf } from "../data/setup.ts"
import { open } from "../data/store.ts"
import { merge } from "../merges/merges.ts"
import * as organizations from "../organizations/organizations.ts"
import type { Actor } from "../platform/actor.ts"
import { domain } from "../platform/http.ts"
import { activitiesOf, dealsOf, personsOf } from "./children.ts"
import { contacts } from "./contacts.ts"
import { followerHandlers, historyHandlers } from "./of-record.ts"
import { paginationOf } from "./pages.ts"
import { removeEach } from "./removing.ts"
import { organizationsShown, single } from "./shown.ts"

async function changeOf(actor: Actor, body: Parameters<typeof organizationChangeOf>[0]) {
  return organizationChangeOf(body, (await setupOf(actor)).fields, actor.currency)
}

async function parentOf(actor: Actor, id: number) {
  await organizations.need(open(actor), actor, id)
  return { kind: "organization" as const, id }
}

export const v1Organizations = domain(api, {
  list: async ({ actor, query }) => {
    const { records, more } = await contacts(actor, "organization", query)
    const { start, limit } = query
    const additional_data = paginationOf({ start, limit, more })
    return { ...(await organizationsShown(actor, records, true)), additional_data }
  },
  create: async ({ actor, body }) => {
    const added = body.add_time == null ? {} : { add_time: body.add_time }
    const given = { ...(await changeOf(actor, body)), ...added, name: body.name }
    return single(organizationsShown(actor, [await organizations.add(actor, given)], true))
  },
  removeMany: ({ actor, query }) => removeEach(query.ids, (id) => organizations.remove(actor, id)),
  get: async ({ actor, params }) =>
    single(organizationsShown(actor, [await organizations.need(open(actor), actor, params.id)], true)),
  update: async ({ actor, params, body }) => {
    const change = await changeOf(actor, body)
    return single(organizationsShown(actor, [await organizations.change(actor, params.id, change)], true))
  },
  remove: ({ actor, params }) => organizations.remove(actor, params.id),
  deals: async ({ actor, params, query }) => dealsOf(actor, await parentOf(actor, params.id), query),
  persons: async ({ actor, params, query }) => personsOf(actor, await parentOf(actor, params.id), query),
  activities: async ({ actor, params, query }) => activitiesOf(actor, await parentOf(actor, params.id), query),
  merge: async ({ actor, params, body }) => {
    const { id } = await merge(actor, "organization", params.id, body.merge_with_id)
    return { id }
  },
  ...historyHandlers("organization"),
  ...followerHandlers("organization"),
})
