/** `series` of v1: what is still to come of the series that an activity began. Those that came from it name it as their master. */
import type { Activity } from "../../shared/activity.ts"
import type { V1Instance } from "../../shared/api/v1/activity.ts"
import { addDays } from "../../shared/day.ts"
import { canSee } from "../../shared/permission.ts"
import { instant } from "../../shared/time.ts"
import { occurrencesFrom } from "../data/series.ts"
import { open } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"
import { inTurns } from "../records/turns.ts"

const AT_ONCE = 8
/** Series of one answer that are read: in a longer list the others are told by themselves alone. */
const MOST = 100

type Began = Activity & { seriesId: string }
const began = (one: Activity): one is Began =>
  one.seriesId !== undefined && one.recMasterId === undefined && one.deletedAt === undefined

export type Instances = ReadonlyMap<number, V1Instance[]>

/** By the activity that the series began with. */
export async function instancesOf(actor: Actor, activities: readonly Activity[], now = Date.now()): Promise<Instances> {
  // today has not begun everywhere
  const from = addDays(instant(now).slice(0, 10), -1)
  const found = new Map<number, V1Instance[]>()
  await inTurns(activities.filter(began).slice(0, MOST), AT_ONCE, async ({ id, seriesId }) => {
    const ids = (await occurrencesFrom(actor.workspaceId, seriesId, from)).map((one) => one.id)
    const there = await open(actor).getMany("activity", ids, false)
    found.set(
      id,
      there
        .filter((one) => one.deletedAt === undefined && canSee(actor, one))
        .map(instanceOf)
        .sort(byTime),
    )
  })
  return found
}

const instanceOf = ({ dueOn, dueAt }: Activity): V1Instance => ({
  due_date: dueOn,
  due_time: dueAt === undefined ? "" : `${dueAt}:00`,
})

const byTime = (a: V1Instance, b: V1Instance) =>
  a.due_date === b.due_date ? a.due_time.localeCompare(b.due_time) : a.due_date.localeCompare(b.due_date)
