import { type V1LineChange, v1DealProducts, v1Line } from "../../shared/api/v1/deal-products.ts"
import { Problem } from "../../shared/problem.ts"
import * as lines from "../goods/lines.ts"
import { sold } from "../goods/selling.ts"
import type { Actor } from "../platform/actor.ts"
import { domain } from "../platform/http.ts"

const changeOf = ({ enabled_flag, ...body }: V1LineChange) => ({ ...body, is_enabled: enabled_flag })

/** A line as it is after its change. */
async function shown(actor: Actor, dealId: number, id: number | undefined) {
  const { deal, goods } = await sold(actor, dealId)
  const line = goods.lines.find((one) => one.id === id)
  if (line === undefined) throw new Problem("not_found", `Product attachment ${id} was not found`)
  return v1Line(deal, line)
}

export const dealProductsPart = domain(v1DealProducts, {
  list: async ({ actor, params, query: { start, limit } }) => {
    const { deal, goods } = await sold(actor, params.id)
    const data = goods.lines.slice(start, start + limit).map((line) => v1Line(deal, line))
    return { data, start, limit, more: goods.lines.length > start + limit }
  },
  add: async ({ actor, params, body }) => {
    const { product_id, item_price, quantity } = body
    const [line] = await lines.add(actor, params.id, [{ ...changeOf(body), product_id, item_price, quantity }])
    return shown(actor, params.id, line?.id)
  },
  update: async ({ actor, params, body }) => {
    const { id } = await lines.change(actor, params.id, params.product_attachment_id, changeOf(body))
    return shown(actor, params.id, id)
  },
  remove: async ({ actor, params }) => {
    const { id } = await lines.removeOne(actor, params.id, params.product_attachment_id)
    return { id, product_attachment_id: id }
  },
})
