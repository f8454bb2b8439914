/** Statistics of a pipeline's deals, from fact segments alone. */
import { decimal, formatMoney } from "../../shared/amount.ts"
import type { Conversions, Movements, Period } from "../../shared/api/v1/pipelines.ts"
import { lists, numbers, texts } from "../../shared/columns.ts"
import { STATUS_NAMES } from "../../shared/comparison.ts"
import { visible } from "../../shared/condition.ts"
import { needMay } from "../../shared/permission.ts"
import {
  averageOf,
  conversions,
  type DealFacts,
  type Group,
  movements,
  type Span,
} from "../../shared/pipeline-statistics.ts"
import { addDays, instantIn, offsetIn, seconds } from "../../shared/time.ts"
import { readAll, type Segment } from "../data/segments.ts"
import { type Setup, seenStages, setupOf } from "../data/setup.ts"
import type { Actor } from "../platform/actor.ts"
import { scopeOf } from "../reports/scope.ts"

export async function movementsOf(actor: Actor, id: number, period: Period): Promise<Movements> {
  const setup = await setupOf(actor)
  const stages = seenStages(setup, actor, id).map((stage) => stage.id)
  const deals = await dealsOf(actor, id, someoneIn(actor, period))
  const counts = movements(deals, new Set(stages), spanOf(setup, period))
  return {
    movements_between_stages: { count: counts.moves },
    new_deals: groupOf(counts.added),
    deals_left_open: groupOf(counts.leftOpen),
    won_deals: groupOf(counts.won),
    lost_deals: groupOf(counts.lost),
    average_age_in_days: {
      across_all_stages: averageOf(counts.age),
      by_stages: [...counts.stageAges].map(([stage_id, age]) => ({ stage_id, value: averageOf(age) })),
    },
  }
}

export async function conversionsOf(actor: Actor, id: number, period: Period): Promise<Conversions> {
  const setup = await setupOf(actor)
  const stages = seenStages(setup, actor, id).map((stage) => stage.id)
  const deals = await dealsOf(actor, id, someoneIn(actor, period))
  const { rates, won, lost } = conversions(deals, stages, spanOf(setup, period))
  return {
    stage_conversions: stages.slice(0, -1).map((stage, at) => ({
      from_stage_id: stage,
      to_stage_id: stages[at + 1] ?? stage,
      conversion_rate: rates[at] ?? 0,
    })),
    won_conversion: won,
    lost_conversion: lost,
  }
}

/** Whose deals are meant: one's own unless others' statistics are one's to see. */
function someoneIn(actor: Actor, { user_id = actor.userId }: Period): number {
  if (user_id !== actor.userId) needMay(actor, "statistics.others")
  return user_id
}

/** Days begin and end as the workspace's clocks say. */
function spanOf({ workspace }: Setup, { start_date, end_date }: Period): Span {
  const offset = offsetIn(workspace.zone)
  const at = (day: string) => seconds(instantIn(offset, day, "00:00:00"))
  return { from: at(start_date), to: at(addDays(end_date, 1)) }
}

function groupOf({ ids, values }: Group): Movements["new_deals"] {
  const each = <T>(of: (amount: number, currency: string) => T) =>
    Object.fromEntries([...values].map(([currency, amount]) => [currency, of(amount, currency)]))
  return { count: ids.length, deals_ids: ids, values: each(decimal), formatted_values: each(formatMoney) }
}

/** Facts of the deals of one person that are in the pipeline, or once were: those that the actor may see and that are not archived. */
async function dealsOf(actor: Actor, pipelineId: number, ownerId: number): Promise<DealFacts[]> {
  const scope = await scopeOf(actor)
  const { stages } = await setupOf(actor)
  const own = new Set([...stages.values()].filter((stage) => stage.pipelineId === pipelineId).map((stage) => stage.id))
  const deals: DealFacts[] = []
  await readAll(actor.workspaceId, "deal", ({ opened }) => {
    const isSeen = visible("deal", opened, scope)
    const factsAt = rowsOf(opened, pipelineId)
    const [owner, archived] = [numbers(opened, "owner"), numbers(opened, "archived")]
    for (let row = 0; row < opened.rows; row++) {
      if (!isSeen(row) || owner[row] !== ownerId || archived[row] === 1) continue
      const facts = factsAt(row)
      if (facts.isHere || facts.visits.some((visit) => own.has(visit.stage))) deals.push(facts)
    }
  })
  return deals
}

function rowsOf(segment: Segment["opened"], pipelineId: number): (row: number) => DealFacts {
  const column = (name: string) => numbers(segment, name)
  const [id, status, pipeline] = [column("id"), column("status"), column("pipeline")]
  const [value, added, closed] = [column("value"), column("added"), column("closed")]
  const currency = texts(segment, "currency")
  const visits = lists(segment, "visits")
  return (row) => {
    const at = closed[row] ?? Number.NaN
    const name = STATUS_NAMES[status[row] ?? 0]
    return {
      id: id[row] ?? 0,
      status: name === "won" || name === "lost" ? name : "open",
      isHere: pipeline[row] === pipelineId,
      currency: currency.words[currency.at[row] ?? -1] ?? "",
      value: value[row] ?? 0,
      added: added[row] ?? 0,
      closed: Number.isNaN(at) ? undefined : at,
      visits: pairs(visits[row] ?? []),
    }
  }
}

function pairs(flat: readonly number[]): { stage: number; since: number }[] {
  return Array.from({ length: Math.floor(flat.length / 2) }, (_, at) => ({
    stage: flat[at * 2] ?? 0,
    since: flat[at * 2 + 1] ?? 0,
  }))
}
