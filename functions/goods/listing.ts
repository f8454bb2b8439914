import {
  type InstallmentAnswer,
  installmentAnswer,
  type LineAnswer,
  lineAnswer,
} from "../../shared/api/deal-goods-answer.ts"
import type { Page } from "../../shared/api/route.ts"
import { canSee } from "../../shared/permission.ts"
import { goodsOf } from "../data/goods.ts"
import { open } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"
import { sliceOf } from "../records/few.ts"
import type { Sold } from "./selling.ts"

type Asked = { sort_by: string; sort_direction: "asc" | "desc"; limit: number; cursor?: string | undefined }

export async function linesOf(actor: Actor, dealIds: readonly number[], asked: Asked): Promise<Page<LineAnswer[]>> {
  const all = await soldIn(actor, dealIds)
  return sortedPage(
    all.flatMap(({ deal, goods }) => goods.lines.map((line) => lineAnswer(deal, line))),
    asked,
  )
}

export async function installmentsOf(
  actor: Actor,
  dealIds: readonly number[],
  asked: Asked,
): Promise<Page<InstallmentAnswer[]>> {
  const all = await soldIn(actor, dealIds)
  return sortedPage(
    all.flatMap(({ deal, goods }) => goods.installments.map((one) => installmentAnswer(deal.id, one))),
    asked,
  )
}

/** What is sold in those of some deals that the actor may see. */
async function soldIn(actor: Actor, dealIds: readonly number[]): Promise<Sold[]> {
  const found = await open(actor).getMany("deal", [...new Set(dealIds)])
  const deals = found.filter((deal) => deal.deletedAt === undefined && canSee(actor, deal))
  const goods = await goodsOf(
    actor.workspaceId,
    deals.map((deal) => deal.id),
  )
  return deals.flatMap((deal, i) => (goods[i] === undefined ? [] : [{ deal, goods: goods[i] }]))
}

function sortedPage<T extends { id: number }>(all: readonly T[], asked: Asked): Page<T[]> {
  const sign = asked.sort_direction === "desc" ? -1 : 1
  const place = (one: T) => Object.entries(one).find(([key]) => key === asked.sort_by)?.[1] ?? ""
  const sorted = all.toSorted((a, b) => {
    const [x, y] = [place(a), place(b)]
    return sign * (x < y ? -1 : x > y ? 1 : a.id - b.id)
  })
  return sliceOf(sorted, asked)
}
