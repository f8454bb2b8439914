/** What the products of a deal come to when it becomes part of another. */
import type { Deal } from "../../shared/deal.ts"
import { type DealGoods, NO_GOODS } from "../../shared/deal-goods.ts"
import type { Write } from "../data/commit.ts"
import { goodsOf, goodsWrite } from "../data/goods.ts"

type Taken = { kept: Deal; lost: Deal; writes: Write[] }

const isNothing = ({ lines, discounts, installments }: DealGoods) =>
  lines.length + discounts.length + installments.length === 0

/**
 * Both deals as they are to be saved. One that sells something keeps it; one that sells nothing takes the other's products,
 * discounts and installments with the value they make, and the other, on its way to the trash, has them no more.
 */
export async function goodsTaken(w: string, kept: Deal, lost: Deal): Promise<Taken> {
  const { goods, ...without } = lost
  if (goods === undefined) return { kept, lost, writes: [] }
  const [own = NO_GOODS, others = NO_GOODS] = await goodsOf(w, [kept.id, lost.id])
  if (!isNothing(own)) return { kept, lost, writes: [] }
  const taking = { ...kept, value: lost.value, goods }
  return { kept: taking, lost: without, writes: [goodsWrite(w, taking, others), goodsWrite(w, without, NO_GOODS)] }
}
