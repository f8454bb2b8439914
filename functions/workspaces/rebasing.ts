import { refuse } from "../../shared/comparison.ts"
import { rebased } from "../../shared/exchange.ts"
import { Rate } from "../../shared/money.ts"
import { ratesOf, type Workspace } from "../../shared/workspace.ts"

/** The rates once the workspace has another currency. Refused where nothing says what that one is worth in the former. */
export function ratesIn(before: Workspace, currency: string): Workspace["rates"] {
  const former = ratesOf(before)
  if (currency === former.base || Object.keys(former.rates).length === 0) return before.rates
  const rates = rebased(former, currency)?.rates
  if (rates === undefined)
    throw refuse("default_currency", `has no exchange rate: set what 1 ${currency} is worth in ${former.base} first`)
  if (!Object.values(rates).every((rate) => Rate.safeParse(rate).success))
    throw refuse("default_currency", "is too far from other currencies for its rates to be kept")
  return rates
}
