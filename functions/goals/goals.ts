import { refuse } from "../../shared/comparison.ts"
import { Goal, IS_OF_DEALS } from "../../shared/goal.ts"
import { measured, type Period, type Progress, progressIn } from "../../shared/goal-progress.ts"
import { Problem } from "../../shared/problem.ts"
import { instant } from "../../shared/time.ts"
import { everyType } from "../activity-types/activity-types.ts"
import { changesOf, traced } from "../audit/trace.ts"
import { entriesOf } from "../data/entries.ts"
import { keys } from "../data/patterns.ts"
import { readAll } from "../data/segments.ts"
import { type Setup, setupOf } from "../data/setup.ts"
import { open, retrying } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"
import { uuidv7 } from "../platform/uuid.ts"
import { scopeOf } from "../reports/scope.ts"

/** Goals of a workspace, so that they are read together. */
const MOST_GOALS = 500

const entries = entriesOf("goal", Goal)

export type NewGoal = Omit<Goal, "id" | "version" | "ownerId" | "addedAt" | "changedAt">

/** One's own goals and everyone's; an admin sees all. */
function maySee(actor: Actor, goal: Goal): boolean {
  return actor.role === "admin" || goal.userId === undefined || [goal.userId, goal.ownerId].includes(actor.userId)
}

export async function list(actor: Actor): Promise<Goal[]> {
  return (await all(actor)).filter((goal) => maySee(actor, goal))
}

const all = async (actor: Actor) => (await entries.list(keys.goals(actor.workspaceId))).entries

export async function need(actor: Actor, id: string): Promise<Goal> {
  const goal = await entries.find(keys.goal(actor.workspaceId, id))
  if (goal === undefined || !maySee(actor, goal)) throw new Problem("not_found", `Goal ${id} was not found`)
  return goal
}

export async function add(actor: Actor, given: NewGoal, now = Date.now()): Promise<Goal> {
  check(actor, given, await setupOf(actor))
  if ((await all(actor)).length >= MOST_GOALS) {
    throw new Problem("conflict", `A workspace has at most ${MOST_GOALS} goals; delete some first`)
  }
  const at = instant(now)
  const id = uuidv7(now).replaceAll("-", "")
  const goal: Goal = { ...given, id, version: 1, ownerId: actor.userId, addedAt: at, changedAt: at }
  await open(actor).commit(
    entries.saving(keys.goal(actor.workspaceId, id), goal),
    traced(actor, { action: "added", ...about(goal), fields: changesOf(undefined, goal) }, now),
  )
  return goal
}

const about = ({ id, kind }: Goal) => ({ object: "goal", objectId: id, name: kind.replaceAll("_", " ") })

export async function change(actor: Actor, id: string, to: (before: Goal) => NewGoal, now = Date.now()): Promise<Goal> {
  const setup = await setupOf(actor)
  return retrying(async () => {
    const before = await own(actor, id)
    const given = to(before)
    check(actor, given, setup)
    const { ownerId, addedAt } = before
    const goal: Goal = { ...given, id, ownerId, addedAt, version: before.version + 1, changedAt: instant(now) }
    await open(actor).commit(
      entries.saving(keys.goal(actor.workspaceId, id), goal),
      traced(actor, { action: "changed", ...about(goal), fields: changesOf(before, goal) }, now),
    )
    return goal
  })
}

export async function remove(actor: Actor, id: string, now = Date.now()): Promise<void> {
  await retrying(async () => {
    const goal = await own(actor, id)
    await open(actor).commit(
      entries.removing(keys.goal(actor.workspaceId, id), goal),
      traced(actor, { action: "deleted", ...about(goal) }, now),
    )
  })
}

async function own(actor: Actor, id: string): Promise<Goal> {
  const goal = await need(actor, id)
  if (goal.ownerId === actor.userId || actor.role === "admin") return goal
  throw new Problem("forbidden", "Only who made a goal and admins may change it")
}

function check(actor: Actor, goal: NewGoal, setup: Setup): void {
  if (actor.role !== "admin" && goal.userId !== actor.userId) {
    throw new Problem("forbidden", "Only an admin may set goals for others")
  }
  if (goal.userId !== undefined && !setup.users.has(goal.userId)) {
    throw refuse("assignee.id", "is not a user of this workspace")
  }
  const pipeline = goal.pipelineIds?.find(
    (id) => setup.pipelines.get(id)?.deletedAt !== undefined || !setup.pipelines.has(id),
  )
  if (pipeline !== undefined) throw refuse("type.params.pipeline_id", `no pipeline has the id ${pipeline}`)
  if (goal.kind === "deals_progressed" && setup.stages.get(goal.stageId ?? 0) === undefined) {
    throw refuse("type.params.stage_id", "must be the id of a stage")
  }
  if (goal.metric === "sum" && !IS_OF_DEALS[goal.kind]) {
    throw refuse("expected_outcome.tracking_metric", "activities have no worth: must be quantity")
  }
  if (goal.endOn !== undefined && goal.endOn < goal.startOn) throw refuse("duration.end", "must not be before start")
}

/** How far a goal has come within a period, by what the actor may see; only days on which the goal lasts count. */
export async function progressOf(actor: Actor, goal: Goal, period: Period): Promise<number> {
  const from = [period.from, goal.startOn].sort().at(-1) ?? period.from
  const to = goal.endOn !== undefined && goal.endOn < period.to ? goal.endOn : period.to
  if (from > to) return 0
  const scope = await scopeOf(actor)
  const types = new Map(everyType(await setupOf(actor)).map(({ id, key }) => [id, key] as const))
  const total: Progress = { count: 0, amount: 0 }
  await readAll(actor.workspaceId, IS_OF_DEALS[goal.kind] ? "deal" : "activity", ({ opened }) => {
    const { count, amount } = progressIn(opened, goal, { from, to }, scope, types)
    total.count += count
    total.amount += amount
  })
  return measured(goal, total)
}
