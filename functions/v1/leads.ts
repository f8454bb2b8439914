import { leadAnswer, leadLabelAnswer } from "../../shared/api/leads.ts"
import { type LeadQuery, v1Leads } from "../../shared/api/v1/leads.ts"
import { customGiven, flatValues } from "../../shared/api/v1/refs.ts"
import type { RecordOf } from "../../shared/fact-sources.ts"
import { withFormulas } from "../../shared/formula-results.ts"
import { LEAD_SOURCES, type Lead } from "../../shared/lead.ts"
import type { Searchable } from "../../shared/search.ts"
import { type Setup, setupOf } from "../data/setup.ts"
import { open } from "../data/store.ts"
import * as labels from "../leads/labels.ts"
import * as leads from "../leads/leads.ts"
import type { Actor } from "../platform/actor.ts"
import { domain } from "../platform/http.ts"
import { permittedUsers } from "../records/permitted.ts"
import { isOf } from "../search/narrowing.ts"
import { find } from "../search/search.ts"

/** Custom fields that are not set are left out, as v1 does on leads. */
function shown(setup: Setup, lead: Lead) {
  const { custom } = withFormulas("lead", lead, setup.fields)
  const set = setup.fields.filter((field) => (custom[field.key] ?? null) !== null)
  const known = new Set(labels.liveLabels(setup).map((label) => label.uuid))
  const answer = leadAnswer(lead)
  return {
    ...answer,
    label_ids: answer.label_ids.filter((uuid) => known.has(uuid)),
    ...flatValues(set, "deal", custom),
  }
}

async function page(actor: Actor, query: LeadQuery, archived: boolean) {
  const setup = await setupOf(actor)
  const { records, more } = await leads.list(actor, query, archived)
  return { data: records.map((lead) => shown(setup, lead)), start: query.start, limit: query.limit, more }
}

async function withCustom<B extends Record<string, unknown>>(actor: Actor, body: B) {
  const { fields } = await setupOf(actor)
  return { ...body, custom_fields: customGiven(fields, "deal", body, actor.currency) }
}

async function one(actor: Actor, lead: Lead) {
  return shown(await setupOf(actor), lead)
}

export const leadsPart = domain(v1Leads, {
  listLeads: ({ actor, query }) => page(actor, query, false),
  listArchivedLeads: ({ actor, query }) => page(actor, query, true),
  addLead: async ({ actor, body }) => one(actor, await leads.add(actor, await withCustom(actor, body))),
  getLead: async ({ actor, params }) => one(actor, await leads.need(open(actor), actor, params.id)),
  updateLead: async ({ actor, params, body }) =>
    one(actor, await leads.change(actor, params.id, await withCustom(actor, body))),
  putLead: async ({ actor, params, body }) =>
    one(actor, await leads.change(actor, params.id, await withCustom(actor, body))),
  removeLead: ({ actor, params }) => leads.remove(actor, params.id),
  searchLeads: async ({ actor, query: { start, limit, ...query } }) => {
    const keeps = (record: RecordOf[Searchable]) => "uuid" in record && isOf(record, query)
    const { data } = await find(actor, { ...query, limit: start + limit + 1, kinds: ["lead"], keeps })
    const items = data.items.slice(start, start + limit)
    return { data: { items }, start, limit, more: data.items.length > start + limit }
  },
  leadUsers: async ({ actor, params }) => permittedUsers(actor, await leads.need(open(actor), actor, params.id)),
  listLeadLabels: async ({ actor }) => labels.liveLabels(await setupOf(actor)).map(leadLabelAnswer),
  addLeadLabel: async ({ actor, body }) => leadLabelAnswer(await labels.add(actor, body)),
  updateLeadLabel: async ({ actor, params, body }) => leadLabelAnswer(await labels.change(actor, params.id, body)),
  removeLeadLabel: ({ actor, params }) => labels.remove(actor, params.id),
  listLeadSources: async () => LEAD_SOURCES.map((name) => ({ name })),
})
