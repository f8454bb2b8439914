import { activityTypeAnswer } from "../../shared/activity-types.ts"
import { v1ActivityTypes as api } from "../../shared/api/v1/activity-types.ts"
import * as types from "../activity-types/activity-types.ts"
import { setupOf } from "../data/setup.ts"
import { domain } from "../platform/http.ts"
import { removeEach } from "./removing.ts"

export const v1ActivityTypes = domain(api, {
  list: async ({ actor }) => types.activityTypes(await setupOf(actor)).map(activityTypeAnswer),
  create: async ({ actor, body }) => activityTypeAnswer(await types.add(actor, body)),
  removeMany: ({ actor, query }) => removeEach(query.ids, (id) => types.change(actor, id, { deleted: true })),
  update: async ({ actor, params, body }) => activityTypeAnswer(await types.change(actor, params.id, body)),
  remove: async ({ actor, params }) => activityTypeAnswer(await types.change(actor, params.id, { deleted: true })),
})
