import fc from "fast-check"
import { expect, test } from "vitest"
import { decimal, decimalsOf, formatMoney, minorUnits } from "../../shared/amount.ts"
import { Currency, Money } from "../../shared/money.ts"

const currency = fc.constantFrom("JPY", "KRW", "EUR", "USD", "GBP", "KWD", "BHD", "TND")
const amount = fc.integer({ min: -1e13, max: 1e13 })

test("a currency has the digits that ISO 4217 gives it", () => {
  expect(["JPY", "EUR", "KWD", "CLF"].map(decimalsOf)).toEqual([0, 2, 3, 4])
})

test("minor units come back as they were through the API's decimals", () => {
  fc.assert(
    fc.property(amount, currency, (minor, code) => {
      expect(minorUnits(decimal(minor, code), code)).toBe(minor)
    }),
  )
})

test("a decimal with no more digits than its currency has comes back as it was", () => {
  fc.assert(
    fc.property(amount, currency, (minor, code) => {
      const given = Number(`${minor}e-${decimalsOf(code)}`)
      expect(decimal(minorUnits(given, code), code)).toBe(given)
    }),
  )
})

test("rounding is half away from zero, on what was written and not on its binary form", () => {
  expect(minorUnits(1.005, "EUR")).toBe(101)
  expect(minorUnits(-1.005, "EUR")).toBe(-101)
  expect(minorUnits(8.345, "USD")).toBe(835)
  expect(minorUnits(0.1 + 0.2, "EUR")).toBe(30)
  expect(minorUnits(2.5, "JPY")).toBe(3)
  expect(minorUnits(-2.5, "JPY")).toBe(-3)
  expect(minorUnits(1.0005, "KWD")).toBe(1001)
})

test("the result is never far from what was given, nor a fraction, nor minus zero", () => {
  fc.assert(
    fc.property(fc.double({ min: -1e9, max: 1e9, noNaN: true }), currency, (given, code) => {
      const minor = minorUnits(given, code)
      expect(Number.isInteger(minor)).toBe(true)
      expect(Object.is(minor, -0)).toBe(false)
      expect(Math.abs(minor - given * 10 ** decimalsOf(code))).toBeLessThanOrEqual(0.5 + 1e-6)
    }),
  )
})

test("numbers so small that JavaScript writes them with an exponent are nothing", () => {
  expect(minorUnits(1e-7, "EUR")).toBe(0)
  expect(minorUnits(-1e-7, "EUR")).toBe(0)
})

test("people read whole amounts without decimals and others with all of them", () => {
  expect(formatMoney(120_000, "USD")).toBe("$1,200")
  expect(formatMoney(120_050, "USD")).toBe("$1,200.50")
  expect(formatMoney(1200, "JPY")).toBe("¥1,200")
  expect(formatMoney(1500, "KWD", "en-GB")).toMatch(/1\.500$/)
})

test("money is whole minor units and a code of three capitals", () => {
  expect(Money.safeParse({ amount: 12, currency: "EUR" }).success).toBe(true)
  expect(Money.safeParse({ amount: 12.5, currency: "EUR" }).success).toBe(false)
  expect(Money.safeParse({ amount: 2 ** 60, currency: "EUR" }).success).toBe(false)
  expect(["eur", "EURO", "", "E1R"].map((code) => Currency.safeParse(code).success)).toEqual([
    false,
    false,
    false,
    false,
  ])
})
