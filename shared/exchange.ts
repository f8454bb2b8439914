/**
 * Money of one currency in another. A rate is a decimal string: what one unit of a currency is worth in units of the base, the
 * workspace's own currency, so that 1 EUR = 1.08 USD is `{ base: "USD", rates: { EUR: "1.08" } }`. Two others are converted by
 * way of the base. All is counted in integers, and rounded once, at the end, to the minor units of the wanted currency: half to
 * even (0.5 becomes 0, 1.5 and 2.5 become 2), so that many sums do not drift upwards.
 */
import { decimalsOf } from "./amount.ts"

export type Rates = { base: string; rates: Readonly<Record<string, string>> }

/** Minor units of a currency. */
export type Sum = { amount: number; currency: string }

export type Total = { amount: number } | { missing: string[] }

/** Digits after the point that sums have in the base: more than those of any rate and currency together. */
const SCALE = 48

/** Undefined where a currency has no rate. */
export function convert(amount: number, from: string, to: string, rates: Rates): number | undefined {
  const total = totalIn([{ amount, currency: from }], rates, to)
  return "amount" in total ? total.amount : undefined
}

/** What sums add up to in a currency, or the currencies that have no rate. Nothing, in whatever currency, needs none. */
export function totalIn(sums: Iterable<Sum>, rates: Rates, currency: string): Total {
  let own = 0n
  let worth = 0n
  const missing = new Set<string>()
  const needed = (code: string) => {
    const rate = rateOf(code, rates)
    if (rate === undefined) missing.add(code)
    return rate
  }
  for (const sum of sums) {
    if (sum.currency === currency) own += BigInt(sum.amount)
    else if (sum.amount !== 0) {
      const rate = needed(sum.currency)
      if (needed(currency) === undefined || rate === undefined) continue
      worth += BigInt(sum.amount) * rate.digits * power(SCALE - rate.scale - decimalsOf(sum.currency))
    }
  }
  if (missing.size > 0) return { missing: [...missing] }
  const into = worth === 0n ? undefined : rateOf(currency, rates)
  if (into === undefined) return { amount: Number(own) }
  const shared = into.digits * power(SCALE - into.scale)
  return { amount: Number(own + divided(worth * power(decimalsOf(currency)), shared)) }
}

/**
 * Sums in several currencies as one in the base. Undefined where they stay apart: one of them has no rate, or there is nothing to
 * convert.
 */
export function converted(sums: readonly Sum[], rates: Rates): number | undefined {
  if (sums.every(({ amount, currency }) => amount === 0 || currency === rates.base)) return undefined
  const total = totalIn(sums, rates, rates.base)
  return "amount" in total ? total.amount : undefined
}

/** Digits that a rate has after it was derived from others. */
const DERIVED = 12
/** Those after the point that a rate may have. */
const MOST_DECIMALS = 24

/** The same rates against another currency, to twelve significant digits; undefined where that one has no rate. */
export function rebased({ base, rates }: Rates, to: string): Rates | undefined {
  const by = rateOf(to, { base, rates })
  if (by === undefined) return undefined
  const { [to]: _, ...others } = { ...rates, [base]: "1" }
  const quotient = (rate: string) => {
    const { digits, scale } = read(rate)
    return significant(divided(digits * power(SCALE * 2 + by.scale), by.digits * power(scale)), SCALE * 2)
  }
  return { base: to, rates: Object.fromEntries(Object.entries(others).map(([code, rate]) => [code, quotient(rate)])) }
}

type Decimal = { digits: bigint; scale: number }

function rateOf(currency: string, { base, rates }: Rates): Decimal | undefined {
  if (currency === base) return { digits: 1n, scale: 0 }
  const rate = Object.hasOwn(rates, currency) ? rates[currency] : undefined
  return rate === undefined ? undefined : read(rate)
}

function read(rate: string): Decimal {
  const [whole = "", part = ""] = rate.split(".")
  return { digits: BigInt(whole + part), scale: part.length }
}

function significant(digits: bigint, scale: number): string {
  const drop = Math.min(Math.max(String(digits).length - DERIVED, scale - MOST_DECIMALS), scale)
  const kept = String(divided(digits, power(drop))).padStart(scale - drop + 1, "0")
  const point = kept.length - (scale - drop)
  return `${kept.slice(0, point)}.${kept.slice(point)}`.replace(/\.?0+$/, "")
}

const power = (exponent: number) => 10n ** BigInt(exponent)

/** Rounded half to even. */
function divided(value: bigint, by: bigint): bigint {
  const whole = value / by
  const rest = (value % by) * 2n
  const size = rest < 0n ? -rest : rest
  const up = size > by || (size === by && whole % 2n !== 0n)
  return up ? whole + (value < 0n ? -1n : 1n) : whole
}
