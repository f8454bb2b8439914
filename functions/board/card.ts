import { type DealCard, dealCard } from "../../shared/api/deal-card.ts"
import type { Deal } from "../../shared/deal.ts"
import { withFormulas } from "../../shared/formula-results.ts"
import type { Setup } from "../data/setup.ts"

/** A deal's card with the custom fields that were asked for, null where one is not set. */
export function cardOf(deal: Deal, fields: readonly string[] | undefined, setup: Setup): DealCard {
  if (fields === undefined) return dealCard(deal)
  const { custom } = withFormulas("deal", deal, setup.fields)
  return dealCard(deal, Object.fromEntries(fields.map((key) => [key, custom[key] ?? null])))
}
