import { activityChangeOf, v1Activities as api, type V1ActivityQuery } from "../../shared/api/v1/activities.ts"
import { refuse } from "../../shared/comparison.ts"
import type { Condition } from "../../shared/report.ts"
import * as activities from "../activities/activities.ts"
import * as recurring from "../activities/recurring.ts"
import { open } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"
import { domain } from "../platform/http.ts"
import { conditionsOf } from "../records/listing.ts"
import { listed } from "./listed.ts"
import { paginationOf } from "./pages.ts"
import { removeEach } from "./removing.ts"
import { activitiesShown, single } from "./shown.ts"

function conditionsFor(actor: Actor, query: V1ActivityQuery): Condition[] {
  const { user_id = actor.userId, type, done, start_date, end_date } = query
  if (query.filter_id !== undefined) throw refuse("filter_id", `no filter of activities has the id ${query.filter_id}`)
  const types = type?.split(",").map((one) => one.trim())
  return [
    ...conditionsOf({ ...(user_id !== 0 && { owner_id: user_id }), ...(done !== undefined && { done }) }),
    ...(types === undefined ? [] : [{ field: "type", operator: "in" as const, value: types }]),
    ...(start_date === undefined ? [] : [{ field: "due_date", operator: ">=" as const, value: start_date }]),
    ...(end_date === undefined ? [] : [{ field: "due_date", operator: "<=" as const, value: end_date }]),
  ]
}

export const v1Activities = domain(api, {
  list: async ({ actor, query }) => {
    const { sort, start, limit } = query
    const wanted = { kind: "activity" as const, conditions: conditionsFor(actor, query), sort, start, limit }
    const { records, more } = await listed(actor, wanted)
    return { ...(await activitiesShown(actor, records)), additional_data: paginationOf({ start, limit, more }) }
  },
  create: async ({ actor, body }) =>
    single(activitiesShown(actor, [await recurring.add(actor, activityChangeOf(body))])),
  removeMany: ({ actor, query }) => removeEach(query.ids, (id) => activities.remove(actor, id)),
  get: async ({ actor, params }) =>
    single(activitiesShown(actor, [await activities.need(open(actor), actor, params.id)])),
  update: async ({ actor, params, query, body }) =>
    single(activitiesShown(actor, [await recurring.change(actor, params.id, activityChangeOf(body), query.scope)])),
  remove: ({ actor, params, query }) => recurring.remove(actor, params.id, query.scope),
})
