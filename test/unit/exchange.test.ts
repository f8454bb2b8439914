import fc from "fast-check"
import { expect, test } from "vitest"
import { decimalsOf } from "../../shared/amount.ts"
import { convert, converted, type Rates, rebased, totalIn } from "../../shared/exchange.ts"
import { Rate } from "../../shared/money.ts"

const RATES: Rates = { base: "USD", rates: { EUR: "1.08", JPY: "0.0067", KWD: "3.25", CLF: "41.5", IDR: "0.000061" } }
const code = fc.constantFrom("USD", "EUR", "JPY", "KWD", "CLF", "IDR")
const amount = fc.integer({ min: -1e12, max: 1e12 })
const rate = fc
  .tuple(fc.integer({ min: 0, max: 99_999 }), fc.integer({ min: 1, max: 999_999 }))
  .map(([whole, part]) => `${whole}.${String(part).padStart(6, "0")}`)
const rates = fc.record({ EUR: rate, JPY: rate, KWD: rate }).map((all): Rates => ({ base: "USD", rates: all }))

test("an amount is converted by way of the base, in the digits of both currencies", () => {
  expect(convert(1000, "EUR", "USD", RATES)).toBe(1080)
  expect(convert(1080, "USD", "EUR", RATES)).toBe(1000)
  expect(convert(10_000, "JPY", "USD", RATES)).toBe(6700)
  expect(convert(6700, "USD", "JPY", RATES)).toBe(10_000)
  expect(convert(1000, "KWD", "EUR", RATES)).toBe(301)
  expect(convert(10_000, "CLF", "JPY", RATES)).toBe(6194)
})

test("halves go to the even neighbour, below zero too", () => {
  const half: Rates = { base: "USD", rates: { EUR: "0.5" } }
  expect([1, 3, 5, -1, -3, -5].map((minor) => convert(minor, "EUR", "USD", half))).toEqual([0, 2, 2, 0, -2, -2])
})

test("an amount in its own currency needs no rate and stays as it is, and nothing is nothing everywhere", () => {
  fc.assert(
    fc.property(amount, fc.constantFrom("GBP", "USD", "JPY"), (minor, of) => convert(minor, of, of, RATES) === minor),
  )
  expect(convert(0, "GBP", "EUR", RATES)).toBe(0)
  expect(totalIn([], RATES, "GBP")).toEqual({ amount: 0 })
})

test("what has no rate is named, once each, the wanted currency too", () => {
  const sums = ["GBP", "EUR", "CHF", "GBP"].map((currency) => ({ amount: 5, currency }))
  expect(totalIn(sums, RATES, "USD")).toEqual({ missing: ["GBP", "CHF"] })
  expect(totalIn([{ amount: 5, currency: "EUR" }], RATES, "GBP")).toEqual({ missing: ["GBP"] })
  expect(convert(5, "toString", "USD", RATES)).toBeUndefined()
})

test("a conversion is never further from the exact value than half a minor unit", () => {
  fc.assert(
    fc.property(amount, code, code, (minor, from, to) => {
      const worth = (of: string) => (of === "USD" ? 1 : Number(RATES.rates[of]))
      const exact = (minor * worth(from) * 10 ** decimalsOf(to)) / (worth(to) * 10 ** decimalsOf(from))
      const found = convert(minor, from, to, RATES) ?? Number.NaN
      expect(Math.abs(found - exact)).toBeLessThanOrEqual(0.5 + Math.abs(exact) * 1e-14)
    }),
  )
})

test("there and back again is within what rounding took", () => {
  fc.assert(
    fc.property(amount, rates, (minor, some) => {
      const there = convert(minor, "EUR", "USD", some) ?? Number.NaN
      const back = convert(there, "USD", "EUR", some) ?? Number.NaN
      expect(Math.abs(back - minor)).toBeLessThanOrEqual(0.5 / Number(some.rates.EUR) + 0.5 + Math.abs(minor) * 1e-14)
    }),
  )
})

test("a total does not depend on the order of its sums, turns with their sign and grows with an amount", () => {
  const sums = fc.array(fc.record({ amount, currency: code }), { maxLength: 12 })
  const total = (of: readonly { amount: number; currency: string }[], to: string) => {
    const found = totalIn(of, RATES, to)
    return "amount" in found ? found.amount : Number.NaN
  }
  fc.assert(
    fc.property(sums, code, code, (all, to, of) => {
      expect(total(all.toReversed(), to)).toBe(total(all, to))
      expect(
        total(
          all.map((sum) => ({ ...sum, amount: -sum.amount })),
          to,
        ) + total(all, to),
      ).toBe(0)
      expect(total([...all, { amount: 1000, currency: of }], to)).toBeGreaterThanOrEqual(total(all, to))
    }),
  )
})

test("a total is rounded once: a sum in pieces comes to the same", () => {
  fc.assert(
    fc.property(fc.array(amount, { minLength: 1, maxLength: 9 }), code, code, (parts, from, to) => {
      const whole = parts.reduce((sum, part) => sum + part, 0)
      const pieces = parts.map((part) => ({ amount: part, currency: from }))
      expect(totalIn(pieces, RATES, to)).toEqual({ amount: convert(whole, from, to, RATES) })
    }),
  )
})

test("rates against another currency say the same, to twelve digits", () => {
  expect(rebased({ base: "USD", rates: { EUR: "1.25", JPY: "0.005" } }, "EUR")).toEqual({
    base: "EUR",
    rates: { USD: "0.8", JPY: "0.004" },
  })
  expect(rebased(RATES, "GBP")).toBeUndefined()
  fc.assert(
    fc.property(rates, (some) => {
      const turned = rebased(some, "JPY")
      expect(Object.keys(turned?.rates ?? {}).toSorted()).toEqual(["EUR", "KWD", "USD"])
      const exact = Number(some.rates.EUR) / Number(some.rates.JPY)
      expect(Number(turned?.rates.EUR) / exact).toBeCloseTo(1, 10)
      for (const one of Object.values(turned?.rates ?? {})) expect(Rate.safeParse(one).success).toBe(true)
    }),
  )
})

test("a rate is a positive decimal in words", () => {
  for (const good of ["1", "1.08", "0.000061", "16393.44"]) expect(Rate.parse(good)).toBe(good)
  for (const bad of [
    "",
    "0",
    "0.00",
    "-1",
    "1e3",
    "1,08",
    ".5",
    "1.",
    "01",
    "1".repeat(14),
    `0.${"1".repeat(25)}`,
    1.08,
  ])
    expect(Rate.safeParse(bad).success).toBe(false)
})

test("sums of several currencies are one in the base where each has a rate, else they stay apart", () => {
  const sum = (amount: number, currency: string) => ({ amount, currency })
  expect(converted([sum(100, "USD"), sum(100, "EUR"), sum(100, "JPY")], RATES)).toBe(275)
  expect(converted([sum(100, "EUR")], RATES)).toBe(108)
  expect(converted([sum(100, "USD"), sum(1, "GBP")], RATES)).toBeUndefined()
  expect(converted([sum(100, "USD"), sum(0, "GBP")], RATES)).toBe(100)
  expect(converted([sum(100, "USD")], RATES)).toBeUndefined()
  expect(converted([], RATES)).toBeUndefined()
})
