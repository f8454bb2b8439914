import type { NewVariation, VariationChange } from "../../shared/api/products.ts"
import { Problem } from "../../shared/problem.ts"
import { MOST_VARIATIONS, type Product, type Variation } from "../../shared/product.ts"
import { open } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"
import { changing, pricesOf } from "./products.ts"

export async function add(actor: Actor, productId: number, body: NewVariation): Promise<Variation> {
  const [id = 0] = await open(actor).ids("variation")
  const variation: Variation = { id, name: body.name, prices: pricesOf(body.prices ?? []) }
  await changing(actor, productId, (before) => {
    if (before.variations.length >= MOST_VARIATIONS) {
      throw new Problem("conflict", `A product has at most ${MOST_VARIATIONS} variations`)
    }
    return { ...before, variations: [...before.variations, variation] }
  })
  return variation
}

export async function change(actor: Actor, productId: number, id: number, body: VariationChange): Promise<Variation> {
  const after = await changing(actor, productId, (before) => {
    const known = of(before, id)
    const variation: Variation = {
      id,
      name: body.name ?? known.name,
      prices: body.prices === undefined ? known.prices : pricesOf(body.prices),
    }
    return { ...before, variations: before.variations.map((one) => (one.id === id ? variation : one)) }
  })
  return of(after, id)
}

/** Deals that it was added to keep it. */
export async function remove(actor: Actor, productId: number, id: number): Promise<{ id: number }> {
  await changing(actor, productId, (before) => {
    of(before, id)
    return { ...before, variations: before.variations.filter((one) => one.id !== id) }
  })
  return { id }
}

function of(product: Product, id: number): Variation {
  const found = product.variations.find((one) => one.id === id)
  if (found === undefined) throw new Problem("not_found", `Variation ${id} of product ${product.id} was not found`)
  return found
}
