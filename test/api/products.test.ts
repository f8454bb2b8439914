import { beforeAll, expect, test } from "vitest"
import type { DealAnswer } from "../../shared/api/deal-answer.ts"
import type { ProductAnswer } from "../../shared/api/product-answer.ts"
import { image } from "../support/goods-examples.ts"
import { eventually } from "../support/stack.ts"
import { newWorkspace, type Workspace } from "../support/workspace.ts"

let workspace: Workspace
let product: number

beforeAll(async () => {
  workspace = await newWorkspace()
  const body = { name: "Pump 200", code: "P-200", prices: [{ currency: "USD", price: 100, cost: 60 }] }
  product = (await workspace.post("/api/v2/products", body)).id
})

const fieldsOf = async (method: string, path: string, body: object) => {
  const answer = await workspace.call(method, path, body)
  expect(answer.status, JSON.stringify(answer.body)).toBe(400)
  return Object.keys(answer.body.fields ?? {})
}

test("a product has prices, variations and a picture, and is copied with the first two", async () => {
  const at = `/api/v2/products/${product}`
  const changed = await workspace.patch<ProductAnswer>(at, { unit: "piece", billing_frequency: "monthly" })
  expect(changed).toMatchObject({ unit: "piece", tax: 0, billing_frequency: "monthly", billing_frequency_cycles: null })
  expect(changed.prices).toEqual([
    { product_id: product, price: 100, currency: "USD", cost: 60, direct_cost: null, notes: "" },
  ])
  await workspace.patch(at, { billing_frequency: "one-time" })
  expect(await fieldsOf("PATCH", at, { billing_frequency: "weekly" })).toEqual(["billing_frequency_cycles"])
  const twice = [1, 2].map((price) => ({ currency: "EUR", price }))
  expect(await fieldsOf("PATCH", at, { prices: twice })).toEqual(["prices"])
  await workspace.post(`${at}/variations`, { name: "Blue", prices: [{ currency: "USD", price: 120 }] })
  const copy = await workspace.post<ProductAnswer>(`${at}/duplicate`, {})
  const variations = await workspace.get<{ id: number; name: string }[]>(`/api/v2/products/${copy.id}/variations`)
  expect(variations).toMatchObject([{ name: "Blue", product_id: copy.id }])
  expect((await workspace.call("POST", `${at}/images`, image())).status).toBe(201)
  const shown = await workspace.get<{ public_url: string; mime_type: string }>(`${at}/images`)
  const picture = await fetch(shown.public_url)
  expect([picture.headers.get("content-type"), await picture.text()]).toEqual(["image/png", "bytes"])
  expect((await workspace.call("DELETE", `${at}/images`)).status).toBe(200)
  expect((await workspace.call("GET", `${at}/images`)).status).toBe(404)
  expect(await fieldsOf("POST", `${at}/images`, {})).toEqual(["data"])
  await workspace.call("DELETE", `/api/v2/products/${copy.id}`)
})

test("products are listed by name, searched by name and code, and followed", async () => {
  await workspace.post("/api/v2/products", { name: "Anchor" })
  const names = async (query: string) =>
    (await workspace.get<ProductAnswer[]>(`/api/v2/products?${query}`)).map((one) => one.name)
  expect(await names("sort_by=name")).toEqual(["Anchor", "Pump 200"])
  expect(await names("sort_by=name&sort_direction=desc&limit=1")).toEqual(["Pump 200"])
  await eventually(async () => {
    const found = await workspace.get<{ items: unknown[] }>("/api/v2/products/search?term=p-200&fields=code")
    expect(found.items).toMatchObject([{ item: { id: product, type: "product", code: "P-200" } }])
  })
  await workspace.post(`/api/v2/products/${product}/followers`, { user_id: 1 })
  await workspace.call("DELETE", `/api/v2/products/${product}/followers/1`)
  await eventually(async () => {
    const steps = await workspace.get<{ action: string }[]>(`/api/v2/products/${product}/followers/changelog`)
    expect(steps.map((step) => step.action)).toEqual(["removed", "added"])
  })
})

test("a product that only its owner sees is 404 to others, and cannot be sold by them", async () => {
  const regular = await workspace.colleague("Reet Regular")
  const hidden = await workspace.post("/api/v2/products", { name: "Secret", visible_to: 1 })
  expect((await regular.call("GET", `/api/v2/products/${hidden.id}`)).status).toBe(404)
  const deal = await regular.post("/api/v2/deals", { title: "Hers" })
  const line = { product_id: hidden.id, item_price: 1, quantity: 1 }
  const refused = await regular.call("POST", `/api/v2/deals/${deal.id}/products`, line)
  expect([refused.status, Object.keys(refused.body.fields ?? {})]).toEqual([400, ["product_id"]])
})

test("a deal is worth what it sells", async () => {
  const { id } = await workspace.post("/api/v2/deals", { title: "Pumps", value: 7, currency: "USD" })
  const at = `/api/v2/deals/${id}`
  const deal = () => workspace.get<DealAnswer>(`${at}?include_fields=products_count`)
  expect(await deal()).toMatchObject({ value: 7, acv: null, products_count: 0 })
  const first = await workspace.post<{ id: number; sum: number }>(`${at}/products`, {
    product_id: product,
    item_price: 99.99,
    quantity: 2,
    tax: 20,
    tax_method: "exclusive",
    discount: 10,
  })
  expect(first).toMatchObject({ sum: 215.98, name: "Pump 200", order_nr: 10, currency: "USD" })
  expect(await deal()).toMatchObject({ value: 215.98, acv: 215.98, arr: 0, mrr: 0, products_count: 1 })
  await workspace.post(`${at}/discounts`, { description: "Spring", amount: 15.98, type: "amount" })
  await workspace.post(`${at}/installments`, { description: "Half", amount: 100, billing_date: "2026-05-01" })
  expect(await deal()).toMatchObject({ value: 200 })
  const recurring = { product_id: product, item_price: 10, quantity: 1, billing_frequency: "monthly" }
  expect(await fieldsOf("POST", `${at}/products`, recurring)).toEqual(["billing_frequency"])
  const [installment] = await workspace.get<{ id: number }[]>(`/api/v2/deals/installments?deal_ids=${id}`)
  await workspace.call("DELETE", `${at}/installments/${installment?.id}`)
  const many = await workspace.post<{ id: number; tax_method: string }[]>(`${at}/products/bulk`, {
    data: [recurring, { product_id: product, item_price: 1, quantity: 1, tax_method: "none", is_enabled: false }],
  })
  const lines = await workspace.get<{ id: number; tax_method: string }[]>(`/api/v2/deals/products?deal_ids=${id}`)
  expect(lines.map((line) => line.tax_method)).toEqual(["none", "none", "none"])
  // without tax now: 179.98 less the discount, and twelve months
  expect(await deal()).toMatchObject({ value: 284, acv: 284, arr: 120, mrr: 10, products_count: 3 })
  await workspace.patch(`${at}/products/${many[0]?.id}`, { billing_frequency_cycles: 2 })
  expect(await deal()).toMatchObject({ value: 184, arr: 120 })
  expect(await workspace.patch(at, { currency: "JPY" })).toMatchObject({ value: 184, mrr: 10 })
  const copy = await workspace.post(`${at}/duplicate`, {})
  expect(await workspace.get<unknown[]>(`/api/v2/deals/${copy.id}/products`)).toHaveLength(3)
  await eventually(async () => {
    const sellers = await workspace.get<{ id: number }[]>(`/v1/products/${product}/deals`)
    expect(sellers.map((one) => one.id)).toEqual([id, copy.id])
  })
  const removed = await workspace.call<{ ids: number[] }>("DELETE", `${at}/products`)
  expect(removed.body).toMatchObject({ additional_data: { more_items_in_collection: false } })
  expect(removed.body.data.ids).toHaveLength(3)
  expect(await deal()).toMatchObject({ value: 0, acv: null, products_count: 0 })
})

test("what cannot be sold so names the field", async () => {
  const { id } = await workspace.post("/api/v2/deals", { title: "Wrong" })
  const line = { product_id: product, item_price: 10, quantity: 1 }
  const wrong = async (more: object) => fieldsOf("POST", `/api/v2/deals/${id}/products`, { ...line, ...more })
  expect(await wrong({ product_variation_id: 999_999 })).toEqual(["product_variation_id"])
  expect(await wrong({ discount: 101 })).toEqual(["discount"])
  expect(await wrong({ billing_frequency_cycles: 2 })).toEqual(["billing_frequency_cycles"])
  expect(await wrong({ billing_start_date: "1999-01-01" })).toEqual(["billing_start_date"])
  const early = { description: "Half", amount: 1, billing_date: "2026-05-01" }
  expect(await fieldsOf("POST", `/api/v2/deals/${id}/installments`, early)).toEqual(["is_enabled"])
  const long = { ...line, comments: "x".repeat(5000) }
  const much = await workspace.call("POST", `/api/v2/deals/${id}/products/bulk`, { data: Array(100).fill(long) })
  expect(much.status).toBe(413)
  const other = await workspace.post("/api/v2/products", { name: "Not for deals", is_linkable: false })
  expect(await wrong({ product_id: other.id })).toEqual(["product_id"])
})

test("v1's shape of a product", async () => {
  const answer = await workspace.call<Record<string, unknown>>("GET", `/v1/products/${product}`)
  expect(answer.body.data).toMatchObject({
    code: "P-200",
    active_flag: true,
    selectable: true,
    visible_to: "3",
    first_char: "p",
    owner_id: { id: 1, value: 1 },
    prices: [{ price: 100, currency: "USD", cost: 60, overhead_cost: null }],
  })
  const put = await workspace.call("PUT", `/v1/products/${product}`, { tax: "7.5", selectable: 1, unheard_of: 1 })
  expect(put.body.data).toMatchObject({ tax: 7.5, selectable: true })
})
