import { filters as api, filterAnswer } from "../../shared/api/filters.ts"
import { domain } from "../platform/http.ts"
import * as filters from "./filters.ts"

export const own = domain(api, {
  list: async ({ actor, query }) => (await filters.list(actor, query.of)).map(filterAnswer),
  create: async ({ actor, body }) => filterAnswer(await filters.add(actor, body)),
  update: async ({ actor, params, body }) => filterAnswer(await filters.change(actor, params.id, body)),
  remove: ({ actor, params }) => filters.remove(actor, params.id),
})
