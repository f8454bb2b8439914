/** What the page of the currencies reads and writes. */
import type { ViewTotals } from "../../shared/api/deals.ts"
import type { Setup } from "../../shared/api/workspaces.ts"
import { call } from "../app/client.ts"
import { saved } from "./queries.ts"

/** Which currencies deals are in, as far as one sees them. */
export const dealsByCurrency = {
  queryKey: ["deals", "totals", {}],
  queryFn: () => call("GET /api/v2/deals/view/totals"),
} as const

/** A currency that is in use: it has a rate, or deals are in it. */
export type Used = { code: string; rate: string | undefined; deals: number }

export function usedIn({ workspace }: Setup, totals: ViewTotals | undefined): Used[] {
  const { default_currency: own, exchange_rates: rates } = workspace
  const deals = new Map(totals?.sums.map(({ currency, count }) => [currency, count]))
  return [...new Set([...Object.keys(rates), ...deals.keys()])]
    .filter((code) => code !== own)
    .toSorted()
    .map((code) => ({ code, rate: rates[code], deals: deals.get(code) ?? 0 }))
}

export async function saveRate(currency: string, rate: string): Promise<void> {
  await saved(call("PUT /api/v2/exchangeRates/{currency}", { params: { currency }, body: { rate } }))
}

export async function removeRate(currency: string): Promise<void> {
  await saved(call("DELETE /api/v2/exchangeRates/{currency}", { params: { currency } }))
}

export async function saveDefault(default_currency: string): Promise<void> {
  await saved(call("PATCH /api/v2/workspace", { body: { default_currency } }))
}
