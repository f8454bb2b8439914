/** What you do to deals: at once on the screen, then on the server; what it refuses is taken back, and all of it can be undone. */
import type { DealCard } from "../../shared/api/deal-card.ts"
import { call } from "../app/client.ts"
import { short, toast } from "../ui/toast.tsx"
import type { Desk } from "./desk.ts"

export type Change = {
  stage_id?: number
  owner_id?: number
  label_ids?: number[]
  status?: "open" | "won" | "lost"
  lost_reason?: string | null
  lost_comment?: string | null
  is_deleted?: boolean
}

export type Refusal = { card: DealCard; why: string }

type Work = {
  cards: readonly DealCard[]
  change: (card: DealCard) => Change
  /** What is said when it is done, `Turbine moved to Won`; and when it is not, `was not moved`. */
  done: string
  not: string
  /** Where things stood that are not in the page. */
  from?: Map<string, DOMRect>
  progress?: (done: number) => void
  /** It is itself an undoing. */
  final?: boolean
}

/** Deals that one request changes. */
const MOST = 100

/** Changes deals; answers what was refused, which for a single deal was said already. */
export async function change(desk: Desk, work: Work): Promise<Refusal[]> {
  const step = desk.stepping()
  const onDesk = new Set(work.cards.flatMap((card) => desk.find(card.id)?.id ?? []))
  const before = work.cards.map((card) => ({ ...(desk.find(card.id) ?? card) }))
  const setup = desk.setup()
  const put = before.map((card) => changed(card, work.change(card), setup.stages))
  step({ put: put.filter((card) => card !== undefined), drop: before.map((card) => card.id) }, work.from)
  const refused = await send(before, work)
  const back = refused.flatMap(({ card }) => (onDesk.has(card.id) ? card : []))
  if (back.length > 0) step({ put: back })
  tell(desk, work, before, refused)
  return refused
}

type Stages = readonly { id: number; pipeline_id: number }[]

/** The card as it will be; undefined when the deal is deleted. */
function changed(card: DealCard, change: Change, stages: Stages): DealCard | undefined {
  if (change.is_deleted === true) return undefined
  const {
    stage_id = card.stage_id,
    owner_id = card.owner_id,
    label_ids = card.label_ids,
    status = card.status,
  } = change
  const pipeline_id = stages.find((stage) => stage.id === stage_id)?.pipeline_id ?? card.pipeline_id
  return { ...card, stage_id, pipeline_id, owner_id, label_ids, status, touch_time: new Date().toISOString() }
}

/** What changes it back. */
function inverse(card: DealCard, change: Change): Change {
  return {
    ...(change.stage_id !== undefined && { stage_id: card.stage_id }),
    ...(change.owner_id !== undefined && { owner_id: card.owner_id }),
    ...(change.label_ids !== undefined && { label_ids: card.label_ids }),
    ...(change.status !== undefined && { status: card.status }),
    ...(change.is_deleted !== undefined && { is_deleted: !change.is_deleted }),
  }
}

async function send(cards: readonly DealCard[], work: Work): Promise<Refusal[]> {
  const [only] = cards
  if (cards.length === 1 && only !== undefined) {
    const answer = call("PATCH /api/v2/deals/{id}", { params: { id: only.id }, body: work.change(only) })
    return answer.then(
      () => [],
      (error: unknown) => [{ card: only, why: wordsOf(error) }],
    )
  }
  const refused: Refusal[] = []
  const alike = Map.groupBy(cards, (card) => JSON.stringify(work.change(card)))
  let done = 0
  for (const group of alike.values()) {
    for (let at = 0; at < group.length; at += MOST) {
      const part = group.slice(at, at + MOST)
      refused.push(...(await sendMany(part, work)))
      done += part.length
      work.progress?.(done)
    }
  }
  return refused
}

async function sendMany(cards: readonly DealCard[], work: Work): Promise<Refusal[]> {
  const [first] = cards
  if (first === undefined) return []
  try {
    const ids = cards.map((card) => card.id)
    const { results } = await call("PATCH /api/v2/deals/many", { body: { ids, change: work.change(first) } })
    const failed = new Map(results.filter((one) => !one.ok).map((one) => [one.id, one.error ?? "It was refused."]))
    return cards.flatMap((card) => ({ card, why: failed.get(card.id) ?? "" })).filter(({ why }) => why !== "")
  } catch (error) {
    return cards.map((card) => ({ card, why: wordsOf(error) }))
  }
}

function tell(desk: Desk, work: Work, before: readonly DealCard[], refused: readonly Refusal[]): void {
  const [only] = refused
  if (only !== undefined && before.length === 1) {
    toast(`${short(only.card.title)} ${work.not}. ${only.why}`, { kind: "error" })
    return
  }
  const no = new Set(refused.map(({ card }) => card.id))
  const yes = before.filter((card) => !no.has(card.id))
  if (yes.length === 0) return
  const back = new Map(yes.map((card) => [card.id, { card, change: inverse(card, work.change(card)) }]))
  const undo = () =>
    void change(desk, {
      cards: yes,
      change: (card) => back.get(card.id)?.change ?? {},
      done: yes.length === 1 ? `${yes[0]?.title} is back` : `${yes.length} deals are back`,
      not: "was not brought back",
      final: true,
    })
  toast(work.done, work.final === true ? {} : { undo })
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : "Something went wrong."
}
