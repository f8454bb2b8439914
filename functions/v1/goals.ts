import { goalOf, v1Goal } from "../../shared/api/v1/goal.ts"
import type { V1GoalsQuery, v1Goals } from "../../shared/api/v1/goals.ts"
import type { Goal } from "../../shared/goal.ts"
import { dayIn } from "../../shared/time.ts"
import { setupOf } from "../data/setup.ts"
import * as goals from "../goals/goals.ts"
import type { Actor } from "../platform/actor.ts"
import type { Handlers } from "../platform/http.ts"

/** What stands beside the data of every answer. */
const SERVICE = { statusCode: 20000, statusText: "OK", service: "statistics-goals-api" }

async function shownTo(actor: Actor) {
  const { workspace } = await setupOf(actor)
  const today = dayIn(workspace.zone, Date.now())
  return (goal: Goal) => v1Goal(goal, Number(actor.workspaceId), today)
}

async function answered(actor: Actor, goal: Goal) {
  const shown = await shownTo(actor)
  return { ...SERVICE, data: { goal: shown(goal) } }
}

async function find(actor: Actor, query: V1GoalsQuery) {
  const shown = await shownTo(actor)
  const all = (await goals.list(actor)).map((goal) => ({ goal, answer: shown(goal) }))
  return all.filter(({ goal, answer }) => meets(goal, answer, query)).map(({ answer }) => answer)
}

function meets(goal: Goal, answer: ReturnType<typeof v1Goal>, query: V1GoalsQuery): boolean {
  const { expected_outcome: expected, assignee, type } = answer
  const given: [wanted: unknown, found: unknown][] = [
    [query.is_active, answer.is_active],
    [query["type.name"], type.name],
    [query["assignee.id"], assignee.id],
    [query["assignee.type"], assignee.type],
    [query["expected_outcome.target"], expected.target],
    [query["expected_outcome.tracking_metric"], expected.tracking_metric],
    [query["expected_outcome.currency_id"], expected.currency_id],
    [query["type.params.stage_id"], type.params.stage_id],
  ]
  const covers = (wanted: readonly number[] | undefined, ids: readonly number[] | undefined) =>
    wanted === undefined || wanted.length === 0 || ids === undefined || wanted.every((id) => ids.includes(id))
  const [from, to] = [query["period.start"], query["period.end"]]
  return (
    given.every(([wanted, found]) => wanted === undefined || wanted === found) &&
    (query.title === undefined || goal.title.toLowerCase().includes(query.title.toLowerCase())) &&
    covers(query["type.params.pipeline_id"], goal.pipelineIds) &&
    covers(query["type.params.activity_type_id"], goal.activityTypeIds) &&
    (from === undefined || goal.endOn === undefined || goal.endOn >= from) &&
    (to === undefined || goal.startOn <= to)
  )
}

export const handlers: Handlers<typeof v1Goals> = {
  create: async ({ actor, body }) => answered(actor, await goals.add(actor, goalOf(body, {}, actor.currency))),
  find: async ({ actor, query }) => ({ ...SERVICE, data: { goals: await find(actor, query) } }),
  update: async ({ actor, params, body }) => {
    const goal = await goals.change(actor, params.id, (before) => goalOf(body, before, actor.currency))
    return answered(actor, goal)
  },
  remove: async ({ actor, params }) => {
    await goals.remove(actor, params.id)
    return { ...SERVICE, data: null }
  },
  results: async ({ actor, params, query }) => {
    const goal = await goals.need(actor, params.id)
    const period = { from: query["period.start"], to: query["period.end"] }
    const [{ data }, progress] = await Promise.all([answered(actor, goal), goals.progressOf(actor, goal, period)])
    return { ...SERVICE, data: { ...data, progress } }
  },
}
