import { type DealCard, dealCard } from "../../shared/api/deals.ts"
import type { Deal } from "../../shared/deal.ts"

/** A deal's card with the custom fields that were asked for, null where one is not set. */
export function cardOf(deal: Deal, fields: readonly string[] | undefined): DealCard {
  if (fields === undefined) return dealCard(deal)
  return dealCard(deal, Object.fromEntries(fields.map((key) => [key, deal.custom[key] ?? null])))
}
