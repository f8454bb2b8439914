/** What a deal sells has changed: its products and installments are told one by one, as records are. */
import type { DynamoDBRecord } from "aws-lambda"
import { installmentAnswer, lineAnswer } from "../../shared/api/deal-goods-answer.ts"
import type { CrmEvent } from "../../shared/event.ts"
import { StoredGoods } from "../data/goods.ts"
import { workspaceOf } from "../data/patterns.ts"
import { plain } from "./image.ts"

export type GoodsImage = { w: string; before: StoredGoods | undefined; after: StoredGoods }

/** Goods that are gone for good went with their deal, of which nobody is told. */
export function goodsImageOf({ dynamodb }: DynamoDBRecord): GoodsImage | undefined {
  if (dynamodb?.NewImage?.kind?.S !== "goods") return undefined
  const { pk, ...after } = plain(dynamodb.NewImage)
  const before = dynamodb.OldImage === undefined ? undefined : StoredGoods.parse(plain(dynamodb.OldImage))
  return { w: workspaceOf(String(pk)), before, after: StoredGoods.parse(after) }
}

export function goodsEvents(images: readonly GoodsImage[]): CrmEvent[] {
  return images.flatMap((image) => [
    ...eventsOf(image, "deal_product", linesOf),
    ...eventsOf(image, "deal_installment", installmentsOf),
  ])
}

type Shown = Record<string, string | number | boolean | null> & { id: number }

function linesOf({ dealId, currency, lines }: StoredGoods): Shown[] {
  return lines.map((line) => lineAnswer({ id: dealId, value: { currency } }, line))
}

function installmentsOf({ dealId, installments }: StoredGoods): Shown[] {
  return installments.map((one) => installmentAnswer(dealId, one))
}

function eventsOf(
  { w, before, after }: GoodsImage,
  kind: "deal_product" | "deal_installment",
  shown: (goods: StoredGoods) => Shown[],
): CrmEvent[] {
  const was = new Map((before === undefined ? [] : shown(before)).map((one) => [one.id, one]))
  const is = new Map(shown(after).map((one) => [one.id, one]))
  const event = (what: "added" | "changed" | "deleted", current: Shown, previous: Partial<Shown>): CrmEvent => {
    const name = `${kind}.${what}` as const
    return {
      name,
      eventId: [w, kind, current.id, after.version, name].join(":"),
      workspaceId: w,
      id: current.id,
      version: after.version,
      at: after.changedAt,
      byUserId: after.changedBy,
      via: after.via,
      data: { current, previous: JSON.parse(JSON.stringify(previous)) },
    }
  }
  const gone = [...was.values()].filter((one) => !is.has(one.id)).map((one) => event("deleted", one, {}))
  const others = [...is.values()].flatMap((one) => {
    const then = was.get(one.id)
    if (then === undefined) return [event("added", one, {})]
    const differ = Object.entries(then).filter(([key, value]) => key !== "update_time" && one[key] !== value)
    return differ.length === 0 ? [] : [event("changed", one, Object.fromEntries(differ))]
  })
  return [...gone, ...others]
}
