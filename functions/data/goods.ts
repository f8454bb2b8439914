/** What is sold in deals: an item per deal beside the deal, whose version guards both. */
import { DealGoods, NO_GOODS } from "../../shared/deal-goods.ts"
import type { Write } from "./commit.ts"
import { keys } from "./patterns.ts"
import { getMany } from "./table.ts"

/** Of each deal, in their order; nothing for those that never had products. */
export async function goodsOf(w: string, dealIds: readonly number[]): Promise<DealGoods[]> {
  const items = await getMany(dealIds.map((id) => keys.goods(w, id)))
  return items.map((item) => (item === undefined ? NO_GOODS : DealGoods.parse(item)))
}

export function goodsWrite(w: string, dealId: number, goods: DealGoods): Write {
  return { put: { ...keys.goods(w, dealId), ...goods } }
}
