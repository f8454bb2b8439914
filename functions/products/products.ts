import type { NewProduct, PriceBody, ProductChange } from "../../shared/api/products.ts"
import { refuse } from "../../shared/comparison.ts"
import { canSee } from "../../shared/permission.ts"
import { Problem } from "../../shared/problem.ts"
import type { Product, UnitPrice } from "../../shared/product.ts"
import { instant } from "../../shared/time.ts"
import { type Setup, setupOf } from "../data/setup.ts"
import { open, retrying, type Store } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"
import { checkBilling, frequencyAfter } from "../records/billing.ts"
import { customOf, ownerOf } from "../records/references.ts"
import { changed, created } from "../records/stamp.ts"
import { chosenVisibility, needHandOver } from "../records/visibility.ts"

export async function need(store: Store, actor: Actor, id: number): Promise<Product> {
  const product = await store.get("product", id)
  if (product === undefined || !canSee(actor, product)) throw gone(id)
  return product
}

const gone = (id: number) => new Problem("not_found", `Product ${id} was not found`)

export async function add(actor: Actor, body: NewProduct, now = Date.now()): Promise<Product> {
  const store = open(actor)
  const setup = await setupOf(actor)
  const ownerId = ownerOf(setup, actor, body.owner_id)
  checkCategory(setup, body)
  const [id = 0] = await store.ids("product")
  const product: Product = {
    ...created(actor, id, now),
    name: body.name,
    ownerId,
    creatorId: actor.userId,
    visibleTo: chosenVisibility(actor, setup, "product", ownerId, body.visible_to),
    tax: body.tax ?? 0,
    linkable: body.is_linkable ?? true,
    prices: body.prices === undefined ? [{ currency: actor.currency, price: 0 }] : pricesOf(body.prices),
    frequency: "one-time",
    variations: [],
    custom: customOf(setup, "product", {}, body.custom_fields),
    ...details(body),
  }
  checkBilling(product)
  await store.commit(...store.saving("product", product))
  return product
}

export async function change(actor: Actor, id: number, body: ProductChange, now = Date.now()): Promise<Product> {
  const setup = await setupOf(actor)
  checkCategory(setup, body)
  return changing(
    actor,
    id,
    (before) => {
      const after: Product = {
        ...before,
        name: body.name ?? before.name,
        ownerId: body.owner_id === undefined ? before.ownerId : ownerOf(setup, actor, body.owner_id),
        visibleTo: body.visible_to ?? before.visibleTo,
        tax: body.tax ?? before.tax,
        linkable: body.is_linkable ?? before.linkable,
        prices: body.prices === undefined ? before.prices : pricesOf(body.prices),
        custom: customOf(setup, "product", before.custom, body.custom_fields),
        ...frequencyAfter(before, body),
        ...details(body),
      }
      checkBilling(after)
      return after
    },
    now,
  )
}

/** Saves what `decide` makes of a product that is not in the trash. */
export async function changing(
  actor: Actor,
  id: number,
  decide: (before: Product) => Product,
  now = Date.now(),
): Promise<Product> {
  const store = open(actor)
  return retrying(async () => {
    const before = await need(store, actor, id)
    if (before.deletedAt !== undefined) throw gone(id)
    const after = { ...decide(before), ...changed(before, actor, now) }
    needHandOver(actor, before, after)
    await store.commit(...store.saving("product", after, before))
    return after
  })
}

export async function remove(actor: Actor, id: number, now = Date.now()): Promise<{ id: number }> {
  await changing(actor, id, (before) => ({ ...before, deletedAt: instant(now) }), now)
  return { id }
}

/** A name has at most 255 signs, of which the copy's ending takes some. */
const LONGEST_STEM = 248

/** A copy with variations, prices and custom fields; its picture stays with the original. */
export async function duplicate(actor: Actor, id: number, now = Date.now()): Promise<Product> {
  const store = open(actor)
  const before = await need(store, actor, id)
  if (before.deletedAt !== undefined) throw gone(id)
  const [[copyId = 0], variationIds] = await Promise.all([
    store.ids("product"),
    before.variations.length === 0 ? [] : store.ids("variation", before.variations.length),
  ])
  const { image: _, followers: _f, importId: _i, ...rest } = before
  const copy: Product = {
    ...rest,
    ...created(actor, copyId, now),
    creatorId: actor.userId,
    name: `${before.name.slice(0, LONGEST_STEM).toWellFormed()} (copy)`,
    variations: before.variations.map((variation, i) => ({ ...variation, id: variationIds[i] ?? 0 })),
  }
  await store.commit(...store.saving("product", copy))
  return copy
}

/** Where categories are kept, it must be one of them. */
function checkCategory({ fields }: Setup, { category }: ProductChange): void {
  const known = fields.find((field) => field.of === "product" && field.key === "category")?.options ?? []
  if (category == null || known.length === 0 || known.some((option) => option.id === category)) return
  throw refuse("category", `${category} is not a category of products`)
}

export function pricesOf(prices: readonly PriceBody[]): UnitPrice[] {
  return prices.map(({ currency, price, cost, direct_cost, notes }) => ({
    currency,
    price,
    ...(cost != null && { cost }),
    ...(direct_cost != null && { directCost: direct_cost }),
    ...(notes && { notes }),
  }))
}

function details(body: ProductChange): Partial<Product> {
  return {
    ...(body.code !== undefined && { code: body.code || undefined }),
    ...(body.description !== undefined && { description: body.description || undefined }),
    ...(body.unit !== undefined && { unit: body.unit || undefined }),
    ...(body.category !== undefined && { category: body.category ?? undefined }),
    ...(body.billing_frequency !== undefined && { frequency: body.billing_frequency }),
    ...(body.billing_frequency_cycles !== undefined && { cycles: body.billing_frequency_cycles ?? undefined }),
  }
}
