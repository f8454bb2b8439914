import type { InstallmentBody } from "../../shared/api/deal-goods.ts"
import type { DealGoods, Installment } from "../../shared/deal-goods.ts"
import { Problem } from "../../shared/problem.ts"
import { open } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"
import { selling } from "./selling.ts"

const MOST_INSTALLMENTS = 100

export async function add(actor: Actor, dealId: number, body: InstallmentBody): Promise<Installment> {
  const [id = 0] = await open(actor).ids("installment")
  const installment = { id, description: body.description, amount: body.amount, billingOn: body.billing_date }
  await selling(actor, dealId, ({ goods: before }) => {
    if (before.installments.length >= MOST_INSTALLMENTS) {
      throw new Problem("conflict", `A deal has at most ${MOST_INSTALLMENTS} installments`)
    }
    return { ...before, installments: [...before.installments, installment] }
  })
  return installment
}

export async function change(
  actor: Actor,
  dealId: number,
  id: number,
  body: Partial<InstallmentBody>,
): Promise<Installment> {
  const { goods } = await selling(actor, dealId, ({ goods: before }) => {
    const known = of(before, id)
    const after = {
      id,
      description: body.description ?? known.description,
      amount: body.amount ?? known.amount,
      billingOn: body.billing_date ?? known.billingOn,
    }
    return { ...before, installments: before.installments.map((one) => (one.id === id ? after : one)) }
  })
  return of(goods, id)
}

export async function remove(actor: Actor, dealId: number, id: number): Promise<{ id: number }> {
  await selling(actor, dealId, ({ goods: before }) => {
    of(before, id)
    return { ...before, installments: before.installments.filter((one) => one.id !== id) }
  })
  return { id }
}

function of({ installments }: DealGoods, id: number): Installment {
  const found = installments.find((one) => one.id === id)
  if (found === undefined) throw new Problem("not_found", `Installment ${id} was not found`)
  return found
}
