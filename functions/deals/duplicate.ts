import { randomUUID } from "node:crypto"
import type { Deal } from "../../shared/deal.ts"
import { NO_GOODS } from "../../shared/deal-goods.ts"
import { Problem } from "../../shared/problem.ts"
import type { Write } from "../data/commit.ts"
import { goodsOf, goodsWrite } from "../data/goods.ts"
import { setupOf } from "../data/setup.ts"
import { open, type Store } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"
import { created } from "../records/stamp.ts"
import { need } from "./deals.ts"
import { placeFor } from "./place.ts"
import { needStageRights } from "./stage-rights.ts"

const LONGEST_TITLE = 255

/** An open copy of a deal with what it is about and what it sells, and nothing of what happened to it. */
export async function duplicate(actor: Actor, id: number, now = Date.now()): Promise<Deal> {
  const store = open(actor)
  const [setup, deal] = await Promise.all([setupOf(actor), need(store, actor, id)])
  if (deal.deletedAt !== undefined) throw new Problem("not_found", `Deal ${id} was not found`)
  const [copyId = 0] = await store.ids("deal")
  const copy = copyOf(deal, placeFor(setup, actor, deal), created(actor, copyId, now), actor)
  needStageRights(actor, setup, undefined, copy)
  const goods = deal.goods === undefined ? [] : [await goodsCopy(store, id, copy)]
  await store.commit(...store.saving("deal", copy), ...goods)
  return copy
}

async function goodsCopy(store: Store, id: number, copy: Deal): Promise<Write> {
  const [{ lines, discounts, installments } = NO_GOODS] = await goodsOf(store.workspaceId, [id])
  const [lineIds, installmentIds] = await Promise.all([
    lines.length === 0 ? [] : store.ids("dealProduct", lines.length),
    installments.length === 0 ? [] : store.ids("installment", installments.length),
  ])
  return goodsWrite(store.workspaceId, copy, {
    lines: lines.map((line, i) => ({ ...line, id: lineIds[i] ?? 0 })),
    discounts: discounts.map((discount) => ({ ...discount, id: randomUUID() })),
    installments: installments.map((one, i) => ({ ...one, id: installmentIds[i] ?? 0 })),
  })
}

function copyOf(
  deal: Deal,
  place: { stageId: number; pipelineId: number },
  base: ReturnType<typeof created>,
  actor: Actor,
): Deal {
  const { personId, personName, organizationId, organizationName, probability, expectedCloseOn, channelId } = deal
  return {
    ...base,
    ...place,
    title: `Copy of ${deal.title}`.slice(0, LONGEST_TITLE).toWellFormed(),
    value: deal.value,
    status: "open",
    visits: [{ stageId: place.stageId, at: base.addedAt }],
    ownerId: deal.ownerId,
    creatorId: actor.userId,
    visibleTo: deal.visibleTo,
    ...(personId && { personId }),
    ...(personName && { personName }),
    ...(organizationId && { organizationId }),
    ...(organizationName && { organizationName }),
    ...(probability !== undefined && { probability }),
    ...(expectedCloseOn && { expectedCloseOn }),
    ...(channelId && { channelId }),
    ...(deal.goods && { goods: deal.goods }),
    labelIds: deal.labelIds,
    origin: actor.via === "api" ? "API" : "ManuallyCreated",
    touchedAt: base.changedAt,
    custom: deal.custom,
  }
}
