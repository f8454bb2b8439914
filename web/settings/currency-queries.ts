/** What the page of the currencies reads and writes. */
import type { ViewTotals } from "../../shared/api/deal-view.ts"
import type { Setup } from "../../shared/api/workspaces.ts"
import { call } from "../app/client.ts"
import { saved } from "../app/saved.ts"
import { toast } from "../ui/toast.tsx"

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

const put = (currency: string, rate: string) =>
  call("PUT /api/v2/exchangeRates/{currency}", { params: { currency }, body: { rate } })
const drop = (currency: string) => call("DELETE /api/v2/exchangeRates/{currency}", { params: { currency } })

/** What is refused when it is undone has no form to say so. */
function told(work: Promise<unknown>): void {
  work.catch((error) => toast(error instanceof Error ? error.message : "It was not undone", { kind: "error" }))
}

const back = (currency: string, rate: string | undefined) =>
  saved<unknown>(rate === undefined ? drop(currency) : put(currency, rate))

export async function saveRate(currency: string, rate: string, before: string | undefined): Promise<void> {
  await saved(put(currency, rate))
  const said = before === undefined ? `${currency} has a rate now` : `The rate of ${currency} was changed`
  toast(said, { undo: () => told(back(currency, before)) })
}

export async function removeRate(currency: string, before: string | undefined): Promise<void> {
  await saved(drop(currency))
  toast(`The rate of ${currency} was removed`, { undo: () => told(back(currency, before)) })
}

/** The rates are counted anew against another currency; undone, they are what they were, to the last digit. */
export async function saveDefault(currency: string, { workspace }: Setup): Promise<void> {
  const { default_currency: before, exchange_rates: rates } = workspace
  await saved(call("PATCH /api/v2/workspace", { body: { default_currency: currency } }))
  const undo = async () => {
    const { exchange_rates: now } = await call("PATCH /api/v2/workspace", { body: { default_currency: before } })
    for (const [code, rate] of Object.entries(rates)) if (now[code] !== rate) await put(code, rate)
  }
  toast(`The default currency is ${currency}`, { undo: () => told(saved(undo())) })
}
