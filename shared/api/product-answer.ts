/** A product, its variations and images, as API v2 answers them. */
import * as z from "zod"
import { Frequency, type Product, type ProductImage, type UnitPrice, type Variation } from "../product.ts"

const PriceAnswer = z.object({
  product_id: z.int(),
  price: z.number(),
  currency: z.string(),
  cost: z.number(),
  direct_cost: z.number().nullable(),
  notes: z.string(),
})

export const ProductAnswer = z.looseObject({
  id: z.int(),
  name: z.string(),
  code: z.string().nullable(),
  description: z.string().nullable(),
  unit: z.string(),
  tax: z.number(),
  /** The id of an option of the field `category`, as text. */
  category: z.string().nullable(),
  is_linkable: z.boolean(),
  is_deleted: z.boolean(),
  visible_to: z.int(),
  owner_id: z.int(),
  add_time: z.string(),
  update_time: z.string(),
  billing_frequency: Frequency,
  billing_frequency_cycles: z.int().nullable(),
  prices: z.array(PriceAnswer),
  custom_fields: z.record(z.string(), z.json()),
})
export type ProductAnswer = z.infer<typeof ProductAnswer>

function priceParts({ price, currency, cost, directCost, notes }: UnitPrice) {
  return { price, currency, cost: cost ?? 0, direct_cost: directCost ?? null, notes: notes ?? "" }
}

export function productAnswer(product: Product, customKeys: readonly string[]): ProductAnswer {
  return {
    id: product.id,
    name: product.name,
    code: product.code ?? null,
    description: product.description ?? null,
    unit: product.unit ?? "",
    tax: product.tax,
    category: product.category === undefined ? null : String(product.category),
    is_linkable: product.linkable,
    is_deleted: product.deletedAt !== undefined,
    visible_to: product.visibleTo,
    owner_id: product.ownerId,
    add_time: product.addedAt,
    update_time: product.changedAt,
    billing_frequency: product.frequency,
    billing_frequency_cycles: product.cycles ?? null,
    prices: product.prices.map((price) => ({ product_id: product.id, ...priceParts(price) })),
    custom_fields: Object.fromEntries(customKeys.map((key) => [key, product.custom[key] ?? null])),
  }
}

export const VariationAnswer = z.object({
  id: z.int(),
  name: z.string(),
  product_id: z.int(),
  prices: z.array(PriceAnswer.omit({ product_id: true }).extend({ product_variation_id: z.int() })),
})

export function variationAnswer(productId: number, { id, name, prices }: Variation): z.infer<typeof VariationAnswer> {
  return {
    id,
    name,
    product_id: productId,
    prices: prices.map((price) => ({ product_variation_id: id, ...priceParts(price) })),
  }
}

export const ImageAnswer = z.object({
  id: z.int(),
  product_id: z.int(),
  company_id: z.string(),
  add_time: z.string(),
  mime_type: z.string(),
  name: z.string(),
})

export function imageAnswer(workspaceId: string, productId: number, image: ProductImage): z.infer<typeof ImageAnswer> {
  return {
    id: image.id,
    product_id: productId,
    company_id: workspaceId,
    add_time: image.addedAt,
    mime_type: image.type,
    name: image.name,
  }
}
