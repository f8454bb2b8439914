/** v1's products of deals, which left its specification and are still called. */
import * as z from "zod"
import { decimal, formatMoney } from "../../amount.ts"
import { DiscountType, type Line, lineSum, TaxMethod } from "../../deal-goods.ts"
import { route } from "../route.ts"
import { V1Boolean, V1ById, V1Id, V1IdOrNull, V1Number, V1Paging } from "./fields.ts"
import { v1Time } from "./refs.ts"

const V1Line = z.looseObject({
  id: z.int(),
  deal_id: z.int(),
  product_id: z.int(),
  item_price: z.number(),
  quantity: z.number(),
  sum: z.number(),
})

export function v1Line(deal: { id: number; value: { currency: string } }, line: Line): z.infer<typeof V1Line> {
  const { currency } = deal.value
  const sum = lineSum(line, currency)
  const whole = lineSum({ ...line, discount: 0 }, currency)
  return {
    id: line.id,
    deal_id: deal.id,
    order_nr: line.order,
    product_id: line.productId,
    product_variation_id: line.variationId ?? null,
    name: line.name,
    item_price: line.price,
    quantity: line.quantity,
    quantity_formatted: String(line.quantity),
    discount: line.discount,
    discount_type: line.discountType,
    sum: decimal(sum, currency),
    sum_formatted: formatMoney(sum, currency),
    sum_no_discount: decimal(whole, currency),
    currency,
    tax: line.tax,
    tax_method: line.taxMethod,
    comments: line.comments,
    enabled_flag: line.enabled,
    active_flag: true,
    add_time: v1Time(line.addedAt),
    last_edit: v1Time(line.changedAt),
  }
}

const LineBody = z.object({
  product_id: V1Id,
  item_price: V1Number,
  quantity: V1Number.pipe(z.number().min(0).max(1e9)),
  discount: V1Number.pipe(z.number().min(0).max(1e12)),
  discount_type: DiscountType,
  product_variation_id: V1IdOrNull,
  comments: z.string().max(5000),
  tax: V1Number.pipe(z.number().min(0).max(1000)),
  tax_method: TaxMethod,
  enabled_flag: V1Boolean,
})
const NewLine = LineBody.partial().required({ product_id: true, item_price: true, quantity: true })
const LineChange = LineBody.partial()
export type V1LineChange = z.infer<typeof LineChange>

const OneLine = V1ById.extend({ product_attachment_id: V1Id })

export const v1DealProducts = {
  list: route({
    method: "GET",
    path: "/v1/deals/{id}/products",
    summary: "List the products of a deal",
    permission: "records.see",
    cost: 20,
    params: V1ById,
    query: z.object(V1Paging),
    answer: z.array(V1Line),
    envelope: "v1page",
  }),
  add: route({
    method: "POST",
    path: "/v1/deals/{id}/products",
    summary: "Add a product to a deal, whose value follows",
    permission: "records.edit",
    cost: 10,
    params: V1ById,
    body: NewLine,
    answer: V1Line,
    envelope: "one",
  }),
  update: route({
    method: "PUT",
    path: "/v1/deals/{id}/products/{product_attachment_id}",
    summary: "Change a product of a deal, whose value follows",
    permission: "records.edit",
    cost: 10,
    params: OneLine,
    body: LineChange,
    answer: V1Line,
    envelope: "one",
  }),
  remove: route({
    method: "DELETE",
    path: "/v1/deals/{id}/products/{product_attachment_id}",
    summary: "Remove a product from a deal, whose value follows",
    permission: "records.edit",
    cost: 6,
    params: OneLine,
    answer: z.object({ id: z.int(), product_attachment_id: z.int() }),
    envelope: "one",
  }),
}
