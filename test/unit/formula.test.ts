import fc from "fast-check"
import { expect, test } from "vitest"
import { factsOf } from "../../shared/facts.ts"
import type { Field } from "../../shared/field.ts"
import { parse } from "../../shared/formula.ts"
import { checkedFormula } from "../../shared/formula-check.ts"
import { withFormulas } from "../../shared/formula-results.ts"
import { evaluate } from "../../shared/formula-value.ts"
import { aDeal, aPerson } from "../support/records.ts"

const key = (letter: string) => letter.repeat(40)
function aField(letter: string, name: string, type: Field["type"], formula?: string): Field {
  const made = { id: 1, version: 1, addedAt: "2026-01-01T00:00:00Z", changedAt: "2026-01-01T00:00:00Z", changedBy: 1 }
  return { ...made, via: "app", of: "deal", key: key(letter), name, type, options: [], ...(formula && { formula }) }
}
const SEATS = aField("a", "Seats", "double")
const COST = aField("b", "Cost", "monetary")
const START = aField("c", "Start", "date")
const NOTE = aField("d", "Remark", "varchar")
const RESULT = aField("e", "Result", "formula", "0")
const FIELDS = [SEATS, COST, START, NOTE, RESULT]

const check = (formula: string, fields = FIELDS) => checkedFormula(formula, RESULT, fields)
const DEAL = aDeal({
  value: { amount: 100050, currency: "EUR" },
  probability: 40,
  expectedCloseOn: "2026-03-01",
  custom: { [key("a")]: 4, [key("b")]: { value: 200.5, currency: "EUR" }, [key("c")]: "2026-02-01" },
})
function result(formula: string, deal = DEAL) {
  const fields = [...FIELDS.slice(0, 4), { ...RESULT, formula: check(formula) }]
  return withFormulas("deal", deal, fields).custom[RESULT.key]
}

test.each([
  ["1 + 2 * 3", 7],
  ["(1 + 2) * 3", 9],
  ["-2 - -3", 1],
  ["0.1 + 0.2", 0.3],
  ["10 / 4 / 5", 0.5],
  ["{Seats} * 2", 8],
  ["round(10 / 3, 2)", 3.33],
  ["round(-2.5)", -3],
  ["min(3, {Seats}, 9) + max(1, 2) + abs(-1)", 6],
  ["if({Seats} >= 4, 10, 1 / 0)", 10],
  ["if({value} > 2000, 1, 2)", 2],
  ["days({Expected close date}, {Start})", 28],
  ["1 / 0", null],
  ["{value} / {Cost}", 4.99002493766],
])("%s is %s", (formula, expected) => {
  expect(result(formula)).toEqual(expected)
})

test("money goes in, money in the deal's currency comes out", () => {
  expect(result("{value} * {probability} / 100")).toEqual({ value: 400.2, currency: "EUR" })
  expect(result("{value} - {Cost}")).toEqual({ value: 800, currency: "EUR" })
  expect(result("{value} / 3")).toEqual({ value: 333.5, currency: "EUR" })
})

const INDIA = { value: 40, currency: "INR" }
const CONTACT = aPerson({ addedAt: "2026-01-01T23:00:00Z", changedAt: "2026-01-31T01:00:00Z" })

test.each([
  ["days({Changed}, {Created})", {}, 30],
  ["{Seats} * 2", { [key("a")]: 4 }, 8],
  ["{Cost} * 2", { [key("b")]: INDIA }, { value: 80, currency: "INR" }],
  ["{Other} + {Cost}", { [key("b")]: INDIA, [key("f")]: INDIA }, { value: 80, currency: "INR" }],
  ["{Other} + {Cost}", { [key("b")]: INDIA, [key("f")]: { value: 1, currency: "EUR" } }, null],
  ["{Other} / {Cost}", { [key("b")]: INDIA, [key("f")]: INDIA }, 1],
  ["if({Seats} > 1, {Cost}, {Other})", { [key("a")]: 1, [key("f")]: INDIA }, INDIA],
  ["if({Seats} > 1, {Cost}, 5)", { [key("a")]: 1 }, null],
])("of what has no currency, money has that of the first money in the formula: %s", (formula, custom, expected) => {
  const fields = [...FIELDS, aField("f", "Other", "monetary")].map((field): Field => ({ ...field, of: "person" }))
  const place = { of: "person", key: RESULT.key } as const
  const known = fields.map((one) =>
    one.key === RESULT.key ? { ...one, formula: checkedFormula(formula, place, fields) } : one,
  )
  expect(withFormulas("person", { ...CONTACT, custom }, known).custom[RESULT.key]).toEqual(expected)
})

test("a kind's formulas name its own fields, and others' are unknown to it", () => {
  const fields: Field[] = [{ ...RESULT, of: "product" }]
  const product = { of: "product", key: RESULT.key } as const
  expect(checkedFormula("{Price} - {cost} - {Direct cost}", product, fields)).toBe("{price} - {cost} - {direct_cost}")
  expect(() => checkedFormula("{Probability}", product, fields)).toThrow("no field Probability can be computed with")
  expect(() => checkedFormula("{constructor}", product, fields)).toThrow("no field constructor can be computed with")
  expect(withFormulas("person", CONTACT, fields)).toBe(CONTACT)
})

test("what is missing, or money of another currency, makes it nothing", () => {
  expect(result("{value} - {Cost}", { ...DEAL, custom: {} })).toBeNull()
  const pounds = { [key("b")]: { value: 1, currency: "GBP" } }
  expect(result("{value} - {Cost}", { ...DEAL, custom: pounds })).toBeNull()
})

test.each([
  ["1 +", "before it ends (at character 4)"],
  ["1 $ 2", "$ is not understood (at character 3)"],
  ["2 + {Nothing}", "no field Nothing can be computed with (at character 5)"],
  ["{Remark} + 1", "no field Remark can be computed with (at character 1)"],
  ["1 + {Start}", "not a day (at character 5)"],
  ["{value} * {Cost}", "money times money"],
  ["1 / {value}", "a number divided by money"],
  ["{Start}", "must come to a number or to money"],
  ["1 < 2", "must come to a number or to money"],
  ["if(1, 2, 3)", "expects a condition"],
  ["round(1, 2, 3)", "round takes 1 to 2 values"],
  ["sum(1)", "sum is no function"],
  ["(1", "expects ) before it ends"],
  ["1 2", "2 is not expected here"],
  ["3 + {Result}", "leads back to itself"],
  [`${"(".repeat(60)}1${")".repeat(60)}`, "nested too deeply"],
])("%s is refused: %s", (formula, why) => {
  expect(() => check(formula)).toThrow(why)
})

test("a circle through another formula is refused, and so is a change that another formula cannot bear", () => {
  const other = aField("f", "Other", "formula", `{${key("e")}} * {value}`)
  expect(() => check("{Other} + 1", [...FIELDS, other])).toThrow("leads back to itself")
  expect(() => check("{value}", [...FIELDS, other])).toThrow("Other, which uses it, would not work any more")
  expect(check("{Seats}", [...FIELDS, other])).toBe(`{${key("a")}}`)
})

test("formulas that use formulas twice each are computed once each", () => {
  const letters = [..."0123456789"]
  const chain = letters.flatMap((letter, i) =>
    letters.map((second, j) => {
      const before = i * 10 + j - 1
      const of = before < 0 ? "{probability}" : `{${String(before).padStart(40, "0")}}`
      const own = String(i * 10 + j).padStart(40, "0")
      return { ...aField("x", `F${letter}${second}`, "formula", `(${of} + ${of}) / 2`), key: own }
    }),
  )
  expect(withFormulas("deal", DEAL, chain).custom["99".padStart(40, "0")]).toBe(40)
})

test("facts hold what formulas come to", () => {
  const { row, columns } = factsOf("deal", withFormulas("deal", DEAL, [{ ...RESULT, formula: "{value} / 2" }]))
  expect([row[`custom.${RESULT.key}`], columns[`custom.${RESULT.key}`]]).toEqual([500.25, "num"])
})

type Sum = { text: string; value: number | null }
const sums = fc.letrec<{ sum: Sum }>((tie) => ({
  sum: fc.oneof(
    { maxDepth: 5 },
    fc.integer({ min: 0, max: 99 }).map((n): Sum => ({ text: String(n), value: n })),
    fc
      .tuple(tie("sum"), fc.constantFrom("+", "-", "*", "/"), tie("sum"))
      .map(([a, sign, b]): Sum => ({ text: `(${a.text} ${sign} ${b.text})`, value: plain(sign, a.value, b.value) })),
    tie("sum").map((a): Sum => ({ text: `-${a.text}`, value: a.value === null ? null : -a.value })),
  ),
})).sum

function plain(sign: string, a: number | null, b: number | null): number | null {
  if (a === null || b === null || (sign === "/" && b === 0)) return null
  const value = { "+": a + b, "-": a - b, "*": a * b, "/": a / b }[sign] ?? null
  return value === null || Number.isFinite(value) ? value : null
}

test("any sum is what plain arithmetic says", () => {
  fc.assert(
    fc.property(sums, ({ text, value }) => {
      const found = evaluate(parse(text), () => null)
      expect(found === null ? null : found + 0).toEqual(value === null ? null : value + 0)
    }),
  )
})
