/** What is sold in which deals, as v1 lists it. */
import { v1GoodsDeal } from "../../shared/api/v1/goods-deal.ts"
import { v1Product } from "../../shared/api/v1/product.ts"
import { canSee } from "../../shared/permission.ts"
import { open } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"
import { list as listRecords } from "../records/list.ts"
import { withNamesSeen } from "../records/names-seen.ts"
import { listed } from "./listed.ts"

export async function dealsOf(actor: Actor, id: number, query: { start: number; limit: number; status: string }) {
  const conditions = [{ field: "product_id", operator: "=" as const, value: id }]
  const { start, limit, status } = query
  if (status === "deleted") {
    const page = await listRecords(actor, {
      kind: "deal",
      deleted: true,
      conditions,
      sortBy: "id",
      direction: "asc",
      limit: 500,
    })
    return { records: page.records.slice(start, start + limit), more: page.records.length > start + limit }
  }
  const withStatus = [{ field: "status", operator: "=" as const, value: status }]
  return listed(actor, {
    kind: "deal",
    conditions: status === "all_not_deleted" ? conditions : [...conditions, ...withStatus],
    start,
    limit,
  })
}

/** The products of a person's newest deals, each with its deal. */
export async function soldTo(actor: Actor, personId: number, { start, limit }: { start: number; limit: number }) {
  const store = open(actor)
  const { items } = await store.edges("person", personId, "deal#", { limit: 500, backwards: true })
  const found = await store.getMany(
    "deal",
    items.map((edge) => Number(edge.id)),
  )
  const deals = found.filter((deal) => deal.deletedAt === undefined && deal.goods !== undefined && canSee(actor, deal))
  const pairs = deals.flatMap((deal) => (deal.goods?.productIds ?? []).map((productId) => ({ deal, productId })))
  const page = pairs.slice(start, start + limit)
  const known = await store.getMany("product", [...new Set(page.map((pair) => pair.productId))])
  const byId = new Map(known.filter((one) => canSee(actor, one)).map((one) => [one.id, one]))
  const named = new Map(
    (await withNamesSeen(actor, [...new Set(page.map(({ deal }) => deal))])).map((deal) => [deal.id, deal]),
  )
  const data = page.flatMap(({ deal, productId }) => {
    const product = byId.get(productId)
    if (product === undefined) return []
    return [
      {
        [String(deal.id)]: {
          deal: v1GoodsDeal(named.get(deal.id) ?? deal),
          product: { ...v1Product(product), deal_id: deal.id },
        },
      },
    ]
  })
  return { data, start, limit, more: pairs.length > start + limit }
}
