import * as z from "zod"
import { DiscountType, TaxMethod } from "../deal-goods.ts"
import { Frequency } from "../product.ts"
import { GivenDay } from "../time.ts"
import { DiscountAnswer, InstallmentAnswer, LineAnswer } from "./deal-goods-answer.ts"
import { BodyId, ById, Deleted, Paging, QueryId, QueryIds, Sorting } from "./fields.ts"
import { Cycles } from "./products.ts"
import { route } from "./route.ts"

const Amount = z.number("must be a number").min(-1e12).max(1e12)

const Positive = z.number("must be a number").positive("must be greater than 0").max(1e12)

const LineBody = z.strictObject({
  product_id: BodyId,
  item_price: Amount,
  quantity: z.number("must be a number").min(0).max(1e9),
  tax: z.number("must be a number").min(0).max(1000),
  comments: z.string().max(5000),
  discount: z.number("must be a number").min(0).max(1e12),
  is_enabled: z.boolean(),
  tax_method: TaxMethod,
  discount_type: DiscountType,
  product_variation_id: BodyId.nullable(),
  billing_frequency: Frequency,
  billing_frequency_cycles: Cycles.nullable(),
  billing_start_date: GivenDay.nullable(),
})

export const NewLine = LineBody.partial().required({ product_id: true, item_price: true, quantity: true })
export type NewLine = z.infer<typeof NewLine>

export const LineChange = LineBody.partial().refine(
  (body) => Object.keys(body).length > 0,
  "must change at least one field",
)
export type LineChange = z.infer<typeof LineChange>

const DiscountBody = z.strictObject({
  description: z.string().trim().min(1, "must not be empty").max(255),
  amount: Positive,
  type: DiscountType,
})
export type DiscountBody = z.infer<typeof DiscountBody>

const InstallmentBody = z.strictObject({
  description: z.string().trim().min(1, "must not be empty").max(255),
  amount: Positive,
  billing_date: GivenDay,
})
export type InstallmentBody = z.infer<typeof InstallmentBody>

function changeOf<T extends z.ZodObject>(body: T) {
  return body.partial().refine((given) => Object.keys(given).length > 0, "must change at least one field")
}

const LINES_SORTED = ["id", "deal_id", "add_time", "update_time", "order_nr"] as const

export const LinesQuery = z.strictObject({
  deal_ids: QueryIds,
  sort_by: z.enum(LINES_SORTED).default("id"),
  sort_direction: Sorting.sort_direction,
  ...Paging,
})

export const InstallmentsQuery = LinesQuery.extend({ sort_by: z.enum(["id", "billing_date", "deal_id"]).default("id") })

const OneLine = z.strictObject({ id: QueryId, product_attachment_id: QueryId })

const OneDiscount = z.strictObject({ id: QueryId, discount_id: z.string().min(1).max(60) })

const OneInstallment = z.strictObject({ id: QueryId, installment_id: QueryId })

export const dealGoods = {
  ofDeals: route({
    method: "GET",
    path: "/api/v2/deals/products",
    summary: "List the products of up to 100 deals",
    permission: "records.see",
    cost: 10,
    query: LinesQuery,
    answer: z.array(LineAnswer),
    envelope: "page",
  }),
  list: route({
    method: "GET",
    path: "/api/v2/deals/{id}/products",
    summary: "List the products of a deal",
    permission: "records.see",
    cost: 10,
    params: ById,
    query: z.strictObject({
      sort_by: z.enum(["id", "add_time", "update_time", "order_nr"]).default("id"),
      sort_direction: Sorting.sort_direction,
      ...Paging,
    }),
    answer: z.array(LineAnswer),
    envelope: "page",
  }),
  add: route({
    method: "POST",
    path: "/api/v2/deals/{id}/products",
    summary: "Add a product to a deal, whose value follows",
    permission: "records.edit",
    cost: 5,
    params: ById,
    body: NewLine,
    answer: LineAnswer,
    envelope: "one",
    status: 201,
  }),
  addMany: route({
    method: "POST",
    path: "/api/v2/deals/{id}/products/bulk",
    summary: "Add up to 100 products to a deal, all or none",
    permission: "records.edit",
    cost: 25,
    params: ById,
    body: z.strictObject({ data: z.array(NewLine).min(1).max(100) }),
    answer: z.array(LineAnswer),
    envelope: "one",
    status: 201,
  }),
  update: route({
    method: "PATCH",
    path: "/api/v2/deals/{id}/products/{product_attachment_id}",
    summary: "Change a product of a deal, whose value follows",
    permission: "records.edit",
    cost: 5,
    params: OneLine,
    body: LineChange,
    answer: LineAnswer,
    envelope: "one",
  }),
  remove: route({
    method: "DELETE",
    path: "/api/v2/deals/{id}/products/{product_attachment_id}",
    summary: "Remove a product from a deal, whose value follows",
    permission: "records.edit",
    cost: 3,
    params: OneLine,
    answer: Deleted,
    envelope: "one",
  }),
  removeMany: route({
    method: "DELETE",
    path: "/api/v2/deals/{id}/products",
    summary: "Remove the products that are named, or the first 100, from a deal",
    permission: "records.edit",
    cost: 15,
    params: ById,
    query: z.strictObject({ ids: QueryIds.optional() }),
    answer: z.object({ ids: z.array(z.int()) }),
    envelope: "v1",
  }),
  listDiscounts: route({
    method: "GET",
    path: "/api/v2/deals/{id}/discounts",
    summary: "List the additional discounts of a deal",
    permission: "records.see",
    cost: 10,
    params: ById,
    answer: z.array(DiscountAnswer),
    envelope: "one",
  }),
  addDiscount: route({
    method: "POST",
    path: "/api/v2/deals/{id}/discounts",
    summary: "Take a discount off what a deal bills once; its value follows",
    permission: "records.edit",
    cost: 5,
    params: ById,
    body: DiscountBody,
    answer: DiscountAnswer,
    envelope: "one",
    status: 201,
  }),
  updateDiscount: route({
    method: "PATCH",
    path: "/api/v2/deals/{id}/discounts/{discount_id}",
    summary: "Change an additional discount of a deal",
    permission: "records.edit",
    cost: 5,
    params: OneDiscount,
    body: changeOf(DiscountBody),
    answer: DiscountAnswer,
    envelope: "one",
  }),
  removeDiscount: route({
    method: "DELETE",
    path: "/api/v2/deals/{id}/discounts/{discount_id}",
    summary: "Remove an additional discount from a deal",
    permission: "records.edit",
    cost: 3,
    params: OneDiscount,
    answer: z.object({ id: z.string() }),
    envelope: "one",
  }),
  installmentsOfDeals: route({
    method: "GET",
    path: "/api/v2/deals/installments",
    summary: "List the installments of up to 100 deals",
    permission: "records.see",
    cost: 10,
    query: InstallmentsQuery,
    answer: z.array(InstallmentAnswer),
    envelope: "page",
  }),
  addInstallment: route({
    method: "POST",
    path: "/api/v2/deals/{id}/installments",
    summary: "Add an installment to a deal that bills its products once",
    permission: "records.edit",
    cost: 5,
    params: ById,
    body: InstallmentBody,
    answer: InstallmentAnswer,
    envelope: "one",
  }),
  updateInstallment: route({
    method: "PATCH",
    path: "/api/v2/deals/{id}/installments/{installment_id}",
    summary: "Change an installment of a deal",
    permission: "records.edit",
    cost: 5,
    params: OneInstallment,
    body: changeOf(InstallmentBody),
    answer: InstallmentAnswer,
    envelope: "one",
  }),
  removeInstallment: route({
    method: "DELETE",
    path: "/api/v2/deals/{id}/installments/{installment_id}",
    summary: "Remove an installment from a deal",
    permission: "records.edit",
    cost: 3,
    params: OneInstallment,
    answer: Deleted,
    envelope: "one",
  }),
}
