import { flow as api } from "../../shared/api/flow.ts"
import { open } from "../data/store.ts"
import * as deals from "../deals/deals.ts"
import * as organizations from "../organizations/organizations.ts"
import * as persons from "../persons/persons.ts"
import { serve } from "../platform/http.ts"
import * as flow from "./flow.ts"

export const handler = serve(api, {
  deal: async ({ actor, params: { id }, query }) => {
    await deals.need(open(actor), actor, id)
    return flow.of(actor, { kind: "deal", id }, query)
  },
  person: async ({ actor, params: { id }, query }) => {
    await persons.need(open(actor), actor, id)
    return flow.of(actor, { kind: "person", id }, query)
  },
  organization: async ({ actor, params: { id }, query }) => {
    await organizations.need(open(actor), actor, id)
    return flow.of(actor, { kind: "organization", id }, query)
  },
})
