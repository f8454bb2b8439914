import { followerAnswer } from "../../shared/api/followers.ts"
import { nextActivityAnswer, personAnswer } from "../../shared/api/person-answer.ts"
import { persons as api } from "../../shared/api/persons.ts"
import { withFormulas } from "../../shared/formula-results.ts"
import type { Person } from "../../shared/person.ts"
import { customKeys, setupOf } from "../data/setup.ts"
import { open } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"
import { serve } from "../platform/http.ts"
import { byName, openDeals } from "../records/by-name.ts"
import { dealsOf } from "../records/deals-of.ts"
import * as history from "../records/history.ts"
import { withNamesSeen } from "../records/names-seen.ts"
import * as listing from "./listing.ts"
import * as persons from "./persons.ts"

async function shown(actor: Actor, person: Person) {
  const setup = await setupOf(actor)
  return personAnswer(withFormulas("person", person, setup.fields), customKeys(setup, "person"))
}

async function detail(actor: Actor, stored: Person) {
  const [person = stored] = await withNamesSeen(actor, [stored])
  return {
    ...(await shown(actor, person)),
    version: person.version,
    org_name: person.organizationName ?? null,
    next_activity: nextActivityAnswer(person.nextActivity),
    followers: (person.followers ?? []).map(followerAnswer),
  }
}

async function rows(actor: Actor, query: { limit: number; cursor?: string | undefined }) {
  const { records, nextCursor } = await byName(actor, "person", query)
  const counts = await openDeals(
    actor,
    "person",
    records.map((person) => person.id),
  )
  const setup = await setupOf(actor)
  const keys = customKeys(setup, "person")
  const data = (await withNamesSeen(actor, records)).map((person) => ({
    ...personAnswer(withFormulas("person", person, setup.fields), keys),
    org_name: person.organizationName ?? null,
    next_activity: nextActivityAnswer(person.nextActivity),
    open_deals_count: counts.get(person.id) ?? 0,
  }))
  return { data, nextCursor }
}

export const handler = serve(api, {
  list: ({ actor, query }) => listing.list(actor, query),
  create: async ({ actor, body }) => shown(actor, await persons.add(actor, body)),
  get: async ({ actor, params, query }) => listing.one(actor, await persons.need(open(actor), actor, params.id), query),
  update: async ({ actor, params, body }) => shown(actor, await persons.change(actor, params.id, body)),
  remove: ({ actor, params }) => persons.remove(actor, params.id),
  detail: async ({ actor, params }) => detail(actor, await persons.need(open(actor), actor, params.id)),
  changelog: async ({ actor, params, query }) => {
    await persons.need(open(actor), actor, params.id)
    return history.of(actor, "person", params.id, query)
  },
  deals: async ({ actor, params, query }) => {
    await persons.need(open(actor), actor, params.id)
    return dealsOf(actor, "person", params.id, query)
  },
  byName: ({ actor, query }) => rows(actor, query),
})
