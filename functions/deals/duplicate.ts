import type { Deal } from "../../shared/deal.ts"
import { Problem } from "../../shared/problem.ts"
import { type Setup, setupOf } from "../data/setup.ts"
import { open } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"
import { created } from "../records/stamp.ts"
import { need, placeOf } from "./deals.ts"

const LONGEST_TITLE = 255

/** An open copy of a deal with what it is about, and nothing of what happened to it. */
export async function duplicate(actor: Actor, id: number, now = Date.now()): Promise<Deal> {
  const store = open(actor)
  const [setup, deal] = await Promise.all([setupOf(actor), need(store, actor, id)])
  if (deal.deletedAt !== undefined) throw new Problem("not_found", `Deal ${id} was not found`)
  const [copyId = 0] = await store.ids("deal")
  const copy = copyOf(deal, placeFor(setup, deal), created(actor, copyId, now), actor)
  await store.commit(...store.saving("deal", copy))
  return copy
}

/** Where the deal is, unless that is gone. */
function placeFor(setup: Setup, { stageId, pipelineId }: Deal) {
  const stage = setup.stages.get(stageId)
  if (stage !== undefined && stage.deletedAt === undefined) return { stageId, pipelineId }
  const pipeline = setup.pipelines.get(pipelineId)
  return placeOf(setup, pipeline?.deletedAt === undefined ? { pipeline_id: pipelineId } : {})
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
    labelIds: deal.labelIds,
    origin: actor.via === "api" ? "API" : "ManuallyCreated",
    touchedAt: base.changedAt,
    custom: deal.custom,
  }
}
