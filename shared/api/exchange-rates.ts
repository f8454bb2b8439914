/** What a unit of other currencies is worth in the workspace's own. */
import * as z from "zod"
import { Rate } from "../money.ts"
import { route } from "./route.ts"

export const ExchangeRate = z.object({
  currency: z.string(),
  /** Units of the base currency for one of this, as a decimal in words. */
  rate: z.string(),
  /** The workspace's default currency. */
  base_currency: z.string(),
})
export type ExchangeRate = z.infer<typeof ExchangeRate>

const ByCurrency = z.strictObject({ currency: z.string().min(1).max(20) })

export const exchangeRates = {
  list: route({
    method: "GET",
    path: "/api/v2/exchangeRates",
    summary: "List the exchange rates of the workspace: what a unit of each currency is worth in its default one",
    permission: "member",
    cost: 5,
    answer: z.array(ExchangeRate),
    envelope: "one",
  }),
  set: route({
    method: "PUT",
    path: "/api/v2/exchangeRates/{currency}",
    summary: "Set the exchange rate of a currency, as a decimal in words such as 1.08",
    permission: "workspace.edit",
    cost: 5,
    params: ByCurrency,
    body: z.strictObject({ rate: Rate }),
    answer: ExchangeRate,
    envelope: "one",
  }),
  remove: route({
    method: "DELETE",
    path: "/api/v2/exchangeRates/{currency}",
    summary: "Take the exchange rate of a currency away",
    permission: "workspace.edit",
    cost: 5,
    params: ByCurrency,
    answer: z.object({ currency: z.string() }),
    envelope: "one",
  }),
}
