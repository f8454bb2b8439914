import * as z from "zod"
import { Currency } from "../../money.ts"
import { Frequency } from "../../product.ts"
import { Title } from "../fields.ts"
import { Cycles } from "../products.ts"
import { route } from "../route.ts"
import { V1Boolean, V1ById, V1Gone, V1Id, V1IntOrNull, V1Number, V1Paging, V1Sort, V1VisibleTo } from "./fields.ts"
import { V1File, V1Product } from "./product.ts"

const Price = z.object({
  currency: Currency,
  price: V1Number,
  cost: V1Number.nullish(),
  overhead_cost: V1Number.nullish(),
  notes: z.string().max(1000).nullish(),
})

const ProductBody = z.looseObject({
  name: Title,
  code: z.string().trim().max(255).nullable(),
  description: z.string().max(65_000).nullable(),
  unit: z.string().trim().max(255).nullable(),
  tax: V1Number.pipe(z.number().min(0).max(1000)),
  category: V1IntOrNull,
  active_flag: V1Boolean,
  selectable: V1Boolean,
  visible_to: V1VisibleTo,
  owner_id: V1Id,
  prices: z.array(Price).max(50),
  billing_frequency: Frequency,
  billing_frequency_cycles: V1IntOrNull.pipe(Cycles.nullable()),
})

const NewProduct = ProductBody.partial().required({ name: true })

const ProductChange = ProductBody.partial()

export type V1ProductChange = z.infer<typeof ProductChange>

export const V1ProductQuery = z.object({
  ...V1Paging,
  user_id: V1Id.optional(),
  ids: z.string().max(2000).optional(),
  filter_id: V1Id.optional(),
  sort: V1Sort.optional(),
})
export type V1ProductQuery = z.infer<typeof V1ProductQuery>

const V1Deal = z.looseObject({ id: z.int(), title: z.string(), status: z.string() })

const Follower = z.object({ user_id: z.int(), id: z.int(), product_id: z.int(), add_time: z.string().nullable() })

export const v1Products = {
  list: route({
    method: "GET",
    path: "/v1/products",
    summary: "List products",
    permission: "records.see",
    cost: 20,
    query: V1ProductQuery,
    answer: z.array(V1Product),
    envelope: "v1page",
  }),
  search: route({
    method: "GET",
    path: "/v1/products/search",
    summary: "Search products",
    permission: "records.see",
    cost: 40,
    query: z.object({ term: z.string().trim().min(1).max(200), exact_match: V1Boolean.default(false), ...V1Paging }),
    answer: z.object({ items: z.array(z.object({ result_score: z.number(), item: z.looseObject({ id: z.int() }) })) }),
    envelope: "v1page",
  }),
  add: route({
    method: "POST",
    path: "/v1/products",
    summary: "Add a product",
    permission: "products.add",
    cost: 10,
    body: NewProduct,
    answer: V1Product,
    envelope: "one",
    status: 201,
  }),
  get: route({
    method: "GET",
    path: "/v1/products/{id}",
    summary: "Get a product",
    permission: "records.see",
    cost: 2,
    params: V1ById,
    answer: V1Product,
    envelope: "one",
  }),
  update: route({
    method: "PUT",
    path: "/v1/products/{id}",
    summary: "Change fields of a product",
    permission: "products.edit",
    cost: 10,
    params: V1ById,
    body: ProductChange,
    answer: V1Product,
    envelope: "one",
  }),
  remove: route({
    method: "DELETE",
    path: "/v1/products/{id}",
    summary: "Move a product to the trash, where it stays for 30 days",
    permission: "products.delete",
    cost: 6,
    params: V1ById,
    answer: V1Gone,
    envelope: "one",
  }),
  deals: route({
    method: "GET",
    path: "/v1/products/{id}/deals",
    summary: "List the deals that a product is sold in",
    permission: "records.see",
    cost: 20,
    params: V1ById,
    query: z.object({
      ...V1Paging,
      status: z.enum(["open", "won", "lost", "deleted", "all_not_deleted"]).default("all_not_deleted"),
    }),
    answer: z.array(V1Deal),
    envelope: "v1page",
  }),
  files: route({
    method: "GET",
    path: "/v1/products/{id}/files",
    summary: "List the files of a product",
    permission: "records.see",
    cost: 20,
    params: V1ById,
    query: z.object({ ...V1Paging, sort: V1Sort.optional() }),
    answer: z.array(V1File),
    envelope: "v1page",
  }),
  followers: route({
    method: "GET",
    path: "/v1/products/{id}/followers",
    summary: "List the followers of a product",
    permission: "records.see",
    cost: 20,
    params: V1ById,
    query: z.object(V1Paging),
    answer: z.array(Follower),
    envelope: "v1page",
  }),
  addFollower: route({
    method: "POST",
    path: "/v1/products/{id}/followers",
    summary: "Add a follower to a product",
    permission: "records.edit",
    cost: 10,
    params: V1ById,
    body: z.object({ user_id: V1Id }),
    answer: Follower,
    envelope: "one",
    status: 201,
  }),
  removeFollower: route({
    method: "DELETE",
    path: "/v1/products/{id}/followers/{follower_id}",
    summary: "Remove a follower, who is named by the user's id, from a product",
    permission: "records.edit",
    cost: 6,
    params: V1ById.extend({ follower_id: V1Id }),
    answer: V1Gone,
    envelope: "one",
  }),
  users: route({
    method: "GET",
    path: "/v1/products/{id}/permittedUsers",
    summary: "Users who may see a product",
    permission: "records.see",
    cost: 10,
    params: V1ById,
    answer: z.array(z.int()),
    envelope: "one",
  }),
  ofPerson: route({
    method: "GET",
    path: "/v1/persons/{id}/products",
    summary: "List the products of a person's deals",
    permission: "records.see",
    cost: 20,
    params: V1ById,
    query: z.object(V1Paging),
    answer: z.array(z.record(z.string(), z.object({ deal: V1Deal, product: V1Product }))),
    envelope: "v1page",
  }),
}
