/** Whether a line is one that a deal can have. */
import type { LineChange } from "../../shared/api/deal-goods.ts"
import { refuse } from "../../shared/comparison.ts"
import type { Line } from "../../shared/deal-goods.ts"
import { canSee } from "../../shared/permission.ts"
import type { Product } from "../../shared/product.ts"
import { addDays, dayIn } from "../../shared/time.ts"
import { open } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"
import { checkBilling } from "../records/billing.ts"

/** Ten years, before and after today. */
const FAR = 3653

/** The products behind lines, where they are there to be sold and the actor may see them. */
export async function productsOf(
  actor: Actor,
  bodies: readonly { product_id: number }[],
): Promise<(Product | undefined)[]> {
  const ids = [...new Set(bodies.map((body) => body.product_id))]
  const found = await open(actor).getMany("product", ids)
  const sellable = found.filter((one) => one.deletedAt === undefined && canSee(actor, one))
  return bodies.map((body) => sellable.find((one) => one.id === body.product_id))
}

/** The product a change asks for; the line's own where only a variation of it is meant. */
export async function productFor(actor: Actor, line: Line, body: LineChange): Promise<Product | undefined> {
  if (body.product_id === undefined && body.product_variation_id == null) return undefined
  const [product] = await productsOf(actor, [{ product_id: body.product_id ?? line.productId }])
  if (product === undefined) throw refuse("product_id", `no product has the id ${body.product_id ?? line.productId}`)
  return product
}

export function checked(actor: Actor, now: number, product: Product | undefined, line: Line): Line {
  if (product !== undefined && !product.linkable) throw refuse("product_id", "is a product that is not for deals")
  const { variationId, startsOn } = line
  if (product !== undefined && variationId !== undefined) {
    if (!product.variations.some((one) => one.id === variationId)) {
      throw refuse("product_variation_id", `is not a variation of product ${product.id}`)
    }
  }
  if (line.discountType === "percentage" && line.discount > 100)
    throw refuse("discount", "must be at most 100 per cent")
  checkBilling(line)
  const today = dayIn(actor.zone, now)
  if (startsOn !== undefined && (startsOn < addDays(today, -FAR) || startsOn > addDays(today, FAR))) {
    throw refuse("billing_start_date", "must be within ten years of today")
  }
  return line
}
