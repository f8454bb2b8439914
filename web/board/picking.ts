/** Picking deals to change together: by their box, with Ctrl, from one to another with Shift, or by `x`. */
import type { DealCard } from "../../shared/api/deal-card.ts"
import { announce } from "../ui/announce.ts"
import type { Desk } from "./desk.ts"
import { columnsOf } from "./focus.ts"
import { cardAt } from "./keys.ts"

let anchor: number | undefined

export function pick(desk: Desk, card: DealCard): void {
  const next = new Map(desk.picked())
  if (!next.delete(card.id)) next.set(card.id, card)
  anchor = card.id
  settle(desk, next)
}

export function pickAll(desk: Desk, cards: readonly DealCard[]): void {
  settle(desk, new Map([...desk.picked(), ...cards.map((card) => [card.id, card] as const)]))
}

export function unpickAll(desk: Desk): void {
  settle(desk, new Map())
}

function settle(desk: Desk, next: ReadonlyMap<number, DealCard>): void {
  desk.setPicked(next)
  announce(next.size === 1 ? "1 deal selected" : `${next.size} deals selected`)
}

/** All between the card that was picked last and this one, where both are in one column. */
function pickTo(desk: Desk, card: DealCard): void {
  const cards = columnsOf(desk).find((column) => column.stage_id === card.stage_id)?.cards ?? []
  const from = cards.findIndex((one) => one.id === anchor)
  const to = cards.findIndex((one) => one.id === card.id)
  if (from === -1 || to === -1) pick(desk, card)
  else pickAll(desk, cards.slice(Math.min(from, to), Math.max(from, to) + 1))
}

/** Hears the board's clicks before its links do. Answers how to stop. */
export function hearPicks(desk: Desk, root: HTMLElement): () => void {
  const clicked = (event: MouseEvent) => {
    const target = event.target instanceof Element ? event.target : null
    const id = cardAt(target)
    const card = id === undefined ? undefined : desk.find(id)
    if (card === undefined || target === null) return
    if (target.matches("input[data-pick]")) {
      if (event.shiftKey) pickTo(desk, card)
      else pick(desk, card)
      return
    }
    if (target.closest("button, label") !== null || !(event.ctrlKey || event.metaKey || event.shiftKey)) return
    event.preventDefault()
    if (event.shiftKey) pickTo(desk, card)
    else pick(desk, card)
  }
  root.addEventListener("click", clicked)
  return () => root.removeEventListener("click", clicked)
}
