/**
 * A lead becomes a deal, or a deal a lead: the new record and the end of the old one in one transaction, then what hangs on it,
 * which for a record with very much goes on whenever someone asks how far it is.
 */
import { randomBytes } from "node:crypto"
import type { z } from "zod"
import type { ToDeal } from "../../shared/api/leads.ts"
import type { Deal } from "../../shared/deal.ts"
import { type Lead, uuidOf } from "../../shared/lead.ts"
import { Problem } from "../../shared/problem.ts"
import { instant } from "../../shared/time.ts"
import { type Conversion, conversion, conversionWrite, forgottenAt } from "../data/conversions.ts"
import { setupOf } from "../data/setup.ts"
import { open, retrying } from "../data/store.ts"
import * as deals from "../deals/deals.ts"
import { placeOf } from "../deals/place.ts"
import { needStageRights } from "../deals/stage-rights.ts"
import type { Actor } from "../platform/actor.ts"
import { uuidv7 } from "../platform/uuid.ts"
import { changed, created } from "../records/stamp.ts"
import * as leads from "./leads.ts"
import { moveChildren } from "./moving.ts"

/** Time that a request moves what hangs on a record. */
const MILLISECONDS = 10_000

export async function toDeal(actor: Actor, uuid: string, body: z.output<typeof ToDeal>, now = Date.now()) {
  const store = open(actor)
  const setup = await setupOf(actor)
  const place = placeOf(setup, actor, body)
  const [dealId = 0] = await store.ids("deal")
  const begun = await retrying(async () => {
    const lead = await leads.need(store, actor, uuid)
    if (lead.deletedAt !== undefined) throw new Problem("not_found", `Lead ${uuid} was not found`)
    const record = begin("lead", lead.id, dealId, now)
    const deal = dealOf(actor, lead, dealId, place, now)
    needStageRights(actor, setup, undefined, deal)
    await store.commit(
      ...store.saving("deal", deal),
      ...store.saving("lead", { ...lead, ...changed(lead, actor, now), deletedAt: instant(now) }, lead),
      conversionWrite(actor.workspaceId, record),
    )
    return record
  })
  return goOn(actor, begun)
}

export async function toLead(actor: Actor, dealId: number, now = Date.now()) {
  const store = open(actor)
  const setup = await setupOf(actor)
  const [id = 0] = await store.ids("lead")
  const uuid = uuidOf(id, randomBytes(10))
  const begun = await retrying(async () => {
    const deal = await deals.need(store, actor, dealId)
    if (deal.deletedAt !== undefined) throw new Problem("not_found", `Deal ${dealId} was not found`)
    leads.needsContact(deal)
    const gone = { ...deal, ...changed(deal, actor, now), deletedAt: instant(now) }
    needStageRights(actor, setup, deal, gone)
    const record = { ...begin("deal", dealId, id, now), toUuid: uuid }
    await store.commit(
      ...store.saving("lead", leadOf(actor, deal, { id, uuid }, now)),
      ...store.saving("deal", gone, deal),
      conversionWrite(actor.workspaceId, record),
    )
    return record
  })
  return goOn(actor, begun)
}

/** How far a conversion of a record has come; one that still runs goes on meanwhile. */
export async function statusOf(
  actor: Actor,
  from: Conversion["from"],
  fromId: number,
  id: string,
): Promise<Conversion> {
  const known = await conversion(actor.workspaceId, id)
  if (known === undefined || known.from !== from || known.fromId !== fromId) {
    throw new Problem("not_found", `Conversion ${id} was not found`)
  }
  return known.status === "running" ? goOn(actor, known) : known
}

function begin(from: Conversion["from"], fromId: number, toId: number, now: number): Conversion {
  return { id: uuidv7(now), from, fromId, toId, status: "running", ttl: forgottenAt(now) }
}

async function goOn(actor: Actor, known: Conversion): Promise<Conversion> {
  const end = Date.now() + MILLISECONDS
  const links = known.from === "lead" ? { dealId: known.toId } : { leadUuid: known.toUuid }
  const from = { kind: known.from, id: known.fromId }
  if (!(await moveChildren(actor, { from, links }, () => Date.now() > end))) return known
  const done: Conversion = { ...known, status: "completed" }
  await open(actor).commit(conversionWrite(actor.workspaceId, done))
  return done
}

type Place = { stageId: number; pipelineId: number }

function dealOf(actor: Actor, lead: Lead, id: number, place: Place, now: number): Deal {
  const base = created(actor, id, now)
  const { personId, personName, organizationId, organizationName, expectedCloseOn, channelId, followers } = lead
  return {
    ...base,
    ...place,
    title: lead.title,
    value: lead.value ?? { amount: 0, currency: actor.currency },
    status: "open",
    visits: [{ stageId: place.stageId, at: base.addedAt }],
    ownerId: lead.ownerId,
    creatorId: lead.creatorId,
    visibleTo: lead.visibleTo,
    ...(personId && { personId }),
    ...(personName && { personName }),
    ...(organizationId && { organizationId }),
    ...(organizationName && { organizationName }),
    ...(expectedCloseOn && { expectedCloseOn }),
    ...(channelId && { channelId }),
    ...(followers && { followers }),
    labelIds: [],
    madeOfLead: lead.uuid,
    origin: lead.origin,
    touchedAt: base.changedAt,
    custom: lead.custom,
  }
}

function leadOf(actor: Actor, deal: Deal, as: { id: number; uuid: string }, now: number): Lead {
  const { personId, personName, organizationId, organizationName, expectedCloseOn, channelId, followers } = deal
  return {
    ...created(actor, as.id, now),
    uuid: as.uuid,
    title: deal.title,
    value: deal.value,
    ownerId: deal.ownerId,
    creatorId: deal.creatorId,
    visibleTo: deal.visibleTo,
    ...(personId && { personId }),
    ...(personName && { personName }),
    ...(organizationId && { organizationId }),
    ...(organizationName && { organizationName }),
    ...(expectedCloseOn && { expectedCloseOn }),
    ...(channelId && { channelId }),
    ...(followers && { followers }),
    labelIds: [],
    seen: true,
    source: "Deal",
    origin: deal.origin,
    custom: deal.custom,
  }
}
