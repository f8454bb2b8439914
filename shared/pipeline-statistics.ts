/** What deals of a pipeline did between two moments: counted row by row from their facts. Moments are seconds since the epoch. */

export type DealFacts = {
  id: number
  status: "open" | "won" | "lost"
  /** Whether it stands in the pipeline now. */
  isHere: boolean
  currency: string
  /** Minor units. */
  value: number
  added: number
  closed: number | undefined
  /** Stages it stood in, and since when, in order; those of other pipelines too. */
  visits: readonly { stage: number; since: number }[]
}
export type Span = { from: number; to: number }

const DAY = 86_400

const within = (at: number | undefined, { from, to }: Span) => at !== undefined && at >= from && at < to

export type Group = { ids: number[]; values: Map<string, number> }
const emptyGroup = (): Group => ({ ids: [], values: new Map() })

function put(group: Group, { id, currency, value }: DealFacts): void {
  group.ids.push(id)
  group.values.set(currency, (group.values.get(currency) ?? 0) + value)
}

export type MovementCounts = {
  moves: number
  added: Group
  leftOpen: Group
  won: Group
  lost: Group
  /** Days that deals stood in the pipeline, and in each stage. */
  age: Mean
  stageAges: Map<number, Mean>
}
type Mean = { sum: number; count: number }

const mean = (): Mean => ({ sum: 0, count: 0 })
export const averageOf = ({ sum, count }: Mean) => (count === 0 ? 0 : Math.round((sum / count) * 100) / 100)

/** `stages` are those of the pipeline. */
export function movements(deals: Iterable<DealFacts>, stages: ReadonlySet<number>, span: Span): MovementCounts {
  const counts: MovementCounts = {
    moves: 0,
    added: emptyGroup(),
    leftOpen: emptyGroup(),
    won: emptyGroup(),
    lost: emptyGroup(),
    age: mean(),
    stageAges: new Map([...stages].map((stage) => [stage, mean()])),
  }
  for (const deal of deals) {
    const entered = deal.visits.find((visit) => stages.has(visit.stage))?.since
    if (entered === undefined || entered >= span.to) continue
    counts.moves += deal.visits.filter(
      (visit, at) => at > 0 && stages.has(visit.stage) && within(visit.since, span),
    ).length
    if (within(deal.added, span)) put(counts.added, deal)
    const isClosed = deal.isHere && deal.closed !== undefined && deal.closed < span.to
    if (deal.isHere && !isClosed) put(counts.leftOpen, deal)
    if (deal.isHere && within(deal.closed, span) && deal.status !== "open") put(counts[deal.status], deal)
    if (isClosed && !within(deal.closed, span)) continue
    age(counts, deal, stages, Math.min(deal.closed ?? span.to, span.to))
  }
  return counts
}

function age(counts: MovementCounts, { visits }: DealFacts, stages: ReadonlySet<number>, end: number): void {
  let total = 0
  for (const [at, { stage, since }] of visits.entries()) {
    const until = Math.min(visits[at + 1]?.since ?? end, end)
    const own = counts.stageAges.get(stage)
    if (!stages.has(stage) || own === undefined || until < since) continue
    own.sum += (until - since) / DAY
    own.count++
    total += (until - since) / DAY
  }
  counts.age.sum += total
  counts.age.count++
}

export type ConversionCounts = { rates: number[]; won: number; lost: number }

/**
 * Of the deals that came into the pipeline or moved in it within the span, how many in per cent went on from each stage to a
 * later one (or were won), and how many were won or lost. `stages` are in the pipeline's order.
 */
export function conversions(deals: Iterable<DealFacts>, stages: readonly number[], span: Span): ConversionCounts {
  const place = new Map(stages.map((stage, at) => [stage, at]))
  const stood = stages.map(() => 0)
  const wentOn = stages.map(() => 0)
  const ends = { all: 0, won: 0, lost: 0 }
  for (const deal of deals) {
    const places = deal.visits.flatMap(({ stage, since }) => {
      const at = place.get(stage)
      return at === undefined || !within(since, span) ? [] : [at]
    })
    if (places.length === 0) continue
    const isWon = deal.isHere && deal.status === "won"
    const furthest = isWon ? stages.length : Math.max(...places)
    ends.all++
    if (isWon) ends.won++
    if (deal.isHere && deal.status === "lost") ends.lost++
    for (let at = Math.min(...places); at < stages.length && at <= furthest; at++) {
      stood[at] = (stood[at] ?? 0) + 1
      if (at < furthest) wentOn[at] = (wentOn[at] ?? 0) + 1
    }
  }
  return {
    rates: stood.map((count, at) => perCent(wentOn[at] ?? 0, count)),
    won: perCent(ends.won, ends.all),
    lost: perCent(ends.lost, ends.all),
  }
}

function perCent(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((part / whole) * 100)
}
