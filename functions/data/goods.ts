/** What is sold in deals: an item per deal beside the deal, whose version guards both. */
import * as z from "zod"
import type { Deal } from "../../shared/deal.ts"
import { DealGoods, NO_GOODS } from "../../shared/deal-goods.ts"
import { Base, Id } from "../../shared/record.ts"
import type { Write } from "./commit.ts"
import { keys } from "./patterns.ts"
import { getMany } from "./table.ts"

/** With what the deal was when they changed last. */
export const StoredGoods = DealGoods.extend({
  kind: z.literal("goods"),
  dealId: Id,
  currency: z.string(),
  ...Base.pick({ version: true, changedAt: true, changedBy: true, via: true, through: true }).shape,
})
export type StoredGoods = z.infer<typeof StoredGoods>

/** Of each deal, in their order; nothing for those that never had products. */
export async function goodsOf(w: string, dealIds: readonly number[]): Promise<DealGoods[]> {
  const items = await getMany(dealIds.map((id) => keys.goods(w, id)))
  return items.map((item) => (item === undefined ? NO_GOODS : DealGoods.parse(item)))
}

export function goodsWrite(w: string, deal: Deal, goods: DealGoods): Write {
  const { id: dealId, version, changedAt, changedBy, via, through } = deal
  const { currency } = deal.value
  const by = { changedBy, via, through }
  const stored: StoredGoods = { ...goods, kind: "goods", dealId, currency, version, changedAt, ...by }
  return { put: { ...keys.goods(w, dealId), ...stored } }
}
