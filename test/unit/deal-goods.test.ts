import { expect, test, vi } from "vitest"
import { type DealGoods, type Discount, inCurrency, type Line, lineSum, worthOf } from "../../shared/deal-goods.ts"
import { idIn, uuidOf } from "../../shared/lead.ts"

vi.stubEnv("TABLE_NAME", "table")
const { goodsEvents } = await import("../../functions/projector/goods.ts")

const AT = "2026-03-01T09:00:00Z"

function line(given: Partial<Line> = {}): Line {
  return {
    id: 1,
    productId: 1,
    name: "Pump 200",
    order: 10,
    price: 100,
    quantity: 1,
    tax: 0,
    taxMethod: "inclusive",
    discount: 0,
    discountType: "percentage",
    comments: "",
    enabled: true,
    frequency: "one-time",
    addedAt: AT,
    changedAt: AT,
    ...given,
  }
}

const discount = (amount: number, type: Discount["type"]): Discount => {
  return { id: "a", description: "Spring", amount, type, addedAt: AT, addedBy: 1, changedAt: AT, changedBy: 1 }
}

function goods(lines: Line[], discounts: Discount[] = []): DealGoods {
  return { lines, discounts, installments: [] }
}

test.each([
  ["price times quantity", { price: 30.23, quantity: 2 }, 6046],
  ["decimals of a quantity", { price: 9.99, quantity: 1.5 }, 1499],
  ["a price finer than a cent", { price: 0.005, quantity: 1000 }, 500],
  ["a discount in per cent", { discount: 25 }, 7500],
  ["a discount as an amount, of the whole line", { quantity: 3, discount: 50, discountType: "amount" }, 25_000],
  ["a tax on top, after the discount", { discount: 10, tax: 20, taxMethod: "exclusive" }, 10_800],
  ["a tax that is within", { tax: 20, taxMethod: "inclusive" }, 10_000],
  ["no tax", { tax: 20, taxMethod: "none" }, 10_000],
] as const)("a line's sum: %s", (_, given, sum) => {
  expect(lineSum(line(given), "EUR")).toBe(sum)
})

test("currencies without small coins round to whole ones", () => {
  expect(lineSum(line({ price: 10.5, quantity: 3 }), "JPY")).toBe(32)
})

test("a deal is worth what its enabled products cost once, less its discounts", () => {
  const lines = [line(), line({ id: 2, productId: 5, price: 50 }), line({ id: 3, enabled: false })]
  const worth = worthOf(goods(lines, [discount(10, "percentage"), discount(5, "amount")]), "EUR")
  expect(worth).toEqual({ value: 13_000, acv: 13_000, arr: 0, mrr: 0, count: 3, productIds: [1, 5] })
})

test("discounts never make it worth less than nothing", () => {
  expect(worthOf(goods([line()], [discount(500, "amount")]), "EUR").value).toBe(0)
})

test("what is billed again counts as often as it is billed; until cancelled, for a year", () => {
  const monthly = line({ frequency: "monthly", price: 10 })
  expect(worthOf(goods([monthly]), "EUR")).toMatchObject({ value: 12_000, acv: 12_000, arr: 12_000, mrr: 1000 })
  const twoYears = line({ frequency: "monthly", price: 10, cycles: 24 })
  expect(worthOf(goods([twoYears]), "EUR")).toMatchObject({ value: 24_000, acv: 12_000, arr: 12_000, mrr: 1000 })
  const quarterly = line({ frequency: "quarterly", price: 30, cycles: 2 })
  expect(worthOf(goods([line(), quarterly], [discount(50, "percentage")]), "EUR")).toMatchObject({
    value: 11_000,
    acv: 11_000,
    arr: 12_000,
    mrr: 1000,
  })
})

test("amounts keep their decimals in another currency", () => {
  const summary = { count: 1, productIds: [1], mrr: 1050, arr: 12_600, acv: 12_600 }
  expect(inCurrency(summary, "EUR", "JPY")).toEqual({ ...summary, mrr: 11, arr: 126, acv: 126 })
})

test("a UUID of ours is one, and ends in its id", () => {
  const uuid = uuidOf(123_456, new Uint8Array([1, 2, 3, 4, 5, 6, 255, 8, 255, 10]))
  expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(idIn(uuid)).toBe(123_456)
})

test("what a deal sells is told line by line: what is new, what differs, and what is gone", () => {
  const stored = (version: number, lines: Line[]) => ({
    ...goods(lines),
    installments: version === 1 ? [] : [{ id: 7, description: "Half", amount: 50, billingOn: "2026-05-01" }],
    kind: "goods" as const,
    dealId: 3,
    currency: "EUR",
    version,
    changedAt: AT,
    changedBy: 1,
    via: "api" as const,
  })
  const before = stored(1, [line(), line({ id: 2 })])
  const after = stored(2, [line({ quantity: 2 }), line({ id: 4 })])
  expect(goodsEvents([{ w: "1", before, after }])).toMatchObject([
    { name: "deal_product.deleted", id: 2, version: 2 },
    { name: "deal_product.changed", id: 1, data: { previous: { quantity: 1, sum: 100 }, current: { deal_id: 3 } } },
    { name: "deal_product.added", id: 4, eventId: "1:deal_product:4:2:deal_product.added" },
    { name: "deal_installment.added", id: 7 },
  ])
  expect(goodsEvents([{ w: "1", before: after, after }])).toEqual([])
})
