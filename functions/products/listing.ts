import { type ProductAnswer, productAnswer } from "../../shared/api/product-answer.ts"
import type { ProductQuery } from "../../shared/api/products.ts"
import type { Page } from "../../shared/api/route.ts"
import { withFormulas } from "../../shared/formula-results.ts"
import type { Product } from "../../shared/product.ts"
import { customKeys, setupOf } from "../data/setup.ts"
import type { Actor } from "../platform/actor.ts"
import { byFilter } from "../records/by-filter.ts"
import { byName } from "../records/by-name.ts"
import { list as listRecords } from "../records/list.ts"
import { conditionsOf, type Listed, picked } from "../records/listing.ts"

export async function list(actor: Actor, query: ProductQuery): Promise<Page<ProductAnswer[]>> {
  const { records, nextCursor } = await found(actor, query)
  const setup = await setupOf(actor)
  const keys = picked(customKeys(setup, "product"), query.custom_fields)
  const data = records.map((product) => productAnswer(withFormulas("product", product, setup.fields), keys))
  return { data, nextCursor }
}

/** By name they come from an index, by all else as records do. A filter stands for `ids`. */
function found(actor: Actor, query: ProductQuery): Promise<Listed<Product>> {
  const { filter_id, ids, owner_id, updated_since, sort_by, sort_direction, limit, cursor } = query
  const narrowed = { conditions: conditionsOf({ owner_id }), since: updated_since }
  const placed = { direction: sort_direction, limit, cursor }
  if (filter_id !== undefined) {
    return byFilter(actor, { kind: "product", ...narrowed, sortBy: sort_by, ...placed }, filter_id)
  }
  if (sort_by === "name" && ids === undefined) {
    const keeps = (product: Product) =>
      (owner_id === undefined || product.ownerId === owner_id) &&
      (updated_since === undefined || product.changedAt >= updated_since)
    return byName(actor, "product", { limit, cursor, backwards: sort_direction === "desc", keeps })
  }
  return listRecords(actor, {
    kind: "product",
    ids,
    ...narrowed,
    sortBy: sort_by === "name" ? "id" : sort_by,
    ...placed,
  })
}
