/** How a board changes: pure functions from board to board, so that what is done at once can be checked and taken back. */
import type { BoardColumn } from "../../shared/api/board.ts"
import type { DealCard } from "../../shared/api/deal-card.ts"
import type { Page } from "../../shared/api/route.ts"

export type Board = { columns: BoardColumn[] }

/** What decides where a card belongs. */
export type Rules = {
  order: (a: DealCard, b: DealCard) => number
  /** Chance in per cent of a deal in a stage that has none of its own. */
  chanceIn: (stageId: number) => number
}

/** A board's change: cards that stand on it now, and those that do not. */
export type Step = { put?: readonly DealCard[]; drop?: readonly number[] }

/** The board after a step, whatever stood on it before. A card that is not open, or stands in no column, goes. */
export function after(board: Board, { put = [], drop = [] }: Step, rules: Rules): Board {
  const leaving = new Set([...drop, ...put.map((card) => card.id)])
  const coming = Map.groupBy(
    put.filter((card) => card.status === "open"),
    (card) => card.stage_id,
  )
  return {
    columns: board.columns.map((column) => {
      const gone = column.cards.filter((card) => leaving.has(card.id))
      const come = coming.get(column.stage_id) ?? []
      if (gone.length === 0 && come.length === 0) return column
      const left =
        gone.length === 0 ? column : { ...column, cards: column.cards.filter((card) => !leaving.has(card.id)) }
      return counted(counted(inserted(left, come, rules), gone, -1, rules), come, 1, rules)
    }),
  }
}

/** The board with a card as it is now. An older version changes nothing. */
export function placed(board: Board, card: DealCard, rules: Rules): Board {
  const known = find(board, card.id)
  return known !== undefined && known.version > card.version ? board : after(board, { put: [card] }, rules)
}

export function without(board: Board, id: number, version: number, rules: Rules): Board {
  const known = find(board, id)
  return known === undefined || known.version > version ? board : after(board, { drop: [id] }, rules)
}

/** Cards behind everything that is loaded are not shown before their page comes. */
function inserted(column: BoardColumn, cards: readonly DealCard[], { order }: Rules): BoardColumn {
  if (cards.length === 0) return column
  const last = column.cards.at(-1)
  const near = column.next_cursor === null ? cards : cards.filter((card) => last !== undefined && order(card, last) < 0)
  if (near.length === 0) return column
  let all = column.cards
  for (const card of near) {
    const at = all.findIndex((other) => order(card, other) < 0)
    all = all.toSpliced(at === -1 ? all.length : at, 0, card)
  }
  return { ...column, cards: all }
}

/** Where in a column a card would stand. */
export function placeOf(column: BoardColumn, card: DealCard, { order }: Rules): number {
  const at = column.cards.findIndex((other) => other.id !== card.id && order(card, other) < 0)
  return at === -1 ? column.cards.length : at
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

/** The board with its totals as the server counts them now. */
export function totalled(board: Board, totals: Board): Board {
  return {
    columns: board.columns.map((column) => {
      const now = totals.columns.find((one) => one.stage_id === column.stage_id)
      return now === undefined ? column : { ...column, count: now.count, sums: now.sums }
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

/** The column's totals after cards came or went. */
function counted(column: BoardColumn, cards: readonly DealCard[], sign: 1 | -1, rules: Rules): BoardColumn {
  if (cards.length === 0) return column
  const sums = new Map(column.sums.map((sum) => [sum.currency, sum]))
  for (const { currency, value, probability } of cards) {
    const sum = sums.get(currency) ?? { currency, value: 0, weighted_value: 0, count: 0 }
    const chance = probability ?? rules.chanceIn(column.stage_id)
    sums.set(currency, {
      currency,
      value: sum.value + sign * value,
      weighted_value: sum.weighted_value + (sign * value * chance) / 100,
      count: sum.count + sign,
    })
  }
  return {
    ...column,
    count: column.count + sign * cards.length,
    sums: [...sums.values()].filter((sum) => sum.count > 0),
  }
}
