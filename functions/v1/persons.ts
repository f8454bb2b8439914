import { v1Persons as api, personChangeOf } from "../../shared/api/v1/persons.ts"
import { setupOf } from "../data/setup.ts"
import { open } from "../data/store.ts"
import { merge } from "../merges/merges.ts"
import * as persons from "../persons/persons.ts"
import type { Actor } from "../platform/actor.ts"
import { domain } from "../platform/http.ts"
import { activitiesOf, dealsOf } from "./children.ts"
import { contacts } from "./contacts.ts"
import { followerHandlers, historyHandlers } from "./of-record.ts"
import { paginationOf } from "./pages.ts"
import { removeEach } from "./removing.ts"
import { personsShown, single } from "./shown.ts"

async function changeOf(actor: Actor, body: Parameters<typeof personChangeOf>[0]) {
  return personChangeOf(body, (await setupOf(actor)).fields, actor.currency)
}

export const v1Persons = domain(api, {
  list: async ({ actor, query }) => {
    const { records, more } = await contacts(actor, "person", query)
    const { start, limit } = query
    return { ...(await personsShown(actor, records, true)), additional_data: paginationOf({ start, limit, more }) }
  },
  create: async ({ actor, body }) => {
    const added = body.add_time == null ? {} : { add_time: body.add_time }
    const given = { ...(await changeOf(actor, body)), ...added, name: body.name }
    return single(personsShown(actor, [await persons.add(actor, given)], true))
  },
  removeMany: ({ actor, query }) => removeEach(query.ids, (id) => persons.remove(actor, id)),
  get: async ({ actor, params }) =>
    single(personsShown(actor, [await persons.need(open(actor), actor, params.id)], true)),
  update: async ({ actor, params, body }) => {
    const change = await changeOf(actor, body)
    return single(personsShown(actor, [await persons.change(actor, params.id, change)], true))
  },
  remove: ({ actor, params }) => persons.remove(actor, params.id),
  deals: async ({ actor, params, query }) => {
    await persons.need(open(actor), actor, params.id)
    return dealsOf(actor, { kind: "person", id: params.id }, query)
  },
  activities: async ({ actor, params, query }) => {
    await persons.need(open(actor), actor, params.id)
    return activitiesOf(actor, { kind: "person", id: params.id }, query)
  },
  merge: async ({ actor, params, body }) => {
    const merged = await merge(actor, "person", params.id, body.merge_with_id)
    const { data } = await single(personsShown(actor, [merged], false))
    return { ...data, merge_what_id: params.id }
  },
  ...historyHandlers("person"),
  ...followerHandlers("person"),
})
