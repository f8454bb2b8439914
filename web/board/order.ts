/** The orders of a column, as the server has them, and how urgent a card is. */
import type { BOARD_SORTS } from "../../shared/api/board.ts"
import type { DealCard } from "../../shared/api/deal-card.ts"

export type Sort = (typeof BOARD_SORTS)[number]

export const SORTS: readonly { value: Sort; label: string }[] = [
  { value: "urgency", label: "Next activity" },
  { value: "value", label: "Value" },
  { value: "expected_close_date", label: "Close date" },
  { value: "owner_id", label: "Owner" },
  { value: "add_time", label: "Newest" },
]

/** Overdue, due today, without a next activity, due later. */
export function urgency(card: Pick<DealCard, "next_activity">, today: string): 0 | 1 | 2 | 3 {
  const due = card.next_activity?.due_date
  if (due === undefined) return 2
  return due < today ? 0 : due === today ? 1 : 3
}

/** A day of this browser's zone. */
export function dayOf(instant: number): string {
  const at = new Date(instant)
  return new Date(instant - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 10)
}

function dueOf({ next_activity: next }: DealCard): string {
  return next === null ? "" : `${next.due_date}T${next.due_time ?? ""}`
}

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** Compares cards: by urgency and what is due first, or by a field; then newest first. */
export function orderBy(sort: Sort, today: string): (a: DealCard, b: DealCard) => number {
  const key: Record<Sort, (a: DealCard, b: DealCard) => number> = {
    urgency: (a, b) => urgency(a, today) - urgency(b, today) || byText(dueOf(a), dueOf(b)),
    value: (a, b) => b.value - a.value,
    expected_close_date: (a, b) => byText(a.expected_close_date ?? "9999", b.expected_close_date ?? "9999"),
    owner_id: (a, b) => a.owner_id - b.owner_id,
    add_time: (a, b) => byText(b.add_time, a.add_time),
  }
  return (a, b) => key[sort](a, b) || b.id - a.id
}
