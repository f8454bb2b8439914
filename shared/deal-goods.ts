/** What is sold in a deal: its products, discounts and installments, and what they add up to. */
import * as z from "zod"
import { decimal, minorUnits } from "./amount.ts"
import { Frequency } from "./product.ts"
import { Id } from "./record.ts"
import { Day, Instant } from "./time.ts"

export const TaxMethod = z.enum(["exclusive", "inclusive", "none"])
export const DiscountType = z.enum(["percentage", "amount"])
export type DiscountType = z.infer<typeof DiscountType>

/** A product on a deal. Its price is a decimal number of the deal's currency. */
export const Line = z.object({
  id: Id,
  productId: Id,
  variationId: Id.optional(),
  /** As it was when the product was added. */
  name: z.string(),
  order: z.int(),
  price: z.number(),
  quantity: z.number(),
  /** Per cent. */
  tax: z.number(),
  taxMethod: TaxMethod,
  discount: z.number(),
  discountType: DiscountType,
  comments: z.string(),
  enabled: z.boolean(),
  frequency: Frequency,
  cycles: z.int().positive().optional(),
  startsOn: Day.optional(),
  addedAt: Instant,
  changedAt: Instant,
})
export type Line = z.infer<typeof Line>

/** Taken off what is billed once. */
export const Discount = z.object({
  id: z.string(),
  description: z.string(),
  amount: z.number(),
  type: DiscountType,
  addedAt: Instant,
  addedBy: z.int(),
  changedAt: Instant,
  changedBy: z.int(),
})
export type Discount = z.infer<typeof Discount>

export const Installment = z.object({ id: Id, description: z.string(), amount: z.number(), billingOn: Day })
export type Installment = z.infer<typeof Installment>

export const DealGoods = z.object({
  lines: z.array(Line),
  discounts: z.array(Discount),
  installments: z.array(Installment),
})
export type DealGoods = z.infer<typeof DealGoods>

export const NO_GOODS: DealGoods = { lines: [], discounts: [], installments: [] }

/** What a deal keeps of its products beside its value: amounts are minor units of its currency. */
export const GoodsSummary = z.object({
  count: z.int(),
  productIds: z.array(Id),
  mrr: z.int(),
  arr: z.int(),
  acv: z.int(),
})
export type GoodsSummary = z.infer<typeof GoodsSummary>

const PER_YEAR: Record<Frequency, number> = {
  "one-time": 0,
  weekly: 52,
  monthly: 12,
  quarterly: 4,
  "semi-annually": 2,
  annually: 1,
}

export const isRecurring = (line: Pick<Line, "frequency">) => line.frequency !== "one-time"

/** What a line costs each time it is billed, in minor units: discount off, exclusive tax on top. */
export function lineSum(
  line: Pick<Line, "price" | "quantity" | "discount" | "discountType" | "tax" | "taxMethod">,
  currency: string,
): number {
  const whole = line.price * line.quantity
  const off = line.discountType === "percentage" ? (whole * line.discount) / 100 : line.discount
  const taxed = line.taxMethod === "exclusive" ? 1 + line.tax / 100 : 1
  return minorUnits(Number(((whole - off) * taxed).toPrecision(15)), currency)
}

/**
 * What a deal is worth by its products, in minor units. The value is all that is ever billed; what is billed until cancelled counts
 * for a year. `acv` is what falls into the first year. Discounts are taken off what is billed once.
 */
export function worthOf({ lines, discounts }: DealGoods, currency: string): { value: number } & GoodsSummary {
  const enabled = lines.filter((line) => line.enabled)
  const once = discounted(total(enabled.filter((line) => !isRecurring(line)).map((line) => lineSum(line, currency))))
  let [value, acv, arr] = [once, once, 0]
  for (const line of enabled.filter(isRecurring)) {
    const each = lineSum(line, currency)
    const perYear = PER_YEAR[line.frequency]
    value += each * (line.cycles ?? perYear)
    acv += each * Math.min(line.cycles ?? perYear, perYear)
    arr += each * perYear
  }
  const productIds = [...new Set(lines.map((line) => line.productId))].sort((a, b) => a - b)
  return { value, count: lines.length, productIds, mrr: Math.round(arr / 12), arr, acv }

  function discounted(sum: number): number {
    const off = discounts.map(({ amount, type }) =>
      type === "percentage" ? Math.round((sum * amount) / 100) : minorUnits(amount, currency),
    )
    return discounts.length === 0 ? sum : Math.max(Math.min(sum, 0), sum - total(off))
  }
}

/** The same amounts in another currency's minor units: decimals stay as they are. */
export function inCurrency(goods: GoodsSummary, from: string, to: string): GoodsSummary {
  const moved = (amount: number) => minorUnits(decimal(amount, from), to)
  return { ...goods, mrr: moved(goods.mrr), arr: moved(goods.arr), acv: moved(goods.acv) }
}

const total = (amounts: readonly number[]) => amounts.reduce((sum, amount) => sum + amount, 0)
