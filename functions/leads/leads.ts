import { randomBytes } from "node:crypto"
import { minorUnits } from "../../shared/amount.ts"
import type { LeadChange, LeadQuery, NewLead } from "../../shared/api/v1/leads.ts"
import { refuse } from "../../shared/comparison.ts"
import { idIn, type Lead, uuidOf } from "../../shared/lead.ts"
import { canSee } from "../../shared/permission.ts"
import { Problem } from "../../shared/problem.ts"
import type { Custom } from "../../shared/record.ts"
import type { Condition } from "../../shared/report.ts"
import { instant } from "../../shared/time.ts"
import { type Setup, setupOf } from "../data/setup.ts"
import { open, retrying, type Store } from "../data/store.ts"
import { askedOf } from "../filters/asked.ts"
import type { Actor } from "../platform/actor.ts"
import { conditionsOf } from "../records/listing.ts"
import { customOf, linked, ownerOf } from "../records/references.ts"
import { changed, created } from "../records/stamp.ts"
import { chosenVisibility, needHandOver } from "../records/visibility.ts"
import { listed, type Slice } from "../v1/listed.ts"

/** The lead of a UUID, also one in the trash. */
export async function need(store: Store, actor: Actor, uuid: string): Promise<Lead> {
  const id = idIn(uuid)
  const lead = id > 0 ? await store.get("lead", id) : undefined
  if (lead === undefined || lead.uuid !== uuid || !canSee(actor, lead)) throw gone(uuid)
  return lead
}

const gone = (uuid: string) => new Problem("not_found", `Lead ${uuid} was not found`)

/** A filter stands for whose leads are asked for. */
export async function list(actor: Actor, query: LeadQuery, archived: boolean): Promise<Slice<Lead>> {
  const { start, limit, updated_since, sort } = query
  const { filter_id, ...whose } = query
  const { owner_id, person_id, organization_id } = filter_id === undefined ? whose : {}
  const parent =
    person_id !== undefined
      ? ({ kind: "person", id: person_id } as const)
      : organization_id !== undefined
        ? ({ kind: "organization", id: organization_id } as const)
        : undefined
  const conditions: Condition[] = conditionsOf({
    owner_id,
    organization_id: person_id === undefined ? undefined : organization_id,
  })
  return listed(actor, {
    kind: "lead",
    parent,
    conditions,
    since: updated_since === undefined ? undefined : instant(new Date(updated_since)),
    keeps: (lead) => (lead.archivedAt !== undefined) === archived,
    keepsFacts: [{ field: "is_archived", operator: "=", value: archived }],
    asked: await askedOf(actor, "lead", { filter_id }),
    sort,
    start,
    limit,
  })
}

export async function add(
  actor: Actor,
  body: NewLead & { custom_fields?: Custom | undefined },
  now = Date.now(),
): Promise<Lead> {
  const store = open(actor)
  const setup = await setupOf(actor)
  const ownerId = ownerOf(setup, actor, body.owner_id)
  const [links, [id = 0]] = await Promise.all([linksOf(store, actor, body), store.ids("lead")])
  const byApi = actor.via === "api"
  const lead: Lead = {
    ...created(actor, id, now),
    uuid: uuidOf(id, randomBytes(10)),
    title: body.title,
    ownerId,
    creatorId: actor.userId,
    visibleTo: chosenVisibility(actor, setup, "lead", ownerId, body.visible_to),
    ...links,
    labelIds: labelsOf(setup, body.label_ids ?? []),
    seen: body.was_seen ?? false,
    source: byApi ? "API" : "Manually created",
    origin: byApi ? "API" : "ManuallyCreated",
    ...(body.origin_id && { originId: body.origin_id }),
    custom: customOf(setup, "deal", {}, body.custom_fields),
    ...details(body),
  }
  needsContact(lead)
  await store.commit(...store.saving("lead", lead))
  return lead
}

export async function change(
  actor: Actor,
  uuid: string,
  body: LeadChange & { custom_fields?: Custom | undefined; deleted?: boolean },
  now = Date.now(),
): Promise<Lead> {
  const store = open(actor)
  const setup = await setupOf(actor)
  return retrying(async () => {
    const before = await need(store, actor, uuid)
    if (before.deletedAt !== undefined) throw gone(uuid)
    const archivedAt = body.is_archived === false ? undefined : (before.archivedAt ?? instant(now))
    const after: Lead = {
      ...before,
      title: body.title ?? before.title,
      ownerId: body.owner_id === undefined ? before.ownerId : ownerOf(setup, actor, body.owner_id),
      visibleTo: body.visible_to ?? before.visibleTo,
      ...(await linksOf(store, actor, body)),
      labelIds: body.label_ids === undefined ? before.labelIds : labelsOf(setup, body.label_ids),
      seen: body.was_seen ?? before.seen,
      custom: customOf(setup, "deal", before.custom, body.custom_fields),
      ...details(body),
      ...(body.is_archived !== undefined && { archivedAt }),
      ...changed(before, actor, now),
      ...(body.deleted === true && { deletedAt: instant(now) }),
    }
    needsContact(after)
    needHandOver(actor, before, after)
    await store.commit(...store.saving("lead", after, before))
    return after
  })
}

export async function remove(actor: Actor, uuid: string): Promise<{ id: string }> {
  await change(actor, uuid, { deleted: true })
  return { id: uuid }
}

async function linksOf(store: Store, actor: Actor, body: LeadChange): Promise<Partial<Lead>> {
  const [person, organization] = await Promise.all([
    linked(store, actor, "person", body.person_id ?? undefined, "person_id"),
    linked(store, actor, "organization", body.organization_id ?? undefined, "organization_id"),
  ])
  return {
    ...(body.person_id !== undefined && { personId: person?.id, personName: person?.name }),
    ...(body.organization_id !== undefined && {
      organizationId: organization?.id,
      organizationName: organization?.name,
    }),
  }
}

function details({ value, expected_close_date, channel, channel_id }: LeadChange): Partial<Lead> {
  return {
    ...(value !== undefined && { value: value === null ? undefined : moneyOf(value) }),
    ...(expected_close_date !== undefined && { expectedCloseOn: expected_close_date ?? undefined }),
    ...(channel !== undefined && { channel: channel ?? undefined }),
    ...(channel_id !== undefined && { channelId: channel_id ?? undefined }),
  }
}

/** Minor units that facts and sums can hold exactly. */
const MOST = 1e15

function moneyOf({ amount, currency }: { amount: number; currency: string }) {
  const minor = minorUnits(amount, currency)
  if (!(Math.abs(minor) <= MOST)) throw refuse("value", "is more than a lead can be worth")
  return { amount: minor, currency }
}

function labelsOf({ leadLabels }: Setup, given: readonly string[]): string[] {
  const known = new Set([...leadLabels.values()].filter((one) => one.deletedAt === undefined).map((one) => one.uuid))
  const unknown = given.find((uuid) => !known.has(uuid))
  if (unknown !== undefined) throw refuse("label_ids", `${unknown} is not a lead label`)
  return [...new Set(given)]
}

export function needsContact({ personId, organizationId }: Pick<Lead, "personId" | "organizationId">): void {
  if (personId === undefined && organizationId === undefined) {
    throw refuse("person_id", "give person_id or organization_id: a lead belongs to a person, an organization or both")
  }
}
