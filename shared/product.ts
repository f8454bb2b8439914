import * as z from "zod"
import { Currency } from "./money.ts"
import { Custom, Follower, Id, Owned } from "./record.ts"
import { Instant } from "./time.ts"

/** How often something is billed. */
export const Frequency = z.enum(["one-time", "annually", "semi-annually", "quarterly", "monthly", "weekly"])
export type Frequency = z.infer<typeof Frequency>

/** Times that a billing repeats at most; without a number it goes on until it is cancelled. */
export const MOST_CYCLES = 208

/** What one costs in a currency: decimals as they were given, since a unit's price may be finer than the smallest coin. */
export const UnitPrice = z.object({
  currency: Currency,
  price: z.number(),
  cost: z.number().optional(),
  directCost: z.number().optional(),
  notes: z.string().max(1000).optional(),
})
export type UnitPrice = z.infer<typeof UnitPrice>

export const Variation = z.object({ id: Id, name: z.string().min(1).max(255), prices: z.array(UnitPrice) })
export type Variation = z.infer<typeof Variation>

export const MOST_VARIATIONS = 100

/** The picture of a product; its bytes are in the bucket. */
export const ProductImage = z.object({ id: Id, name: z.string(), type: z.string(), addedAt: Instant })
export type ProductImage = z.infer<typeof ProductImage>

/** A request carries at most 6 MB, of which base64 takes a quarter. */
export const MOST_IMAGE_BYTES = 4 * 1024 * 1024
export const IMAGE_TYPES = ["image/png", "image/jpeg", "image/gif", "image/webp"]

export const Product = Owned.extend({
  name: z.string().min(1).max(255),
  code: z.string().max(255).optional(),
  description: z.string().max(65_000).optional(),
  unit: z.string().max(255).optional(),
  /** Per cent. */
  tax: z.number(),
  category: z.int().optional(),
  /** Whether it can be added to deals. */
  linkable: z.boolean(),
  prices: z.array(UnitPrice),
  frequency: Frequency,
  cycles: z.int().positive().optional(),
  variations: z.array(Variation),
  image: ProductImage.optional(),
  followers: z.array(Follower).optional(),
  importId: z.string().optional(),
  custom: Custom,
})
export type Product = z.infer<typeof Product>
