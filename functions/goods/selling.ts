/** A change of what a deal sells: the deal's value follows, in one transaction. */
import { refuse } from "../../shared/comparison.ts"
import type { Deal } from "../../shared/deal.ts"
import { type DealGoods, isRecurring, NO_GOODS, worthOf } from "../../shared/deal-goods.ts"
import { Problem } from "../../shared/problem.ts"
import { instant } from "../../shared/time.ts"
import { goodsOf, goodsWrite } from "../data/goods.ts"
import { setupOf } from "../data/setup.ts"
import { open, retrying } from "../data/store.ts"
import { need } from "../deals/deals.ts"
import { needEditRight } from "../deals/stage-rights.ts"
import type { Actor } from "../platform/actor.ts"
import { changed } from "../records/stamp.ts"

/** Products of one deal, so that they fit one item with room to spare. */
const MOST_LINES = 300
const MOST_RECURRING = 20
/** Minor units that facts and sums can hold exactly. */
const MOST = 1e15

export type Sold = { deal: Deal; goods: DealGoods }

export async function sold(actor: Actor, dealId: number): Promise<Sold> {
  const deal = await need(open(actor), actor, dealId)
  const [goods = NO_GOODS] = await goodsOf(actor.workspaceId, [dealId])
  return { deal, goods }
}

/** Saves what `decide` makes of a deal's goods. It may be called again when someone else changes the deal meanwhile. */
export async function selling(
  actor: Actor,
  dealId: number,
  decide: (before: Sold) => DealGoods | Promise<DealGoods>,
  now = Date.now(),
): Promise<Sold> {
  const store = open(actor)
  return retrying(async () => {
    const before = await sold(actor, dealId)
    if (before.deal.deletedAt !== undefined) throw new Problem("not_found", `Deal ${dealId} was not found`)
    needEditRight(actor, await setupOf(actor), before.deal)
    const goods = await decide(before)
    check(goods)
    const deal = worth(before.deal, before.goods, goods)
    const after: Deal = { ...deal, ...changed(before.deal, actor, now), touchedAt: instant(now) }
    await store.commit(...store.saving("deal", after, before.deal), goodsWrite(actor.workspaceId, after, goods))
    return { deal: after, goods }
  })
}

/** The deal with the value of its goods. Without products, before and after, its value is what people say it is. */
function worth(deal: Deal, before: DealGoods, goods: DealGoods): Deal {
  const { goods: _, ...rest } = deal
  if (goods.lines.length === 0 && before.lines.length === 0) return rest
  const { value: amount, ...summary } = worthOf(goods, deal.value.currency)
  if (Math.abs(amount) > MOST) throw new Problem("invalid", "The products add up to more than a deal can be worth")
  const value = { amount, currency: deal.value.currency }
  return goods.lines.length === 0 ? { ...rest, value } : { ...rest, value, goods: summary }
}

function check({ lines, installments }: DealGoods): void {
  if (lines.length > MOST_LINES) throw new Problem("conflict", `A deal has at most ${MOST_LINES} products`)
  const recurring = lines.filter(isRecurring)
  if (recurring.length > MOST_RECURRING) {
    throw refuse("billing_frequency", `at most ${MOST_RECURRING} products of a deal may be billed again and again`)
  }
  if (installments.length === 0) return
  if (recurring.length > 0) {
    throw refuse("billing_frequency", "a deal with installments has only products that are billed once")
  }
  if (!lines.some((line) => line.enabled)) {
    throw refuse("is_enabled", "a deal with installments needs at least one enabled product that is billed once")
  }
}
