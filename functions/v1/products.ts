import { QueryIds } from "../../shared/api/fields.ts"
import type { ProductChange } from "../../shared/api/products.ts"
import { v1Prices, v1Product, v1ProductFile } from "../../shared/api/v1/product.ts"
import { type V1ProductChange, type V1ProductQuery, v1Products } from "../../shared/api/v1/products.ts"
import { customGiven, flatCustom, v1Time } from "../../shared/api/v1/refs.ts"
import { refuse } from "../../shared/comparison.ts"
import { canSee } from "../../shared/permission.ts"
import { invalid } from "../../shared/problem.ts"
import type { Product } from "../../shared/product.ts"
import { type Setup, setupOf } from "../data/setup.ts"
import { open } from "../data/store.ts"
import { askedOf } from "../filters/asked.ts"
import * as followers from "../followers/followers.ts"
import * as persons from "../persons/persons.ts"
import type { Actor } from "../platform/actor.ts"
import { domain } from "../platform/http.ts"
import * as products from "../products/products.ts"
import { conditionsOf } from "../records/listing.ts"
import { permittedUsers } from "../records/permitted.ts"
import { find } from "../search/search.ts"
import { listed, type Slice } from "./listed.ts"
import { dealsShown } from "./shown.ts"
import { dealsOf, soldTo } from "./sold.ts"

function shown(setup: Setup, product: Product) {
  return {
    ...v1Product(product, setup.users.get(product.ownerId)),
    prices: v1Prices(product),
    ...flatCustom(setup.fields, "product", product),
  }
}

/** The body as the verbs take it. */
function changeOf(actor: Actor, setup: Setup, body: V1ProductChange): ProductChange {
  const { name, code, description, unit, tax, category, selectable, visible_to, owner_id, prices } = body
  const custom = customGiven(setup.fields, "product", body, actor.currency)
  const currencies = new Set(prices?.map((price) => price.currency))
  if (prices !== undefined && currencies.size < prices.length) throw refuse("prices", "must name each currency once")
  return {
    name,
    code,
    description,
    unit,
    tax,
    category,
    visible_to,
    owner_id,
    is_linkable: selectable,
    prices: prices?.map(({ currency, price, cost, overhead_cost, notes }) => ({
      currency,
      price,
      cost,
      direct_cost: overhead_cost,
      notes,
    })),
    billing_frequency: body.billing_frequency,
    billing_frequency_cycles: body.billing_frequency_cycles,
    custom_fields: custom,
  }
}

/** A filter stands for `ids`. */
async function list(actor: Actor, query: V1ProductQuery): Promise<Slice<Product>> {
  const { start, limit, user_id, filter_id, ids, sort } = query
  if (ids !== undefined && filter_id === undefined) {
    const wanted = QueryIds.safeParse(ids)
    if (!wanted.success) throw invalid(wanted.error, "ids")
    const found = await open(actor).getMany("product", [...new Set(wanted.data)])
    const seen = found.filter((one) => one.deletedAt === undefined && canSee(actor, one))
    return { records: seen.slice(start, start + limit), more: seen.length > start + limit }
  }
  const conditions = conditionsOf({ owner_id: user_id })
  const asked = await askedOf(actor, "product", { filter_id })
  return listed(actor, { kind: "product", conditions, asked, sort, start, limit })
}

async function need(actor: Actor, id: number): Promise<Product> {
  return products.need(open(actor), actor, id)
}

export const productsPart = domain(v1Products, {
  list: async ({ actor, query }) => {
    const setup = await setupOf(actor)
    const { records, more } = await list(actor, query)
    return { data: records.map((one) => shown(setup, one)), start: query.start, limit: query.limit, more }
  },
  search: async ({ actor, query }) => {
    const { term, exact_match, start, limit } = query
    const { data } = await find(actor, { term, exact_match, limit: start + limit + 1, kinds: ["product"] })
    const items = data.items.slice(start, start + limit)
    return { data: { items }, start, limit, more: data.items.length > start + limit }
  },
  add: async ({ actor, body }) => {
    const setup = await setupOf(actor)
    return shown(setup, await products.add(actor, { ...changeOf(actor, setup, body), name: body.name }))
  },
  get: async ({ actor, params }) => shown(await setupOf(actor), await need(actor, params.id)),
  update: async ({ actor, params, body }) => {
    const setup = await setupOf(actor)
    return shown(setup, await products.change(actor, params.id, changeOf(actor, setup, body)))
  },
  remove: ({ actor, params }) => products.remove(actor, params.id),
  deals: async ({ actor, params, query }) => {
    await need(actor, params.id)
    const { records, more } = await dealsOf(actor, params.id, query)
    return { ...(await dealsShown(actor, records, true)), start: query.start, limit: query.limit, more }
  },
  files: async ({ actor, params, query }) => {
    const product = await need(actor, params.id)
    const { start, limit, sort } = query
    const parent = { kind: "product" as const, id: params.id }
    const page = await listed(actor, { kind: "file", parent, sort, start, limit })
    return { data: page.records.map((file) => v1ProductFile(file, product)), start, limit, more: page.more }
  },
  followers: async ({ actor, params, query: { start, limit } }) => {
    const { followers: all = [] } = await need(actor, params.id)
    const data = all.slice(start, start + limit).map(({ userId, at }) => followerOf(params.id, userId, at))
    return { data, start, limit, more: all.length > start + limit }
  },
  addFollower: async ({ actor, params, body }) => {
    const { user_id, add_time } = await followers.add(actor, "product", params.id, body.user_id)
    return followerOf(params.id, user_id, add_time)
  },
  removeFollower: async ({ actor, params }) => {
    const { user_id } = await followers.remove(actor, "product", params.id, params.follower_id)
    return { id: user_id }
  },
  users: async ({ actor, params }) => permittedUsers(actor, await need(actor, params.id)),
  ofPerson: async ({ actor, params, query }) => {
    await persons.need(open(actor), actor, params.id)
    return soldTo(actor, params.id, query)
  },
})

/** Who follows is named by who they are: nobody follows twice. */
function followerOf(productId: number, userId: number, at: string) {
  return { user_id: userId, id: userId, product_id: productId, add_time: v1Time(at) }
}
