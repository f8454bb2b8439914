/** Amounts in one currency by the workspace's rates. What is in a currency without a rate is no part of a converted total. */
import { decimal } from "../../shared/amount.ts"
import type { ConvertTo } from "../../shared/api/v1/fields.ts"
import { convert, type Rates, totalIn } from "../../shared/exchange.ts"
import { ratesOf } from "../../shared/workspace.ts"
import { setupOf } from "../data/setup.ts"
import type { Actor } from "../platform/actor.ts"

export type Converting = { to: string; rates: Rates }

/** Into the currency that is asked for, or that of the one who asks. */
export async function convertingTo(actor: Actor, wanted: ConvertTo = "default_currency"): Promise<Converting> {
  const { workspace, users } = await setupOf(actor)
  const own = users.get(actor.userId)?.currency ?? actor.currency
  return { to: wanted === "default_currency" ? own : wanted, rates: ratesOf(workspace) }
}

/** Minor units that amounts by currency add up to. */
export function totalOf(amounts: ReadonlyMap<string, number>, { to, rates }: Converting): number {
  const sums = [...amounts].map(([currency, amount]) => ({ currency, amount }))
  const total = totalIn(
    sums.filter(({ currency, amount }) => convert(amount, currency, to, rates) !== undefined),
    rates,
    to,
  )
  return "amount" in total ? total.amount : 0
}

/** The same as the API shows it. */
export function shownTotal(amounts: ReadonlyMap<string, number>, converting: Converting): number {
  return decimal(totalOf(amounts, converting), converting.to)
}
