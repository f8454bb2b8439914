/** Amounts of money: minor units, decimals, and how people read them. */
const decimals = new Map<string, number>()

/** Digits after the decimal point that a currency uses (ISO 4217, as the platform knows it). */
export function decimalsOf(currency: string): number {
  let known = decimals.get(currency)
  if (known === undefined) {
    known = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2
    decimals.set(currency, known)
  }
  return known
}

/** Minor units of a decimal number, rounded half away from zero. */
export function minorUnits(decimal: number, currency: string): number {
  const scaled = Number(`${Math.abs(decimal)}e${decimalsOf(currency)}`)
  const safe = Number.isFinite(scaled) ? scaled : Math.abs(decimal) * 10 ** decimalsOf(currency)
  return Math.sign(decimal) * Math.round(safe) + 0
}

/** The decimal number the API shows for minor units. */
export function decimal(amount: number, currency: string): number {
  return Number(`${amount}e-${decimalsOf(currency)}`)
}

const formats = new Map<string, Intl.NumberFormat>()

/** Money as people read it. Whole amounts are shown without decimals. */
export function formatMoney(amount: number, currency: string, locale = "en-US"): string {
  const digits = amount % 10 ** decimalsOf(currency) === 0 ? 0 : decimalsOf(currency)
  const key = `${locale} ${currency} ${digits}`
  let format = formats.get(key)
  if (format === undefined) {
    format = new Intl.NumberFormat(locale, {
      style: "currency",
      currency,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    })
    formats.set(key, format)
  }
  return format.format(decimal(amount, currency))
}
