import * as z from "zod"
import type { BoardColumn } from "../../shared/api/board.ts"
import { type DealCard, dealCard } from "../../shared/api/deal-card.ts"
import type { Page } from "../../shared/api/route.ts"
import { Deal } from "../../shared/deal.ts"
import { seesSum } from "../../shared/open-sums.ts"
import { canSee, canSeePipeline, canSeeStage } from "../../shared/permission.ts"
import type { Stage } from "../../shared/pipeline.ts"
import { Problem } from "../../shared/problem.ts"
import { dayIn } from "../../shared/time.ts"
import { fromCursor, toCursor } from "../data/cursor.ts"
import { readOpenSums } from "../data/open-sums.ts"
import { BOARD_ATTRIBUTES, boardPlace } from "../data/patterns.ts"
import { type Setup, seenStages, setupOf } from "../data/setup.ts"
import { open as openStore } from "../data/store.ts"
import type { Item } from "../data/table.ts"
import type { Actor } from "../platform/actor.ts"
import { cardsSeen } from "../records/names-seen.ts"
import { cardOf } from "./card.ts"
import { column } from "./column.ts"
import * as sorted from "./sorted.ts"

type Filters = sorted.Filters

const Card = Deal.pick(
  Object.fromEntries(BOARD_ATTRIBUTES.filter((name) => name !== "kind").map((name) => [name, true])) as {
    [K in Exclude<(typeof BOARD_ATTRIBUTES)[number], "kind">]: true
  },
)

/** The first cards of every stage, with counts and sums over all of its open deals. */
export async function open(
  actor: Actor,
  pipelineId: number,
  query: Filters & { limit: number; parts?: readonly ("cards" | "totals")[] | undefined },
): Promise<{ columns: BoardColumn[] }> {
  const setup = await setupOf(actor)
  const stages = stagesOf(setup, actor, pipelineId)
  const wants = (part: "cards" | "totals") => query.parts === undefined || query.parts.includes(part)
  if (byIndex(query)) {
    const [pages, sums] = await Promise.all([
      wants("cards") ? Promise.all(stages.map((stage) => stageCards(actor, stage.id, query))) : [],
      wants("totals") ? readOpenSums(actor.workspaceId) : [],
    ])
    const visible = sums.filter((sum) => seesSum(actor, sum))
    const shown = await allSeen(actor, pages)
    return { columns: stages.map((stage, i) => column(stage, shown[i] ?? { data: [], nextCursor: null }, visible)) }
  }
  return sorted.open(actor, setup, stages, query)
}

export async function stagePage(
  actor: Actor,
  pipelineId: number,
  stageId: number,
  query: Filters & { limit: number; cursor?: string | undefined },
): Promise<Page<DealCard[]>> {
  const setup = await setupOf(actor)
  const stage = stagesOf(setup, actor, pipelineId).find((one) => one.id === stageId)
  if (stage === undefined) throw new Problem("not_found", `Stage ${stageId} was not found in this pipeline`)
  if (!byIndex(query)) return sorted.page(actor, setup, stage, query)
  const page = await stageCards(actor, stageId, query)
  return { ...page, data: await cardsSeen(actor, page.data) }
}

/** The names on the cards of all columns are looked up together. */
async function allSeen(actor: Actor, pages: readonly Page<DealCard[]>[]): Promise<Page<DealCard[]>[]> {
  const cards = (
    await cardsSeen(
      actor,
      pages.flatMap((page) => page.data),
    )
  ).values()
  return pages.map((page) => ({ ...page, data: cards.take(page.data.length).toArray() }))
}

/** The board's index knows one order, and all of a stage's cards. */
function byIndex({ sort, owner_id, label_id, filter, filter_id }: Filters): boolean {
  return sort === "urgency" && [owner_id, label_id, filter, filter_id].every((one) => one === undefined)
}

/** A page from the index; it holds no custom fields, so that deals are loaded where cards show some. */
async function stageCards(
  actor: Actor,
  stageId: number,
  query: Filters & { limit: number; cursor?: string | undefined },
): Promise<Page<DealCard[]>> {
  const page = await indexPage(actor, stageId, query.limit, query.cursor)
  if (query.fields === undefined) return page
  const deals = await openStore(actor).getMany(
    "deal",
    page.data.map((card) => card.id),
  )
  const setup = await setupOf(actor)
  const custom = new Map(deals.map((deal) => [deal.id, cardOf(deal, query.fields, setup).custom_fields ?? {}]))
  return { ...page, data: page.data.map((card) => ({ ...card, custom_fields: custom.get(card.id) ?? {} })) }
}

function stagesOf(setup: Setup, actor: Actor, pipelineId: number): Stage[] {
  const pipeline = setup.pipelines.get(pipelineId)
  if (pipeline === undefined || pipeline.deletedAt !== undefined || !canSeePipeline(actor, pipelineId)) {
    throw new Problem("not_found", `Pipeline ${pipelineId} was not found`)
  }
  return seenStages(setup, actor, pipelineId)
}

/** Deals of other people's groups may be followed: the index does not say by whom. */
async function followedOf(actor: Actor, hidden: readonly { id: number }[]): Promise<number[]> {
  if (hidden.length === 0) return []
  const ids = hidden.map(({ id }) => id)
  const deals = await openStore(actor).getMany("deal", ids, false)
  return deals.flatMap((deal) => (canSee(actor, deal) ? [deal.id] : []))
}

const Position = z.object({ range: z.int().min(0).max(2), after: z.string(), today: z.string() })

/** Overdue and due today, then without a next activity, then later: usually one Query, at most one per range. */
async function indexPage(
  actor: Actor,
  stageId: number,
  limit: number,
  cursor: string | undefined,
): Promise<Page<DealCard[]>> {
  const store = openStore(actor)
  const position = fromCursor(cursor, Position)
  const today = position?.today ?? dayIn(actor.zone, Date.now())
  const ranges = boardPlace.ranges(today)
  const data: DealCard[] = []
  let range = position?.range ?? 0
  let after = position?.after
  if (position === undefined) {
    const whole = await store.board(stageId, { from: "a#", to: "b~", limit })
    const inRange = ({ from, to }: { from: string; to: string }) =>
      whole.items.filter(({ boardSk }) => String(boardSk) >= from && String(boardSk) <= to)
    const urgent = inRange(ranges[0] ?? { from: "", to: "" })
    if (whole.next === undefined) return { data: await shown(ranges.flatMap(inRange)), nextCursor: null }
    data.push(...(await shown(urgent)))
    if (urgent.length === whole.items.length) after = String(urgent.at(-1)?.boardSk)
    else range = 1
  }
  while (range < ranges.length && data.length < limit) {
    const bounds = ranges[range] ?? { from: " ", to: " " }
    // the key is followed by itself and more, so that it is not read again
    const from = after === undefined ? bounds.from : `${after}!`
    const page = await store.board(stageId, { from, to: bounds.to, limit: limit - data.length })
    data.push(...(await shown(page.items)))
    after = page.next === undefined ? undefined : String(page.items.at(-1)?.boardSk)
    if (after === undefined) range++
  }
  const next = range < ranges.length ? toCursor({ range, after: after ?? ranges[range]?.from, today }) : null
  return { data, nextCursor: next }

  async function shown(items: readonly Item[]): Promise<DealCard[]> {
    const cards = items.map((item) => Card.parse(item))
    const hidden = cards.filter((card) => !canSee(actor, card) && canSeeStage(actor, { ...card, id: card.stageId }))
    const followed = new Set(await followedOf(actor, hidden))
    return cards.flatMap((card) => (canSee(actor, card) || followed.has(card.id) ? [dealCard(card)] : []))
  }
}
