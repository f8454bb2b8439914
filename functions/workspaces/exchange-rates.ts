/** What a unit of other currencies is worth in the workspace's own: kept in its record. */
import type { ExchangeRate } from "../../shared/api/exchange-rates.ts"
import { refuse } from "../../shared/comparison.ts"
import { Currency } from "../../shared/money.ts"
import { Problem } from "../../shared/problem.ts"
import { ratesOf, type Workspace } from "../../shared/workspace.ts"
import type { Actor } from "../platform/actor.ts"
import { changing } from "./changing.ts"

/** More than the world has currencies. */
const MOST = 300

export function shown(workspace: Workspace): ExchangeRate[] {
  const { base, rates } = ratesOf(workspace)
  return Object.entries(rates)
    .map(([currency, rate]) => ({ currency, rate, base_currency: base }))
    .toSorted((a, b) => (a.currency < b.currency ? -1 : 1))
}

export async function set(actor: Actor, currency: string, rate: string): Promise<ExchangeRate> {
  if (!Currency.safeParse(currency).success) throw unknown(currency)
  const workspace = await changing(actor, (before) => {
    if (currency === before.currency) throw refuse("currency", "is the workspace's own: its rate is always 1")
    const rates = { ...before.rates, [currency]: rate }
    if (Object.keys(rates).length > MOST) throw refuse("currency", `is one more than the ${MOST} that have a rate`)
    return { ...before, rates }
  })
  return { currency, rate, base_currency: workspace.currency }
}

export async function remove(actor: Actor, currency: string): Promise<{ currency: string }> {
  await changing(actor, (before) => {
    const { [currency]: rate, ...rates } = ratesOf(before).rates
    if (rate === undefined) throw unknown(currency)
    return { ...before, rates }
  })
  return { currency }
}

const unknown = (currency: string) => new Problem("not_found", `There is no exchange rate of ${currency}`)
