/** Where the keyboard is on the board, and how it gets from card to card. */
import type { BoardColumn } from "../../shared/api/board.ts"
import type { DealCard } from "../../shared/api/deal-card.ts"
import type { Desk } from "./desk.ts"

/** Puts the focus on a card, scrolled to if it is out of sight. */
export function focusCard(desk: Desk, id: number): void {
  desk.setActive(id)
  requestAnimationFrame(() => titleOf(id)?.focus())
}

function titleOf(id: number): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-flip="${id}"] [data-card-title]`)
}

/** The columns that are shown, in their order. */
export function columnsOf(desk: Desk): BoardColumn[] {
  const known = desk.board()?.columns ?? []
  return desk.stages().flatMap((stage) => known.find((column) => column.stage_id === stage.id) ?? [])
}

/** Moves the focus by cards up or down, or by columns; with none on a card it goes to the first. */
export function walk(desk: Desk, across: -1 | 0 | 1, down: -1 | 0 | 1): void {
  const columns = columnsOf(desk)
  const active = desk.active()
  const at = columns.findIndex((column) => column.cards.some((card) => card.id === active))
  const row = columns[at]?.cards.findIndex((card) => card.id === active) ?? -1
  const next = at === -1 ? columns.find(hasCards)?.cards[0] : neighbour(columns, at, row, across, down)
  if (next !== undefined) focusCard(desk, next.id)
}

function neighbour(columns: readonly BoardColumn[], at: number, row: number, across: number, down: number) {
  if (across === 0) return columns[at]?.cards[row + down]
  for (let i = at + across; i >= 0 && i < columns.length; i += across) {
    const cards = columns[i]?.cards ?? []
    if (cards.length > 0) return cards[Math.min(row, cards.length - 1)]
  }
  return undefined
}

function hasCards(column: BoardColumn): boolean {
  return column.cards.length > 0
}

/** Before cards change: keeps the focus with a card that moves, or gives it to the next when its card leaves. */
export function keepFocus(desk: Desk, cards: readonly DealCard[]): void {
  const id = cards.find((card) => holds(card.id))?.id
  if (id === undefined) return
  const column = columnsOf(desk).find((one) => one.cards.some((card) => card.id === id))
  const leaving = new Set(cards.map((card) => card.id))
  const row = column?.cards.findIndex((card) => card.id === id) ?? 0
  const rest = column?.cards.filter((card, i) => i > row && !leaving.has(card.id)) ?? []
  const next = rest[0] ?? column?.cards.findLast((card) => !leaving.has(card.id))
  requestAnimationFrame(() => {
    const to = desk.find(id) ?? next
    if (to !== undefined) focusCard(desk, to.id)
    else document.querySelector("main")?.focus({ preventScroll: true })
  })
}

function holds(id: number): boolean {
  return document.querySelector(`[data-flip="${id}"]`)?.contains(document.activeElement) === true
}
