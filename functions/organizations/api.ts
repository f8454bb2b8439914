import { followerAnswer } from "../../shared/api/followers.ts"
import { organizations as api, organizationAnswer } from "../../shared/api/organizations.ts"
import { nextActivityAnswer } from "../../shared/api/person-answer.ts"
import { withFormulas } from "../../shared/formula-results.ts"
import type { Organization } from "../../shared/organization.ts"
import { customKeys, setupOf } from "../data/setup.ts"
import { open } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"
import { serve } from "../platform/http.ts"
import { byName, openDeals } from "../records/by-name.ts"
import { dealsOf } from "../records/deals-of.ts"
import * as history from "../records/history.ts"
import * as listing from "./listing.ts"
import * as organizations from "./organizations.ts"

async function shown(actor: Actor, organization: Organization) {
  const setup = await setupOf(actor)
  return organizationAnswer(withFormulas("organization", organization, setup.fields), customKeys(setup, "organization"))
}

async function detail(actor: Actor, organization: Organization) {
  return {
    ...(await shown(actor, organization)),
    version: organization.version,
    next_activity: nextActivityAnswer(organization.nextActivity),
    followers: (organization.followers ?? []).map(followerAnswer),
  }
}

async function rows(actor: Actor, query: { limit: number; cursor?: string | undefined }) {
  const { records, nextCursor } = await byName(actor, "organization", query)
  const counts = await openDeals(
    actor,
    "organization",
    records.map((organization) => organization.id),
  )
  const setup = await setupOf(actor)
  const keys = customKeys(setup, "organization")
  const data = records.map((organization) => ({
    ...organizationAnswer(withFormulas("organization", organization, setup.fields), keys),
    next_activity: nextActivityAnswer(organization.nextActivity),
    open_deals_count: counts.get(organization.id) ?? 0,
  }))
  return { data, nextCursor }
}

export const handler = serve(api, {
  list: ({ actor, query }) => listing.list(actor, query),
  create: async ({ actor, body }) => shown(actor, await organizations.add(actor, body)),
  get: async ({ actor, params, query }) =>
    listing.one(actor, await organizations.need(open(actor), actor, params.id), query),
  update: async ({ actor, params, body }) => shown(actor, await organizations.change(actor, params.id, body)),
  remove: ({ actor, params }) => organizations.remove(actor, params.id),
  detail: async ({ actor, params }) => detail(actor, await organizations.need(open(actor), actor, params.id)),
  changelog: async ({ actor, params, query }) => {
    await organizations.need(open(actor), actor, params.id)
    return history.of(actor, "organization", params.id, query)
  },
  deals: async ({ actor, params, query }) => {
    await organizations.need(open(actor), actor, params.id)
    return dealsOf(actor, "organization", params.id, query)
  },
  byName: ({ actor, query }) => rows(actor, query),
})
