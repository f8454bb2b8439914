import type { Setup } from "../../shared/api/workspaces.ts"
import type { Rates } from "../../shared/exchange.ts"

export function ratesIn({ workspace }: Setup): Rates {
  return { base: workspace.default_currency, rates: workspace.exchange_rates }
}
