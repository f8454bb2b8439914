/** What stands on a deal's bill, as API v2 answers it. */
import * as z from "zod"
import { decimal } from "../amount.ts"
import { type Discount, DiscountType, type Installment, type Line, lineSum, TaxMethod } from "../deal-goods.ts"
import { Frequency } from "../product.ts"

export const LineAnswer = z.object({
  id: z.int(),
  sum: z.number(),
  tax: z.number(),
  deal_id: z.int(),
  name: z.string(),
  product_id: z.int(),
  product_variation_id: z.int().nullable(),
  order_nr: z.int(),
  add_time: z.string(),
  update_time: z.string(),
  comments: z.string(),
  currency: z.string(),
  discount: z.number(),
  quantity: z.number(),
  item_price: z.number(),
  tax_method: TaxMethod,
  discount_type: DiscountType,
  is_enabled: z.boolean(),
  billing_frequency: Frequency,
  billing_frequency_cycles: z.int().nullable(),
  billing_start_date: z.string().nullable(),
})
export type LineAnswer = z.infer<typeof LineAnswer>

export function lineAnswer(deal: { id: number; value: { currency: string } }, line: Line): LineAnswer {
  const { currency } = deal.value
  return {
    id: line.id,
    sum: decimal(lineSum(line, currency), currency),
    tax: line.tax,
    deal_id: deal.id,
    name: line.name,
    product_id: line.productId,
    product_variation_id: line.variationId ?? null,
    order_nr: line.order,
    add_time: line.addedAt,
    update_time: line.changedAt,
    comments: line.comments,
    currency,
    discount: line.discount,
    quantity: line.quantity,
    item_price: line.price,
    tax_method: line.taxMethod,
    discount_type: line.discountType,
    is_enabled: line.enabled,
    billing_frequency: line.frequency,
    billing_frequency_cycles: line.cycles ?? null,
    billing_start_date: line.startsOn ?? null,
  }
}

export const DiscountAnswer = z.object({
  id: z.string(),
  description: z.string(),
  amount: z.number(),
  type: DiscountType,
  deal_id: z.int(),
  created_at: z.string(),
  created_by: z.int(),
  updated_at: z.string(),
  updated_by: z.int(),
})

export function discountAnswer(dealId: number, discount: Discount): z.infer<typeof DiscountAnswer> {
  return {
    id: discount.id,
    description: discount.description,
    amount: discount.amount,
    type: discount.type,
    deal_id: dealId,
    created_at: discount.addedAt,
    created_by: discount.addedBy,
    updated_at: discount.changedAt,
    updated_by: discount.changedBy,
  }
}

export const InstallmentAnswer = z.object({
  id: z.int(),
  amount: z.number(),
  billing_date: z.string(),
  deal_id: z.int(),
  description: z.string(),
})
export type InstallmentAnswer = z.infer<typeof InstallmentAnswer>

export function installmentAnswer(
  dealId: number,
  { id, amount, billingOn, description }: Installment,
): InstallmentAnswer {
  return { id, amount, billing_date: billingOn, deal_id: dealId, description }
}
