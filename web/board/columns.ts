/** How a board changes: pure functions from board to board, so that what is done at once can be checked and taken back. */
import type { BoardColumn } from "../../shared/api/board.ts"
import type { DealCard } from "../../shared/api/deals.ts"
import type { Page } from "../../shared/api/route.ts"
import type { Setup } from "../../shared/api/workspaces.ts"
import type { Board } from "./queries.ts"

/** Overdue, due today, without a next activity, due later. */
export function urgency(card: Pick<DealCard, "next_activity">, today: string): 0 | 1 | 2 | 3 {
  const due = card.next_activity?.due_date
  if (due === undefined) return 2
  return due < today ? 0 : due === today ? 1 : 3
}

export function today(): string {
  const now = new Date()
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10)
}

function dueOf({ next_activity: next }: DealCard): string {
  return next === null ? "" : `${next.due_date}T${next.due_time ?? ""}`
}

/** The board's order: by urgency, then by what is due first, then newest first. */
export function compare(a: DealCard, b: DealCard, day: string): number {
  const [x, y] = [dueOf(a), dueOf(b)]
  return urgency(a, day) - urgency(b, day) || (x < y ? -1 : x > y ? 1 : b.id - a.id)
}

/** The board with a card where it belongs now; out of sight when it is not open here. An older version changes nothing. */
export function placed(board: Board, card: DealCard, setup: Setup | undefined): Board {
  const known = find(board, card.id)
  if (known !== undefined && known.version > card.version) return board
  const bare = without(board, card.id, Number.MAX_SAFE_INTEGER, setup)
  if (card.status !== "open" || !bare.columns.some((column) => column.stage_id === card.stage_id)) return bare
  const day = today()
  return {
    columns: bare.columns.map((column) =>
      column.stage_id === card.stage_id ? counted(inserted(column, card, day), card, 1, setup) : column,
    ),
  }
}

/** A card behind everything that is loaded is not shown before its page comes. */
function inserted(column: BoardColumn, card: DealCard, day: string): BoardColumn {
  const at = column.cards.findIndex((other) => compare(card, other, day) < 0)
  if (at === -1 && column.next_cursor !== null) return column
  const cards = at === -1 ? [...column.cards, card] : column.cards.toSpliced(at, 0, card)
  return { ...column, cards }
}

export function without(board: Board, id: number, version: number, setup: Setup | undefined): Board {
  const card = find(board, id)
  if (card === undefined || card.version > version) return board
  return {
    columns: board.columns.map((column) =>
      column.stage_id === card.stage_id && column.cards.some((other) => other.id === id)
        ? counted({ ...column, cards: column.cards.filter((other) => other.id !== id) }, card, -1, setup)
        : column,
    ),
  }
}

export function continued(board: Board, stageId: number, cursor: string, page: Page<DealCard[]>): Board {
  return {
    columns: board.columns.map((column) => {
      if (column.stage_id !== stageId || column.next_cursor !== cursor) return column
      const known = new Set(column.cards.map((card) => card.id))
      return {
        ...column,
        cards: [...column.cards, ...page.data.filter((card) => !known.has(card.id))],
        next_cursor: page.nextCursor,
      }
    }),
  }
}

export function find(board: Board, id: number): DealCard | undefined {
  for (const column of board.columns) {
    const card = column.cards.find((one) => one.id === id)
    if (card !== undefined) return card
  }
  return undefined
}

/** The column's totals after a card came or went. */
function counted(column: BoardColumn, card: DealCard, sign: 1 | -1, setup: Setup | undefined): BoardColumn {
  const stage = setup?.stages.find((one) => one.id === column.stage_id)
  const chance = card.probability ?? stage?.deal_probability ?? 100
  const sum = column.sums.find((one) => one.currency === card.currency) ?? {
    currency: card.currency,
    value: 0,
    weighted_value: 0,
    count: 0,
  }
  const next = {
    ...sum,
    value: sum.value + sign * card.value,
    weighted_value: sum.weighted_value + (sign * card.value * chance) / 100,
    count: sum.count + sign,
  }
  const sums = [...column.sums.filter((one) => one.currency !== card.currency), ...(next.count > 0 ? [next] : [])]
  return { ...column, count: column.count + sign, sums }
}
