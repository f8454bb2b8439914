/** A product as API v1 answers it. */
import * as z from "zod"
import type { FileRecord } from "../../file.ts"
import type { Product } from "../../product.ts"
import type { User } from "../../workspace.ts"
import { embeddedUser, userRef, v1Time } from "./refs.ts"

/** A product as v1 shows it; custom fields stand beside these, under their keys. */
export const V1Product = z.looseObject({
  id: z.int(),
  name: z.string(),
  code: z.string().nullable(),
  description: z.string().nullable(),
  unit: z.string(),
  tax: z.number(),
  category: z.string().nullable(),
  active_flag: z.boolean(),
  selectable: z.boolean(),
  first_char: z.string(),
  visible_to: z.string(),
  owner_id: z.union([z.int(), z.looseObject({ id: z.int(), value: z.int() })]),
  files_count: z.int().nullable(),
  add_time: z.string().nullable(),
  update_time: z.string().nullable(),
})
export type V1Product = z.infer<typeof V1Product>

/** `owner` stands in the place of its id where v1 shows the product whole. */
export function v1Product(product: Product, owner?: User): V1Product {
  return {
    id: product.id,
    name: product.name,
    code: product.code ?? null,
    description: product.description ?? null,
    unit: product.unit ?? "",
    tax: product.tax,
    category: product.category === undefined ? null : String(product.category),
    active_flag: product.deletedAt === undefined,
    selectable: product.linkable,
    first_char: product.name.charAt(0).toLowerCase(),
    visible_to: String(product.visibleTo),
    owner_id: owner === undefined ? product.ownerId : embeddedUser(userRef(owner)),
    files_count: null,
    add_time: v1Time(product.addedAt),
    update_time: v1Time(product.changedAt),
    billing_frequency: product.frequency,
    billing_frequency_cycles: product.cycles ?? null,
  }
}

export function v1Prices({ id, prices }: Product) {
  return prices.map(({ currency, price, cost, directCost, notes }, at) => ({
    id: at + 1,
    product_id: id,
    price,
    currency,
    cost: cost ?? 0,
    overhead_cost: directCost ?? null,
    notes: notes ?? "",
  }))
}

export const V1File = z.looseObject({ id: z.int(), product_id: z.int().nullable(), file_name: z.string() })

export function v1ProductFile(file: FileRecord, product: Product): z.infer<typeof V1File> {
  return {
    id: file.id,
    user_id: file.ownerId,
    product_id: file.productId ?? null,
    add_time: v1Time(file.addedAt),
    update_time: v1Time(file.changedAt),
    file_name: file.name,
    file_type: file.type.startsWith("image/") ? "img" : (file.name.split(".").at(-1) ?? ""),
    file_size: file.size,
    active_flag: file.deletedAt === undefined,
    inline_flag: false,
    remote_location: "s3",
    remote_id: String(file.id),
    product_name: product.name,
    url: `/v1/files/${file.id}/download`,
    name: file.name,
    description: null,
  }
}
