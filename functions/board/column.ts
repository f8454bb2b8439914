import { decimal } from "../../shared/amount.ts"
import type { BoardColumn } from "../../shared/api/board.ts"
import type { DealCard } from "../../shared/api/deal-card.ts"
import type { Page } from "../../shared/api/route.ts"
import type { OpenSum } from "../../shared/open-sums.ts"
import type { Stage } from "../../shared/pipeline.ts"

/** A column as the board shows it: a page of cards, and what all of the stage's deals add up to by currency. */
export function column(stage: Stage, page: Page<DealCard[]>, sums: readonly OpenSum[]): BoardColumn {
  const here = sums.filter((sum) => sum.stage === stage.id)
  const byCurrency = new Map<string, { value: number; weighted: number; count: number }>()
  for (const sum of here) {
    const total = byCurrency.get(sum.currency) ?? { value: 0, weighted: 0, count: 0 }
    total.value += sum.value
    total.weighted += sum.weighted + Math.round((sum.valueByStage * stage.probability) / 100)
    total.count += sum.count
    byCurrency.set(sum.currency, total)
  }
  return {
    stage_id: stage.id,
    cards: page.data,
    next_cursor: page.nextCursor,
    count: here.reduce((count, sum) => count + sum.count, 0),
    sums: [...byCurrency].map(([currency, { value, weighted, count }]) => ({
      currency,
      value: decimal(value, currency),
      weighted_value: decimal(weighted, currency),
      count,
    })),
  }
}
