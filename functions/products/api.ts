import { dealGoods } from "../../shared/api/deal-goods.ts"
import { discountAnswer, installmentAnswer } from "../../shared/api/deal-goods-answer.ts"
import { imageAnswer, productAnswer, variationAnswer } from "../../shared/api/product-answer.ts"
import { products as api } from "../../shared/api/products.ts"
import { withFormulas } from "../../shared/formula-results.ts"
import { Problem } from "../../shared/problem.ts"
import type { Product } from "../../shared/product.ts"
import { customKeys, setupOf } from "../data/setup.ts"
import { open } from "../data/store.ts"
import * as discounts from "../goods/discounts.ts"
import * as installments from "../goods/installments.ts"
import * as lines from "../goods/lines.ts"
import { installmentsOf, linesOf } from "../goods/listing.ts"
import { sold } from "../goods/selling.ts"
import type { Actor } from "../platform/actor.ts"
import { domain } from "../platform/http.ts"
import { sliceOf } from "../records/few.ts"
import * as images from "./images.ts"
import { list } from "./listing.ts"
import * as products from "./products.ts"
import * as variations from "./variations.ts"

async function shown(actor: Actor, product: Product) {
  const setup = await setupOf(actor)
  return productAnswer(withFormulas("product", product, setup.fields), customKeys(setup, "product"))
}

export const productDomains = [
  domain(api, {
    list: ({ actor, query }) => list(actor, query),
    create: async ({ actor, body }) => shown(actor, await products.add(actor, body)),
    get: async ({ actor, params }) => shown(actor, await products.need(open(actor), actor, params.id)),
    update: async ({ actor, params, body }) => shown(actor, await products.change(actor, params.id, body)),
    remove: ({ actor, params }) => products.remove(actor, params.id),
    duplicate: async ({ actor, params }) => shown(actor, await products.duplicate(actor, params.id)),
    listVariations: async ({ actor, params, query }) => {
      const product = await products.need(open(actor), actor, params.id)
      return sliceOf(
        product.variations.map((one) => variationAnswer(params.id, one)),
        query,
      )
    },
    addVariation: async ({ actor, params, body }) =>
      variationAnswer(params.id, await variations.add(actor, params.id, body)),
    updateVariation: async ({ actor, params, body }) =>
      variationAnswer(params.id, await variations.change(actor, params.id, params.product_variation_id, body)),
    removeVariation: ({ actor, params }) => variations.remove(actor, params.id, params.product_variation_id),
    getImage: async ({ actor, params }) => {
      const { image, url } = await images.get(actor, params.id)
      return { ...imageAnswer(actor.workspaceId, params.id, image), public_url: url }
    },
    addImage: async ({ actor, params, event }) =>
      imageAnswer(actor.workspaceId, params.id, await images.put(actor, params.id, event, false)),
    updateImage: async ({ actor, params, event }) =>
      imageAnswer(actor.workspaceId, params.id, await images.put(actor, params.id, event, true)),
    removeImage: ({ actor, params }) => images.remove(actor, params.id),
  }),
  domain(dealGoods, {
    ofDeals: ({ actor, query }) => linesOf(actor, query.deal_ids, query),
    list: async ({ actor, params, query }) => {
      await sold(actor, params.id)
      return linesOf(actor, [params.id], query)
    },
    add: async ({ actor, params, body }) => {
      const [line] = await lines.add(actor, params.id, [body])
      if (line === undefined) throw new Problem("conflict", "The product was removed at once")
      return line
    },
    addMany: ({ actor, params, body }) => lines.add(actor, params.id, body.data),
    update: ({ actor, params, body }) => lines.change(actor, params.id, params.product_attachment_id, body),
    remove: ({ actor, params }) => lines.removeOne(actor, params.id, params.product_attachment_id),
    removeMany: async ({ actor, params, query }) => {
      const { ids, more } = await lines.remove(actor, params.id, query.ids)
      return { data: { ids }, additional_data: { more_items_in_collection: more } }
    },
    listDiscounts: async ({ actor, params }) =>
      (await sold(actor, params.id)).goods.discounts.map((one) => discountAnswer(params.id, one)),
    addDiscount: async ({ actor, params, body }) =>
      discountAnswer(params.id, await discounts.add(actor, params.id, body)),
    updateDiscount: async ({ actor, params, body }) =>
      discountAnswer(params.id, await discounts.change(actor, params.id, params.discount_id, body)),
    removeDiscount: ({ actor, params }) => discounts.remove(actor, params.id, params.discount_id),
    installmentsOfDeals: ({ actor, query }) => installmentsOf(actor, query.deal_ids, query),
    addInstallment: async ({ actor, params, body }) =>
      installmentAnswer(params.id, await installments.add(actor, params.id, body)),
    updateInstallment: async ({ actor, params, body }) =>
      installmentAnswer(params.id, await installments.change(actor, params.id, params.installment_id, body)),
    removeInstallment: ({ actor, params }) => installments.remove(actor, params.id, params.installment_id),
  }),
]
