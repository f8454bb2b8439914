import type { LineChange, NewLine } from "../../shared/api/deal-goods.ts"
import { type LineAnswer, lineAnswer } from "../../shared/api/deal-goods-answer.ts"
import { refuse } from "../../shared/comparison.ts"
import type { DealGoods, Line } from "../../shared/deal-goods.ts"
import { Problem } from "../../shared/problem.ts"
import { instant } from "../../shared/time.ts"
import { open } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"
import { frequencyAfter } from "../records/billing.ts"
import { checked, productFor, productsOf } from "./checking.ts"
import { selling } from "./selling.ts"

const GAP = 10

export async function add(
  actor: Actor,
  dealId: number,
  bodies: readonly NewLine[],
  now = Date.now(),
): Promise<LineAnswer[]> {
  const ids = await open(actor).ids("dealProduct", bodies.length)
  const products = await productsOf(actor, bodies)
  const { deal, goods } = await selling(
    actor,
    dealId,
    ({ goods: before }) => {
      const last = Math.max(0, ...before.lines.map((line) => line.order))
      const method = bodies.findLast((body) => body.tax_method !== undefined)?.tax_method
      const taxMethod = method ?? before.lines[0]?.taxMethod ?? "inclusive"
      const fresh = bodies.map((body, i): Line => {
        const product = products[i]
        if (product === undefined) throw refuse("product_id", `no product has the id ${body.product_id}`)
        const id = ids[i] ?? 0
        const base = { frequency: body.billing_frequency ?? ("one-time" as const) }
        return checked(actor, now, product, {
          ...base,
          id,
          productId: product.id,
          name: product.name,
          order: last + (i + 1) * GAP,
          price: body.item_price,
          quantity: body.quantity,
          tax: body.tax ?? 0,
          taxMethod,
          discount: body.discount ?? 0,
          discountType: body.discount_type ?? "percentage",
          comments: body.comments ?? "",
          enabled: body.is_enabled ?? true,
          addedAt: instant(now),
          changedAt: instant(now),
          ...chosen(body),
        })
      })
      return { ...before, lines: [...before.lines.map((line) => ({ ...line, taxMethod })), ...fresh] }
    },
    now,
  )
  return goods.lines.filter((line) => ids.includes(line.id)).map((line) => lineAnswer(deal, line))
}

export async function change(
  actor: Actor,
  dealId: number,
  id: number,
  body: LineChange,
  now = Date.now(),
): Promise<LineAnswer> {
  const { deal, goods } = await selling(
    actor,
    dealId,
    async ({ goods: before }) => {
      const known = of(before, id)
      const product = await productFor(actor, known, body)
      const line = checked(actor, now, product, {
        ...known,
        ...(body.product_id !== undefined && { productId: body.product_id, name: product?.name ?? known.name }),
        ...frequencyAfter(known, body),
        price: body.item_price ?? known.price,
        quantity: body.quantity ?? known.quantity,
        tax: body.tax ?? known.tax,
        taxMethod: body.tax_method ?? known.taxMethod,
        discount: body.discount ?? known.discount,
        discountType: body.discount_type ?? known.discountType,
        comments: body.comments ?? known.comments,
        enabled: body.is_enabled ?? known.enabled,
        changedAt: instant(now),
        ...chosen(body),
      })
      const lines = before.lines.map((one) => (one.id === id ? line : { ...one, taxMethod: line.taxMethod }))
      return { ...before, lines }
    },
    now,
  )
  return lineAnswer(deal, of(goods, id))
}

/** Removes the lines of these ids, or the first of them all; answers which, and whether there are more. */
export async function remove(actor: Actor, dealId: number, ids: readonly number[] | undefined, most = 100) {
  let removed: number[] = []
  const { goods } = await selling(actor, dealId, ({ goods: before }) => {
    const wanted = before.lines.filter((line) => ids === undefined || ids.includes(line.id)).slice(0, most)
    removed = wanted.map((line) => line.id)
    return { ...before, lines: before.lines.filter((line) => !wanted.includes(line)) }
  })
  return { ids: removed, more: ids === undefined && goods.lines.length > 0 }
}

export async function removeOne(actor: Actor, dealId: number, id: number): Promise<{ id: number }> {
  await selling(actor, dealId, ({ goods: before }) => {
    of(before, id)
    return { ...before, lines: before.lines.filter((line) => line.id !== id) }
  })
  return { id }
}

function chosen(body: LineChange): Partial<Line> {
  return {
    ...(body.product_variation_id !== undefined && { variationId: body.product_variation_id ?? undefined }),
    ...(body.billing_frequency_cycles !== undefined && { cycles: body.billing_frequency_cycles ?? undefined }),
    ...(body.billing_start_date !== undefined && { startsOn: body.billing_start_date ?? undefined }),
  }
}

function of({ lines }: DealGoods, id: number): Line {
  const found = lines.find((line) => line.id === id)
  if (found === undefined) throw new Problem("not_found", `Product attachment ${id} was not found`)
  return found
}
