import { randomUUID } from "node:crypto"
import type { DiscountBody } from "../../shared/api/deal-goods.ts"
import { refuse } from "../../shared/comparison.ts"
import type { DealGoods, Discount } from "../../shared/deal-goods.ts"
import { Problem } from "../../shared/problem.ts"
import { instant } from "../../shared/time.ts"
import type { Actor } from "../platform/actor.ts"
import { selling } from "./selling.ts"

const MOST_DISCOUNTS = 50

export async function add(actor: Actor, dealId: number, body: DiscountBody, now = Date.now()): Promise<Discount> {
  const [at, by] = [instant(now), actor.userId]
  const fresh = { ...body, id: randomUUID(), addedAt: at, addedBy: by, changedAt: at, changedBy: by }
  const discount = checked(fresh)
  await selling(actor, dealId, ({ goods: before }) => {
    if (before.discounts.length >= MOST_DISCOUNTS) {
      throw new Problem("conflict", `A deal has at most ${MOST_DISCOUNTS} discounts`)
    }
    return { ...before, discounts: [...before.discounts, discount] }
  })
  return discount
}

export async function change(
  actor: Actor,
  dealId: number,
  id: string,
  body: Partial<DiscountBody>,
  now = Date.now(),
): Promise<Discount> {
  const { goods } = await selling(actor, dealId, ({ goods: before }) => {
    const known = of(before, id)
    const after = checked({
      ...known,
      description: body.description ?? known.description,
      amount: body.amount ?? known.amount,
      type: body.type ?? known.type,
      changedAt: instant(now),
      changedBy: actor.userId,
    })
    return { ...before, discounts: before.discounts.map((one) => (one.id === id ? after : one)) }
  })
  return of(goods, id)
}

export async function remove(actor: Actor, dealId: number, id: string): Promise<{ id: string }> {
  await selling(actor, dealId, ({ goods: before }) => {
    of(before, id)
    return { ...before, discounts: before.discounts.filter((one) => one.id !== id) }
  })
  return { id }
}

function checked(discount: Discount): Discount {
  if (discount.type === "percentage" && discount.amount > 100) throw refuse("amount", "must be at most 100 per cent")
  return discount
}

function of({ discounts }: DealGoods, id: string): Discount {
  const found = discounts.find((one) => one.id === id)
  if (found === undefined) throw new Problem("not_found", `Discount ${id} was not found`)
  return found
}
