import { leads as api } from "../../shared/api/leads.ts"
import type { Conversion } from "../data/conversions.ts"
import { open } from "../data/store.ts"
import * as deals from "../deals/deals.ts"
import { domain } from "../platform/http.ts"
import { isOf } from "../search/narrowing.ts"
import { find } from "../search/search.ts"
import { statusOf, toDeal, toLead } from "./converting.ts"
import * as leads from "./leads.ts"

const begun = ({ id }: Conversion) => ({ data: { conversion_id: id }, additional_data: null })

export const leadDomain = domain(api, {
  search: ({ actor, query }) =>
    find(actor, { ...query, kinds: ["lead"], keeps: (record) => "uuid" in record && isOf(record, query) }),
  convertToDeal: async ({ actor, params, body }) => begun(await toDeal(actor, params.id, body)),
  toDealStatus: async ({ actor, params }) => {
    const lead = await leads.need(open(actor), actor, params.id)
    const { id, status, toId } = await statusOf(actor, "lead", lead.id, params.conversion_id)
    const data = { conversion_id: id, status, ...(status === "completed" && { deal_id: toId }) }
    return { data, additional_data: null }
  },
  convertToLead: async ({ actor, params }) => begun(await toLead(actor, params.id)),
  toLeadStatus: async ({ actor, params }) => {
    const deal = await deals.need(open(actor), actor, params.id)
    const { id, status, toUuid } = await statusOf(actor, "deal", deal.id, params.conversion_id)
    const data = { conversion_id: id, status, ...(status === "completed" && toUuid && { lead_id: toUuid }) }
    return { data, additional_data: null }
  },
})
