import { dealAnswer } from "../../shared/api/deal-answer.ts"
import { deals as api } from "../../shared/api/deals.ts"
import type { Deal } from "../../shared/deal.ts"
import { withFormulas } from "../../shared/formula-results.ts"
import { customKeys, setupOf } from "../data/setup.ts"
import type { Actor } from "../platform/actor.ts"
import { serve } from "../platform/http.ts"
import * as history from "../records/history.ts"
import * as deals from "./deals.ts"
import { duplicate } from "./duplicate.ts"
import { exported } from "./export.ts"
import * as listing from "./listing.ts"
import { changeMany } from "./many.ts"
import { totals, view } from "./view.ts"

async function shown(actor: Actor, deal: Deal) {
  const setup = await setupOf(actor)
  return dealAnswer(withFormulas("deal", deal, setup.fields), customKeys(setup, "deal"))
}

export const handler = serve(api, {
  list: ({ actor, query }) => listing.list(actor, query, false),
  archived: ({ actor, query }) => listing.list(actor, query, true),
  create: async ({ actor, body }) => shown(actor, await deals.add(actor, body)),
  get: async ({ actor, params, query }) => listing.one(actor, (await deals.get(actor, params.id)).deal, query),
  update: async ({ actor, params, body }) => shown(actor, await deals.change(actor, params.id, body)),
  view: ({ actor, query }) => view(actor, query),
  totals: ({ actor, query }) => totals(actor, query),
  export: ({ actor, query }) => exported(actor, query),
  updateMany: async ({ actor, body }) => ({ results: await changeMany(actor, body.ids, body.change) }),
  duplicate: async ({ actor, params }) => shown(actor, await duplicate(actor, params.id)),
  remove: ({ actor, params }) => deals.remove(actor, params.id),
  detail: ({ actor, params }) => deals.detail(actor, params.id),
  changelog: async ({ actor, params, query }) => {
    await deals.get(actor, params.id)
    return history.of(actor, "deal", params.id, query)
  },
})
