import * as z from "zod"
import { App } from "../permission.ts"
import { ALL_PERMISSIONS, actionsOf, type PermissionSet, setUuid } from "../permission-set.ts"
import { BodyId, QueryId, Title } from "./fields.ts"
import { route } from "./route.ts"

const Action = z.enum(ALL_PERMISSIONS, "is not something to grant")

export const SetAnswer = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  app: App,
  type: z.enum(["admin", "regular", "custom"]),
  actions: z.array(Action),
  add_time: z.string(),
  update_time: z.string().nullable(),
})
export type SetAnswer = z.infer<typeof SetAnswer>

export function setAnswer(set: PermissionSet): SetAnswer {
  return {
    id: setUuid(set.id),
    name: set.name,
    description: set.description,
    app: set.app,
    type: set.type,
    actions: actionsOf(set),
    add_time: set.addedAt,
    update_time: set.changedAt,
  }
}

const Held = SetAnswer.extend({ user_ids: z.array(z.int()) })
export type HeldSet = z.infer<typeof Held>
const Id = z.string().max(60)
const ById = z.strictObject({ id: Id })
const Description = z.string().trim().max(500, "must be at most 500 characters")

const NewSet = z.strictObject({
  name: Title.max(120),
  description: Description.optional(),
  app: App,
  actions: z.array(Action),
})
export type NewSet = z.infer<typeof NewSet>

const SetChange = NewSet.omit({ app: true })
  .partial()
  .refine((body) => Object.keys(body).length > 0, "must change at least one field")
export type SetChange = z.infer<typeof SetChange>

export const permissionSets = {
  list: route({
    method: "GET",
    path: "/api/v2/permissionSets",
    summary: "The permission sets: what each grants, and who holds it",
    permission: "users.see",
    cost: 10,
    answer: z.array(Held),
    envelope: "one",
  }),
  create: route({
    method: "POST",
    path: "/api/v2/permissionSets",
    summary: "Add a permission set of an app",
    permission: "sets.edit",
    cost: 5,
    body: NewSet,
    answer: Held,
    envelope: "one",
    status: 201,
  }),
  get: route({
    method: "GET",
    path: "/api/v2/permissionSets/{id}",
    summary: "Get a permission set",
    permission: "users.see",
    cost: 1,
    params: ById,
    answer: Held,
    envelope: "one",
  }),
  update: route({
    method: "PATCH",
    path: "/api/v2/permissionSets/{id}",
    summary: "Change a permission set: a regular one, or one that was added",
    permission: "sets.edit",
    cost: 5,
    params: ById,
    body: SetChange,
    answer: Held,
    envelope: "one",
  }),
  remove: route({
    method: "DELETE",
    path: "/api/v2/permissionSets/{id}",
    summary: "Delete a permission set that was added; whoever holds it holds the regular one again",
    permission: "sets.edit",
    cost: 3,
    params: ById,
    answer: z.object({ id: z.string() }),
    envelope: "one",
  }),
  assign: route({
    method: "POST",
    path: "/api/v2/permissionSets/{id}/assignments",
    summary: "Give someone a permission set, in place of the one they hold of its app",
    permission: "sets.edit",
    cost: 5,
    params: ById,
    body: z.strictObject({ user_id: BodyId }),
    answer: z.object({ user_id: z.int(), permission_set_id: z.string() }),
    envelope: "one",
    status: 201,
  }),
  unassign: route({
    method: "DELETE",
    path: "/api/v2/permissionSets/{id}/assignments/{user_id}",
    summary: "Take a permission set from someone, who holds the regular one of its app again",
    permission: "sets.edit",
    cost: 3,
    params: z.strictObject({ id: Id, user_id: QueryId }),
    answer: z.object({ user_id: z.int() }),
    envelope: "one",
  }),
}
