/** Visibility groups: a tree of them, and everyone in exactly one. Pipedrive's API calls them roles. */
import * as z from "zod"
import { VisibleTo } from "./permission.ts"
import { Base, Id } from "./record.ts"

export const VisibilityGroup = Base.extend({
  name: z.string().min(1).max(120),
  /** The group that sees what this one's people own; none for those at the top. */
  parentId: Id.optional(),
  /** Who sees what its people add, by kind, where they do not say. */
  defaults: z
    .object({ deal: VisibleTo, lead: VisibleTo, person: VisibleTo, organization: VisibleTo, product: VisibleTo })
    .partial(),
  hiddenPipelineIds: z.array(Id),
})
export type VisibilityGroup = z.infer<typeof VisibilityGroup>

/** Where everyone is who was put nowhere else: each workspace has it, whether it is stored or not. */
export const DEFAULT_GROUP_ID = 1

/** A new record is for its owner's group unless that group says otherwise. */
export const DEFAULT_VISIBILITY = 3

export function defaultGroup(addedAt: string): VisibilityGroup {
  const at = { addedAt, changedAt: addedAt, changedBy: 0, via: "system" } as const
  return { id: DEFAULT_GROUP_ID, version: 1, name: "Default group", defaults: {}, hiddenPipelineIds: [], ...at }
}

type Tree = ReadonlyMap<number, Pick<VisibilityGroup, "parentId">>

/** The groups above a group, the nearest first. */
export function groupsAbove(groups: Tree, id: number): number[] {
  const above: number[] = []
  let at = groups.get(id)?.parentId
  while (at !== undefined && at !== id && !above.includes(at) && groups.has(at)) {
    above.push(at)
    at = groups.get(at)?.parentId
  }
  return above
}

export function groupOf(groups: Tree, user: { groupId?: number | undefined }): number {
  return user.groupId !== undefined && groups.has(user.groupId) ? user.groupId : DEFAULT_GROUP_ID
}
