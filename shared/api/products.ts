import * as z from "zod"
import { Currency } from "../money.ts"
import { VisibleTo } from "../permission.ts"
import { Frequency, MOST_CYCLES } from "../product.ts"
import {
  BodyCustom,
  BodyId,
  ById,
  Deleted,
  Paging,
  QueryId,
  QueryIds,
  QueryInstant,
  QueryKeys,
  Sorting,
  Title,
} from "./fields.ts"
import { ImageAnswer, ProductAnswer, VariationAnswer } from "./product-answer.ts"
import { route } from "./route.ts"

const Amount = z.number("must be a number").min(-1e12).max(1e12)

const PriceBody = z.strictObject({
  currency: Currency,
  price: Amount,
  cost: Amount.nullish(),
  direct_cost: Amount.nullish(),
  notes: z.string().max(1000).nullish(),
})
export type PriceBody = z.infer<typeof PriceBody>

export const PricesBody = z
  .array(PriceBody)
  .max(50)
  .refine((prices) => new Set(prices.map((price) => price.currency)).size === prices.length, {
    message: "must name each currency once",
  })

export const Cycles = z.int("must be a whole number").min(1).max(MOST_CYCLES, `must be at most ${MOST_CYCLES}`)

const ProductBody = z.strictObject({
  name: Title,
  code: z.string().trim().max(255).nullable(),
  description: z.string().max(65_000).nullable(),
  unit: z.string().trim().max(255).nullable(),
  tax: z.number("must be a number").min(0).max(1000),
  category: BodyId.nullable(),
  owner_id: BodyId,
  is_linkable: z.boolean(),
  visible_to: VisibleTo,
  prices: PricesBody,
  billing_frequency: Frequency,
  billing_frequency_cycles: Cycles.nullable(),
  custom_fields: BodyCustom,
})

export const NewProduct = ProductBody.partial().required({ name: true })
export type NewProduct = z.infer<typeof NewProduct>

export const ProductChange = ProductBody.partial().refine(
  (body) => Object.keys(body).length > 0,
  "must change at least one field",
)
export type ProductChange = z.infer<typeof ProductChange>

export const ProductQuery = z.strictObject({
  filter_id: QueryId.optional(),
  ids: QueryIds.optional(),
  owner_id: QueryId.optional(),
  updated_since: QueryInstant.optional(),
  sort_by: z.enum(["id", "name", "add_time", "update_time"]).default("id"),
  sort_direction: Sorting.sort_direction,
  custom_fields: QueryKeys.optional(),
  ...Paging,
})
export type ProductQuery = z.infer<typeof ProductQuery>

const NewVariation = z.strictObject({ name: Title, prices: PricesBody.optional() })
export type NewVariation = z.infer<typeof NewVariation>

const VariationChange = NewVariation.partial().refine(
  (body) => Object.keys(body).length > 0,
  "must change at least one field",
)
export type VariationChange = z.infer<typeof VariationChange>

const OneVariation = z.strictObject({ id: QueryId, product_variation_id: QueryId })

export const products = {
  list: route({
    method: "GET",
    path: "/api/v2/products",
    summary: "List products",
    permission: "records.see",
    cost: 10,
    query: ProductQuery,
    answer: z.array(ProductAnswer),
    envelope: "page",
  }),
  create: route({
    method: "POST",
    path: "/api/v2/products",
    summary: "Add a product",
    permission: "products.add",
    cost: 5,
    body: NewProduct,
    answer: ProductAnswer,
    envelope: "one",
    status: 201,
  }),
  get: route({
    method: "GET",
    path: "/api/v2/products/{id}",
    summary: "Get a product",
    permission: "records.see",
    cost: 1,
    params: ById,
    answer: ProductAnswer,
    envelope: "one",
  }),
  update: route({
    method: "PATCH",
    path: "/api/v2/products/{id}",
    summary: "Change fields of a product",
    permission: "products.edit",
    cost: 5,
    params: ById,
    body: ProductChange,
    answer: ProductAnswer,
    envelope: "one",
  }),
  remove: route({
    method: "DELETE",
    path: "/api/v2/products/{id}",
    summary: "Move a product to the trash, where it stays for 30 days",
    permission: "products.delete",
    cost: 3,
    params: ById,
    answer: Deleted,
    envelope: "one",
  }),
  duplicate: route({
    method: "POST",
    path: "/api/v2/products/{id}/duplicate",
    summary: "Add a copy of a product with its variations, prices and custom fields",
    permission: "products.add",
    cost: 5,
    params: ById,
    answer: ProductAnswer,
    envelope: "one",
    status: 201,
  }),
  listVariations: route({
    method: "GET",
    path: "/api/v2/products/{id}/variations",
    summary: "List the variations of a product",
    permission: "records.see",
    cost: 10,
    params: ById,
    query: z.strictObject(Paging),
    answer: z.array(VariationAnswer),
    envelope: "page",
  }),
  addVariation: route({
    method: "POST",
    path: "/api/v2/products/{id}/variations",
    summary: "Add a variation to a product",
    permission: "products.edit",
    cost: 5,
    params: ById,
    body: NewVariation,
    answer: VariationAnswer,
    envelope: "one",
    status: 201,
  }),
  updateVariation: route({
    method: "PATCH",
    path: "/api/v2/products/{id}/variations/{product_variation_id}",
    summary: "Change a variation of a product",
    permission: "products.edit",
    cost: 5,
    params: OneVariation,
    body: VariationChange,
    answer: VariationAnswer,
    envelope: "one",
  }),
  removeVariation: route({
    method: "DELETE",
    path: "/api/v2/products/{id}/variations/{product_variation_id}",
    summary: "Remove a variation of a product",
    permission: "products.edit",
    cost: 3,
    params: OneVariation,
    answer: Deleted,
    envelope: "one",
  }),
  getImage: route({
    method: "GET",
    path: "/api/v2/products/{id}/images",
    summary: "The image of a product, with a URL that shows it for an hour",
    permission: "records.see",
    cost: 10,
    params: ById,
    answer: ImageAnswer.extend({ public_url: z.string() }),
    envelope: "one",
  }),
  addImage: route({
    method: "POST",
    path: "/api/v2/products/{id}/images",
    summary: "Upload the image of a product as the part `data` of a form (multipart/form-data)",
    permission: "products.edit",
    cost: 20,
    params: ById,
    answer: ImageAnswer,
    envelope: "one",
    status: 201,
  }),
  updateImage: route({
    method: "PUT",
    path: "/api/v2/products/{id}/images",
    summary: "Replace the image of a product by the part `data` of a form (multipart/form-data)",
    permission: "products.edit",
    cost: 20,
    params: ById,
    answer: ImageAnswer,
    envelope: "one",
  }),
  removeImage: route({
    method: "DELETE",
    path: "/api/v2/products/{id}/images",
    summary: "Remove the image of a product",
    permission: "products.edit",
    cost: 6,
    params: ById,
    answer: Deleted,
    envelope: "one",
  }),
}
