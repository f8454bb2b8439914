import { type DealAnswer, type DealExtra, dealAnswer } from "../../shared/api/deal-answer.ts"
import type { DealQuery } from "../../shared/api/deals.ts"
import type { Page } from "../../shared/api/route.ts"
import { refuse } from "../../shared/comparison.ts"
import type { Deal } from "../../shared/deal.ts"
import { withFormulas } from "../../shared/formula-results.ts"
import type { Condition } from "../../shared/report.ts"
import { customKeys, setupOf } from "../data/setup.ts"
import { open, type Store } from "../data/store.ts"
import { askedOf, plainly } from "../filters/asked.ts"
import type { Actor } from "../platform/actor.ts"
import { activityCounts, lastActivity } from "../records/extras.ts"
import { list as listRecords } from "../records/list.ts"
import { conditionsOf, type Listed, picked } from "../records/listing.ts"
import { peopleOf } from "./participants.ts"
import { found } from "./view.ts"

type Details = Pick<DealQuery, "include_fields" | "custom_fields">

export async function list(actor: Actor, query: DealQuery, archived: boolean): Promise<Page<DealAnswer[]>> {
  const { person_id, org_id, ids, status } = query
  const parent =
    person_id !== undefined
      ? ({ kind: "person", id: person_id } as const)
      : org_id !== undefined
        ? ({ kind: "organization", id: org_id } as const)
        : undefined
  const deleted = status?.includes("deleted") === true
  if (query.filter_id !== undefined) return byFilter(actor, query, archived)
  const conditions: Condition[] = conditionsOf({
    owner_id: query.owner_id,
    pipeline_id: query.pipeline_id,
    stage_id: query.stage_id,
    org_id: person_id === undefined ? undefined : org_id,
    // among all deals the archived ones are few: their facts find them
    is_archived: archived ? true : undefined,
  })
  if (status !== undefined && !deleted) conditions.push({ field: "status", operator: "in", value: status })
  const listed: Listed<Deal> = await listRecords(actor, {
    kind: "deal",
    ids,
    deleted,
    parent,
    conditions,
    since: query.updated_since,
    until: query.updated_until,
    sortBy: query.sort_by,
    direction: query.sort_direction,
    limit: query.limit,
    cursor: query.cursor,
    keeps: (deal) => (deal.archivedAt !== undefined) === archived,
  })
  const data = await Promise.all(listed.records.map((deal) => one(actor, deal, query)))
  return { data, nextCursor: listed.nextCursor }
}

/** Deals that a saved filter finds. What else narrows the list is a condition as any. */
async function byFilter(actor: Actor, query: DealQuery, archived: boolean): Promise<Page<DealAnswer[]>> {
  const { ids, updated_since, updated_until, status } = query
  for (const [name, given] of Object.entries({ ids, updated_since, updated_until })) {
    if (given !== undefined) throw refuse(name, "cannot be asked for with filter_id")
  }
  if (status?.includes("deleted")) throw refuse("status", "deleted cannot be asked for with filter_id")
  const equal = conditionsOf({
    owner_id: query.owner_id,
    pipeline_id: query.pipeline_id,
    stage_id: query.stage_id,
    person_id: query.person_id,
    org_id: query.org_id,
    is_archived: archived,
  })
  const asked = [
    ...(await askedOf(actor, "deal", query)),
    plainly(...equal, status && { field: "status", operator: "in", value: status }),
  ]
  const page = await found(actor, { ...query, asked })
  return { data: await Promise.all(page.data.map((deal) => one(actor, deal, query))), nextCursor: page.nextCursor }
}

/** A deal as the API shows it, with the custom fields and further fields that were asked for. */
export async function one(actor: Actor, deal: Deal, details: Details): Promise<DealAnswer> {
  const setup = await setupOf(actor)
  const keys = customKeys(setup, "deal")
  const answer = dealAnswer(withFormulas("deal", deal, setup.fields), picked(keys, details.custom_fields))
  const wanted = details.include_fields ?? []
  if (wanted.length === 0) return answer
  return {
    ...answer,
    ...Object.fromEntries(await Promise.all(wanted.map(async (name) => [name, await extra(open(actor), deal, name)]))),
  }
}

async function extra(store: Store, deal: Deal, name: DealExtra): Promise<number | string | null> {
  switch (name) {
    case "next_activity_id":
      return deal.nextActivity?.id ?? null
    case "last_activity_id":
      return lastActivity(store, "deal", deal.id)
    case "first_won_time":
      return deal.firstWonAt ?? null
    case "notes_count":
      return store.countEdges("deal", deal.id, "note#")
    case "activities_count":
    case "done_activities_count":
    case "undone_activities_count":
      return activityCounts(store, "deal", deal.id, name)
    case "followers_count":
      return deal.followers?.length ?? 0
    case "products_count":
      return deal.goods?.count ?? 0
    case "source_lead_id":
      return deal.madeOfLead ?? null
    case "participants_count":
      return peopleOf(deal).length
    case "smart_bcc_email":
    case "last_incoming_mail_time":
    case "last_outgoing_mail_time":
      return null
    default:
      return 0
  }
}
