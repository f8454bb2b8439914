/** From the workspace's people, groups and stages to what each person sees: `canSee` asks only the result. */
import type { Sight, Viewer } from "./permission.ts"
import { isGranted, type Stage } from "./pipeline.ts"
import { groupOf, groupsAbove, type VisibilityGroup } from "./visibility-group.ts"
import type { User } from "./workspace.ts"

type Person = Pick<User, "id" | "role" | "groupId">

export type Workplace = {
  users: ReadonlyMap<number, Person>
  groups: ReadonlyMap<number, Pick<VisibilityGroup, "id" | "parentId" | "hiddenPipelineIds">>
  stages: ReadonlyMap<number, Pick<Stage, "id" | "access">>
}

export function viewerIn(place: Workplace, user: Person): Viewer {
  return { userId: user.id, sight: user.role === "admin" ? "everything" : sightIn(place, user) }
}

function sightIn({ users, groups, stages }: Workplace, user: Person): Sight {
  const own = groupOf(groups, user)
  const above = new Set(groupsAbove(groups, own))
  const owners = { 1: new Set([user.id]), 3: new Set([user.id]), 5: new Set([user.id]) }
  for (const owner of users.values()) {
    const theirs = groupOf(groups, owner)
    const isBelow = groupsAbove(groups, theirs).includes(own)
    if (isBelow) owners[1].add(owner.id)
    if (isBelow || theirs === own) owners[3].add(owner.id)
    if (isBelow || theirs === own || above.has(theirs)) owners[5].add(owner.id)
  }
  const hidden = [...stages.values()].filter((stage) => !isGranted(stage, "see", { userId: user.id, groupId: own }))
  return {
    groupId: own,
    owners,
    hiddenPipelines: new Set(groups.get(own)?.hiddenPipelineIds),
    hiddenStages: new Set(hidden.map(({ id }) => id)),
  }
}
