/** Changes of what a workspace has few of. */
import { activityTypeAnswer } from "../../shared/activity-types.ts"
import { filterAnswer } from "../../shared/api/filters.ts"
import { v1Pipeline, v1Stage } from "../../shared/api/v1/pipeline.ts"
import type { RecentItem, V1Recent } from "../../shared/api/v1/recents.ts"
import { v1User } from "../../shared/api/v1/user.ts"
import { canSeePipeline, canSeeStage } from "../../shared/permission.ts"
import { everyType } from "../activity-types/activity-types.ts"
import { setupOf } from "../data/setup.ts"
import * as filters from "../filters/filters.ts"
import type { Actor } from "../platform/actor.ts"

type Change = { item: RecentItem; id: number; at: string; data: V1Recent["data"] }
type Changed = { id: number; changedAt: string }

export async function setupChanges(actor: Actor, items: readonly RecentItem[], since: string): Promise<Change[]> {
  const setup = await setupOf(actor)
  const own = items.includes("filter") ? await filters.list(actor) : []
  const each = <T extends Changed>(item: RecentItem, all: Iterable<T>, show: (one: T) => V1Recent["data"]) =>
    items.includes(item)
      ? [...all]
          .filter((one) => one.changedAt >= since)
          .map((one) => ({ item, id: one.id, at: one.changedAt, data: show(one) }))
      : []
  const pipelines = [...setup.pipelines.values()].filter(({ id }) => canSeePipeline(actor, id))
  const stages = [...setup.stages.values()].filter((stage) => canSeeStage(actor, stage))
  return [
    ...each("pipeline", pipelines, (pipeline) => v1Pipeline(pipeline, false)),
    ...each("stage", stages, (stage) => v1Stage(stage, setup.pipelines)),
    ...each("user", setup.users.values(), (user) => v1User(setup.permissionSets, user, actor.userId)),
    ...each("activityType", everyType(setup), activityTypeAnswer),
    ...each("filter", own, filterAnswer),
  ]
}
