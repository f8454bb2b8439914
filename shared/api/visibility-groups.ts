import * as z from "zod"
import { VisibleTo } from "../permission.ts"
import { DEFAULT_GROUP_ID, groupOf, groupsAbove, type VisibilityGroup } from "../visibility-group.ts"
import type { User } from "../workspace.ts"
import { route } from "./route.ts"

const Defaults = z.object({
  deal: VisibleTo.optional(),
  lead: VisibleTo.optional(),
  person: VisibleTo.optional(),
  organization: VisibleTo.optional(),
  product: VisibleTo.optional(),
})

export const VisibilityGroupAnswer = z.object({
  id: z.int(),
  name: z.string(),
  parent_id: z.int().nullable(),
  is_default: z.boolean(),
  defaults: Defaults,
  hidden_pipeline_ids: z.array(z.int()),
  add_time: z.string(),
  update_time: z.string().nullable(),
})
export type VisibilityGroupAnswer = z.infer<typeof VisibilityGroupAnswer>

export function groupAnswer(group: VisibilityGroup): VisibilityGroupAnswer {
  return {
    id: group.id,
    name: group.name,
    parent_id: group.parentId ?? null,
    is_default: group.id === DEFAULT_GROUP_ID,
    defaults: group.defaults,
    hidden_pipeline_ids: group.hiddenPipelineIds,
    add_time: group.addedAt,
    update_time: group.changedAt,
  }
}

const InTree = VisibilityGroupAnswer.extend({ level: z.int(), user_ids: z.array(z.int()) })
export type GroupInTree = z.infer<typeof InTree>

export function groupInTree(
  groups: ReadonlyMap<number, VisibilityGroup>,
  users: Iterable<User>,
  group: VisibilityGroup,
): GroupInTree {
  const own = [...users].filter((user) => groupOf(groups, user) === group.id)
  return { ...groupAnswer(group), level: groupsAbove(groups, group.id).length + 1, user_ids: own.map(({ id }) => id) }
}

export const visibilityGroups = {
  list: route({
    method: "GET",
    path: "/api/v2/visibilityGroups",
    summary: "The visibility groups with who is in each; what changes them is under /v1/roles",
    permission: "users.see",
    cost: 10,
    answer: z.array(InTree),
    envelope: "one",
  }),
}
