import { organizations as api, organizationAnswer } from "../../shared/api/organizations.ts"
import type { Organization } from "../../shared/organization.ts"
import { customKeys, setupOf } from "../data/setup.ts"
import { open } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"
import { serve } from "../platform/http.ts"
import * as listing from "./listing.ts"
import * as organizations from "./organizations.ts"

async function shown(actor: Actor, organization: Organization) {
  return organizationAnswer(organization, customKeys(await setupOf(actor), "organization"))
}

export const handler = serve(api, {
  list: ({ actor, query }) => listing.list(actor, query),
  create: async ({ actor, body }) => shown(actor, await organizations.add(actor, body)),
  get: async ({ actor, params, query }) =>
    listing.one(actor, await organizations.need(open(actor), actor, params.id), query),
  update: async ({ actor, params, body }) => shown(actor, await organizations.change(actor, params.id, body)),
  remove: ({ actor, params }) => organizations.remove(actor, params.id),
})
