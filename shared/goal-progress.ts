/** How far a goal has come in a period: worked out from the facts of deals or activities. */
import { decimal } from "./amount.ts"
import { lists, numbers, type Opened, texts } from "./columns.ts"
import { conditionTest, type Scope, type Test, visible } from "./condition.ts"
import { STATUS } from "./fact-sources.ts"
import { type Goal, IS_OF_DEALS } from "./goal.ts"
import type { Condition } from "./report.ts"
import { dayNumber } from "./time.ts"

export type Period = { from: string; to: string }
/** Records that count, and what they are worth in the goal's currency, in minor units. */
export type Progress = { count: number; amount: number }

/** What a segment of `IS_OF_DEALS[goal.kind] ? "deal" : "activity"` adds. `types` names the types of activities by their ids. */
export function progressIn(
  segment: Opened,
  goal: Goal,
  period: Period,
  scope: Scope,
  types: ReadonlyMap<number, string>,
): Progress {
  const of = IS_OF_DEALS[goal.kind] ? "deal" : "activity"
  const conditions = conditionsOf(goal, period, types)
  const tests: Test[] = [
    visible(of, segment, scope),
    ...conditions.map((condition) => conditionTest(segment, of, condition, scope, "goal")),
    ...(goal.kind === "deals_progressed" ? [entered(segment, goal.stageId, period, scope)] : []),
  ]
  const worth = goal.metric === "sum" ? worthIn(segment, goal, scope) : () => 0
  let [count, amount] = [0, 0]
  for (let row = 0; row < segment.rows; row++) {
    if (!tests.every((passes) => passes(row))) continue
    count++
    amount += worth(row)
  }
  return { count, amount }
}

/** The goal's own measure of what was added up. */
export function measured(goal: Goal, { count, amount }: Progress): number {
  return goal.metric === "quantity" ? count : decimal(Math.round(amount), goal.currency ?? "")
}

const DATE = {
  deals_started: "add_time",
  deals_won: "won_time",
  revenue_forecast: "expected_close_date",
  activities_added: "add_time",
  activities_completed: "marked_as_done_time",
} as const

function conditionsOf(goal: Goal, { from, to }: Period, types: ReadonlyMap<number, string>): Condition[] {
  const { kind, pipelineIds, activityTypeIds, userId } = goal
  const field = kind === "deals_progressed" ? undefined : DATE[kind]
  const names = activityTypeIds?.flatMap((id) => types.get(id) ?? [])
  return [
    ...(field === undefined ? [] : between(field, from, to)),
    ...(userId === undefined ? [] : [{ field: "owner_id", operator: "=" as const, value: userId }]),
    ...(pipelineIds === undefined ? [] : [{ field: "pipeline_id", operator: "in" as const, value: pipelineIds }]),
    ...(names === undefined ? [] : [{ field: "type", operator: "in" as const, value: names }]),
    ...(kind === "activities_completed" ? [{ field: "done", operator: "=" as const, value: true }] : []),
    ...(kind === "deals_won" ? [{ field: "status", operator: "=" as const, value: "won" }] : []),
    ...(kind === "revenue_forecast" ? [{ field: "status", operator: "in" as const, value: ["open", "won"] }] : []),
  ]
}

const between = (field: string, from: string, to: string): Condition[] => [
  { field, operator: ">=", value: from },
  { field, operator: "<=", value: to },
]

/** Deals that came into the stage within the period. */
function entered(segment: Opened, stageId: number | undefined, { from, to }: Period, scope: Scope): Test {
  const [first, last] = [dayNumber(from), dayNumber(to)]
  const visits = lists(segment, "visits")
  return (row) =>
    (visits[row] ?? []).some((stage, at, all) => {
      if (at % 2 === 1 || stage !== stageId) return false
      const second = all[at + 1] ?? 0
      const day = Math.floor((second + scope.offsetMinutes(second) * 60) / 86_400)
      return day >= first && day <= last
    })
}

/** A deal's value in the goal's currency; of a forecast, times its chance. Values in other currencies are not added. */
function worthIn(segment: Opened, goal: Goal, scope: Scope): (row: number) => number {
  const { words, at } = texts(segment, "currency")
  const [value, chance, stage, status] = ["value", "probability", "stage", "status"].map((name) =>
    numbers(segment, name),
  )
  return (row) => {
    if (words[at[row] ?? -1] !== goal.currency) return 0
    const amount = value?.[row] ?? 0
    if (goal.kind !== "revenue_forecast" || status?.[row] === STATUS.won) return amount
    const own = chance?.[row] ?? Number.NaN
    const percent = Number.isNaN(own) ? (scope.stageProbability.get(stage?.[row] ?? 0) ?? 100) : own
    return (amount * percent) / 100
  }
}
