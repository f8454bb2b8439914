import { activityAnswer, activities as api } from "../../shared/api/activities.ts"
import { open } from "../data/store.ts"
import { serve } from "../platform/http.ts"
import * as activities from "./activities.ts"
import * as listing from "./listing.ts"
import * as recurring from "./recurring.ts"

export const handler = serve(api, {
  list: ({ actor, query }) => listing.list(actor, query),
  create: async ({ actor, body }) => activityAnswer(await recurring.add(actor, body)),
  get: async ({ actor, params }) => activityAnswer(await activities.need(open(actor), actor, params.id)),
  update: async ({ actor, params, query, body }) => {
    const activity = await recurring.change(actor, params.id, body, query.scope)
    const isDone = body.done === true && activity.done
    return {
      ...activityAnswer(activity),
      ...(isDone && { next_activity_id: await activities.nextAfter(actor, activity) }),
    }
  },
  remove: ({ actor, params, query }) => recurring.remove(actor, params.id, query.scope),
})
