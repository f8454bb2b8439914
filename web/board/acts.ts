/** The verbs of the board: what is said, and what is done, of one deal or of many. */
import { formatMoney, minorUnits } from "../../shared/amount.ts"
import type { DealCard } from "../../shared/api/deal-card.ts"
import type { StageAnswer } from "../../shared/api/pipelines.ts"
import { type Change, change, type Refusal } from "./changes.ts"
import type { Desk } from "./desk.ts"
import { keepFocus } from "./focus.ts"

type Cards = readonly DealCard[]
/** How it goes: where the cards were let go, and how many are done. */
export type Along = { box?: DOMRect; progress?: (done: number) => void }

export function nameOf(cards: Cards): string {
  const [only] = cards
  return cards.length === 1 && only !== undefined ? only.title : `${cards.length} deals`
}

function boxes(cards: Cards, box: DOMRect | undefined): Map<string, DOMRect> {
  return new Map(box === undefined ? [] : cards.map((card) => [String(card.id), box]))
}

type Act = { change: (card: DealCard) => Change; done: string; not: string }

function act(desk: Desk, cards: Cards, { box, progress }: Along, what: Act): Promise<Refusal[]> {
  keepFocus(desk, cards)
  return change(desk, { cards, ...what, from: boxes(cards, box), ...(progress && { progress }) })
}

export async function moveTo(desk: Desk, cards: Cards, stage: StageAnswer, along: Along = {}): Promise<Refusal[]> {
  const moving = cards.filter((card) => card.stage_id !== stage.id)
  if (moving.length === 0) return []
  const elsewhere = stage.pipeline_id !== desk.place().pipelineId
  const pipeline = desk.setup().pipelines.find((one) => one.id === stage.pipeline_id)
  const where = elsewhere && pipeline !== undefined ? `${pipeline.name}, ${stage.name}` : stage.name
  return act(desk, moving, along, {
    change: () => ({ stage_id: stage.id }),
    done: `${nameOf(moving)} moved to ${where}`,
    not: "was not moved",
  })
}

export async function win(desk: Desk, cards: Cards, along: Along = {}): Promise<Refusal[]> {
  const [first] = cards
  const only = cards.length === 1 ? first : undefined
  const worth =
    only === undefined || only.value === 0
      ? undefined
      : formatMoney(minorUnits(only.value, only.currency), only.currency)
  if (first !== undefined) void celebrate(along.box ?? boxOf(first), worth ?? nameOf(cards))
  return act(desk, cards, along, {
    change: () => ({ status: "won" }),
    done: worth === undefined ? `${nameOf(cards)} won` : `${nameOf(cards)} won for ${worth}`,
    not: "was not won",
  })
}

export type Loss = { reason: string; comment: string }

export async function lose(desk: Desk, cards: Cards, loss: Loss, along: Along = {}): Promise<Refusal[]> {
  const [reason, comment] = [loss.reason.trim(), loss.comment.trim()]
  return act(desk, cards, along, {
    change: () => ({ status: "lost", lost_reason: reason || null, lost_comment: comment || null }),
    done: `${nameOf(cards)} lost${reason === "" ? "" : `: ${reason}`}`,
    not: "was not lost",
  })
}

export async function remove(desk: Desk, cards: Cards, along: Along = {}): Promise<Refusal[]> {
  return act(desk, cards, along, {
    change: () => ({ is_deleted: true }),
    done: `${nameOf(cards)} deleted`,
    not: "was not deleted",
  })
}

export async function assign(
  desk: Desk,
  cards: Cards,
  owner: { id: number; name: string },
  along: Along = {},
): Promise<Refusal[]> {
  return act(desk, cards, along, {
    change: () => ({ owner_id: owner.id }),
    done: `${nameOf(cards)} given to ${owner.name}`,
    not: "was not given away",
  })
}

/** Puts a label on deals, or takes it off those that all have it. */
export async function label(
  desk: Desk,
  cards: Cards,
  option: { id: number; label: string },
  along: Along = {},
): Promise<Refusal[]> {
  const off = cards.every((card) => card.label_ids.includes(option.id))
  const labels = ({ label_ids }: DealCard) =>
    off ? label_ids.filter((id) => id !== option.id) : [...new Set([...label_ids, option.id])]
  return act(desk, cards, along, {
    change: (card) => ({ label_ids: labels(card) }),
    done: `${off ? "Took" : "Put"} ${option.label} ${off ? "off" : "on"} ${nameOf(cards)}`,
    not: "was not labelled",
  })
}

/** It is loaded with what cards open. */
async function celebrate(box: DOMRect | undefined, worth: string): Promise<void> {
  const party = await import("./celebrate.ts").catch(() => undefined)
  party?.celebrate(box, worth)
}

function boxOf(card: DealCard): DOMRect | undefined {
  return document.querySelector(`[data-flip="${card.id}"]`)?.getBoundingClientRect()
}
