/** Currencies that are offered; the workspace's own comes first. */
export const CURRENCIES = [
  ...["USD", "EUR", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "RON", "BGN", "TRY", "UAH", "ILS", "AED"],
  ...["SAR", "ZAR", "NGN", "KES", "EGP", "INR", "JPY", "CNY", "HKD", "TWD", "KRW", "SGD", "MYR", "THB", "IDR", "PHP"],
  ...["VND", "AUD", "NZD", "CAD", "MXN", "BRL", "ARS", "CLP", "COP", "PEN"],
] as const

export function currenciesOf(own: string | undefined): string[] {
  return [...new Set([...(own === undefined ? [] : [own]), ...CURRENCIES])]
}
