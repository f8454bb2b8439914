import type { DealCard } from "../../shared/api/deal-card.ts"
import type { Along } from "./acts.ts"
import type { Refusal } from "./changes.ts"
import type { Desk } from "./desk.ts"

export type BulkWork = (cards: readonly DealCard[], along: Along) => Promise<Refusal[]>

/** Does something to many deals and tells how far it is; what was refused stays picked. */
export async function together(desk: Desk, cards: readonly DealCard[], work: BulkWork): Promise<void> {
  if (cards.length === 1 && desk.picked().size <= 1) {
    desk.setPicked(new Map())
    await work(cards, {})
    return
  }
  desk.setRefused([])
  desk.setProgress({ done: 0, of: cards.length })
  const refused = await work(cards, { progress: (done) => desk.setProgress({ done, of: cards.length }) })
  desk.setProgress(undefined)
  desk.setRefused(refused)
  desk.setPicked(new Map(refused.map(({ card }) => [card.id, card])))
}
