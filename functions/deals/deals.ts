import { decimal, minorUnits } from "../../shared/amount.ts"
import { dealAnswer } from "../../shared/api/deal-answer.ts"
import type { DealChange, NewDeal } from "../../shared/api/deal-body.ts"
import { dealCard } from "../../shared/api/deal-card.ts"
import type { DealDetail } from "../../shared/api/deals.ts"
import { followerAnswer } from "../../shared/api/followers.ts"
import type { Deal } from "../../shared/deal.ts"
import { inCurrency } from "../../shared/deal-goods.ts"
import { move, settle } from "../../shared/deal-life.ts"
import { withFormulas } from "../../shared/formula-results.ts"
import { canSee, needMay } from "../../shared/permission.ts"
import { Problem } from "../../shared/problem.ts"
import { instant } from "../../shared/time.ts"
import { customKeys, type Setup, setupOf } from "../data/setup.ts"
import { open, retrying, type Store } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"
import { withNamesSeen } from "../records/names-seen.ts"
import { customOf, labelsOf, linked, needCustomLinks, ownerOf } from "../records/references.ts"
import { needFilledDeal } from "../records/required.ts"
import { changed, created } from "../records/stamp.ts"
import { chosenVisibility, needHandOver } from "../records/visibility.ts"
import { inSight, placeOf } from "./place.ts"
import { needStageRights } from "./stage-rights.ts"

/** The deal, if it is there and the actor may see it. Somebody else's is as good as none. */
export async function need(store: Store, actor: Actor, id: number): Promise<Deal> {
  const deal = await store.get("deal", id)
  if (deal === undefined || !canSee(actor, deal)) throw new Problem("not_found", `Deal ${id} was not found`)
  return deal
}

export async function get(actor: Actor, id: number) {
  const [setup, deal] = await Promise.all([setupOf(actor), need(open(actor), actor, id)])
  return { deal, setup }
}

export async function detail(actor: Actor, id: number): Promise<DealDetail> {
  const { deal: stored, setup } = await get(actor, id)
  const [deal = stored] = await withNamesSeen(actor, [stored])
  const { person_name, org_name, next_activity } = dealCard(deal)
  return {
    ...dealAnswer(withFormulas("deal", deal, setup.fields), customKeys(setup, "deal")),
    version: deal.version,
    person_name,
    org_name,
    next_activity,
    touch_time: deal.touchedAt,
    visits: deal.visits.map((visit) => ({ stage_id: visit.stageId, time: visit.at })),
    followers: (deal.followers ?? []).map(followerAnswer),
  }
}

export async function add(actor: Actor, body: NewDeal, now = Date.now()): Promise<Deal> {
  needClosedTime(actor, body)
  const store = open(actor)
  const setup = await setupOf(actor)
  const ownerId = ownerOf(setup, actor, body.owner_id)
  const place = placeOf(setup, actor, body)
  const [person, organization, [id = 0]] = await Promise.all([
    linked(store, actor, "person", body.person_id ?? undefined, "person_id"),
    linked(store, actor, "organization", body.org_id ?? undefined, "org_id"),
    store.ids("deal"),
    needCustomLinks(store, actor, setup, "deal", body.custom_fields),
  ])
  const base = created(actor, id, now)
  const addedAt = body.add_time ?? base.addedAt
  const currency = body.currency ?? actor.currency
  const fresh: Deal = {
    ...base,
    addedAt,
    title: body.title,
    value: { amount: amountOf(body.value ?? 0, currency), currency },
    status: "open",
    ...place,
    visits: [{ stageId: place.stageId, at: addedAt }],
    ownerId,
    creatorId: actor.userId,
    visibleTo: chosenVisibility(actor, setup, "deal", ownerId, body.visible_to),
    ...(person && { personId: person.id, personName: person.name }),
    ...(organization && { organizationId: organization.id, organizationName: organization.name }),
    labelIds: labelsOf(setup, "deal", [], body.label_ids),
    origin: actor.via === "api" ? "API" : "ManuallyCreated",
    touchedAt: base.changedAt,
    custom: customOf(setup, "deal", {}, body.custom_fields),
  }
  const deal = applied(fresh, body, setup, now)
  needFilledDeal(actor, setup, undefined, deal)
  needStageRights(actor, setup, undefined, deal)
  await store.commit(...store.saving("deal", deal))
  return deal
}

export async function change(actor: Actor, id: number, body: DealChange, now = Date.now()): Promise<Deal> {
  if (body.is_deleted === true) needMay(actor, "deals.delete")
  needClosedTime(actor, body)
  const store = open(actor)
  const setup = await setupOf(actor)
  await needCustomLinks(store, actor, setup, "deal", body.custom_fields)
  return retrying(async () => {
    const before = await need(store, actor, id)
    const after = { ...(await changedDeal(store, actor, setup, before, body, now)), ...changed(before, actor, now) }
    needHandOver(actor, before, after)
    needStageRights(actor, setup, before, after)
    needFilledDeal(actor, setup, before, after)
    await store.commit(...store.saving("deal", { ...after, touchedAt: instant(now) }, before))
    return after
  })
}

/** When a deal was won or lost is otherwise the moment of it. */
function needClosedTime(actor: Actor, { close_time, won_time, lost_time }: DealChange): void {
  if ([close_time, won_time, lost_time].some((time) => time !== undefined)) needMay(actor, "deals.closedTime")
}

export async function remove(actor: Actor, id: number, now = Date.now()): Promise<{ id: number }> {
  const deal = await open(actor).get("deal", id)
  if (deal?.deletedAt !== undefined) throw new Problem("not_found", `Deal ${id} was not found`)
  await change(actor, id, { is_deleted: true }, now)
  return { id }
}

async function changedDeal(
  store: Store,
  actor: Actor,
  setup: Setup,
  deal: Deal,
  body: DealChange,
  now: number,
): Promise<Deal> {
  const [person, organization] = await Promise.all([
    linked(store, actor, "person", body.person_id ?? undefined, "person_id"),
    linked(store, actor, "organization", body.org_id ?? undefined, "org_id"),
  ])
  const currency = body.currency ?? deal.value.currency
  const amount = body.value === undefined ? rescaled(deal, currency) : amountOf(body.value ?? 0, currency)
  const { personId: _p, personName: _pn, ...noPerson } = deal
  const withPerson =
    body.person_id === undefined
      ? deal
      : {
          ...noPerson,
          ...(person && { personId: person.id, personName: person.name }),
          ...(deal.participants && { participants: deal.participants.filter((one) => one.personId !== person?.id) }),
        }
  const { organizationId: _o, organizationName: _on, ...noOrganization } = withPerson
  const withBoth: Deal =
    body.org_id === undefined
      ? withPerson
      : {
          ...noOrganization,
          ...(organization && { organizationId: organization.id, organizationName: organization.name }),
        }
  const edited: Deal = {
    ...withBoth,
    title: body.title ?? deal.title,
    value: { amount, currency },
    ...(deal.goods && { goods: inCurrency(deal.goods, deal.value.currency, currency) }),
    ownerId: body.owner_id === undefined ? deal.ownerId : ownerOf(setup, actor, body.owner_id),
    visibleTo: body.visible_to ?? deal.visibleTo,
    labelIds: labelsOf(setup, "deal", deal.labelIds, body.label_ids),
    custom: customOf(setup, "deal", deal.custom, body.custom_fields),
  }
  const moved =
    body.stage_id === undefined && body.pipeline_id === undefined
      ? edited
      : move(edited, placeOf(setup, actor, body, deal.pipelineId), instant(now))
  return inSight(setup, actor, applied(moved, body, setup, now), instant(now))
}

/** A value keeps its decimal amount when only the currency changes. */
function rescaled({ value }: Deal, currency: string): number {
  return currency === value.currency ? value.amount : amountOf(decimal(value.amount, value.currency), currency)
}

/** Minor units that facts and sums can hold exactly, whatever the currency's digits. */
const MOST = 1e15

function amountOf(value: number, currency: string): number {
  const amount = minorUnits(value, currency)
  if (Math.abs(amount) > MOST) throw refuse("value", `must be at most ${decimal(MOST, currency)} in ${currency}`)
  return amount
}

/** The parts of a request that mean the same for a new deal and a change: status, times, chance, trash and archive. */
function applied(deal: Deal, body: DealChange, setup: Setup, now: number): Deal {
  const at = instant(now)
  const given = { won: body.won_time, lost: body.lost_time, open: undefined }
  const status = body.status ?? deal.status
  const time = given[status] ?? body.close_time ?? undefined
  const settled = settle(deal, {
    status,
    at: time ?? at,
    zone: setup.workspace.zone,
    reason: body.lost_reason ?? undefined,
    comment: body.lost_comment ?? undefined,
    again: time !== undefined,
  })
  const next: Deal = { ...settled }
  if (body.lost_reason === null || body.lost_reason === "") delete next.lostReason
  if (body.lost_comment === null || body.lost_comment === "") delete next.lostComment
  set(next, "probability", body.probability)
  set(next, "expectedCloseOn", body.expected_close_date)
  set(
    next,
    "archivedAt",
    body.is_archived === undefined ? undefined : body.is_archived ? (body.archive_time ?? at) : null,
  )
  if (body.is_deleted === false && deal.mergedIntoId !== undefined) {
    throw refuse("is_deleted", `has become part of deal ${deal.mergedIntoId}`)
  }
  set(next, "deletedAt", body.is_deleted === undefined ? undefined : body.is_deleted ? at : null)
  return next
}

function set<K extends "probability" | "expectedCloseOn" | "archivedAt" | "deletedAt">(
  deal: Deal,
  field: K,
  value: Deal[K] | null | undefined,
): void {
  if (value === null) delete deal[field]
  else if (value !== undefined) deal[field] = value
}

function refuse(field: string, why: string): Problem {
  return new Problem("invalid", `${field}: ${why}`, { [field]: why })
}
