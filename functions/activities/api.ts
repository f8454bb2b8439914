import { activityAnswer, activities as api } from "../../shared/api/activities.ts"
import { activityTemplates, activityTypes, typeAnswer } from "../../shared/api/activity-settings.ts"
import * as types from "../activity-types/activity-types.ts"
import * as templates from "../activity-types/templates.ts"
import { setupOf } from "../data/setup.ts"
import { open } from "../data/store.ts"
import { domain, serveAll } from "../platform/http.ts"
import * as activities from "./activities.ts"
import * as listing from "./listing.ts"
import * as recurring from "./recurring.ts"

const own = domain(api, {
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

export const handler = serveAll(
  own,
  domain(activityTypes, {
    list: async ({ actor }) => types.activityTypes(await setupOf(actor)).map(typeAnswer),
    create: async ({ actor, body }) => typeAnswer(await types.add(actor, body)),
    update: async ({ actor, params, body }) => typeAnswer(await types.change(actor, params.id, body)),
    remove: async ({ actor, params }) => ({ id: (await types.change(actor, params.id, { deleted: true })).id }),
  }),
  domain(activityTemplates, {
    list: ({ actor }) => templates.list(actor),
    create: ({ actor, body }) => templates.add(actor, body),
    update: ({ actor, params, body }) => templates.change(actor, params.id, body),
    remove: ({ actor, params }) => templates.remove(actor, params.id),
  }),
)
