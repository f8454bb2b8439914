import {
  type OrganizationAnswer,
  type OrganizationExtra,
  type OrganizationQuery,
  organizationAnswer,
} from "../../shared/api/organizations.ts"
import type { Page } from "../../shared/api/route.ts"
import { withFormulas } from "../../shared/formula-results.ts"
import type { Organization } from "../../shared/organization.ts"
import { customKeys, setupOf } from "../data/setup.ts"
import { open, type Store } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"
import { listOf } from "../records/by-filter.ts"
import { activityCounts, dealCounts, lastActivity } from "../records/extras.ts"
import { conditionsOf, picked } from "../records/listing.ts"

export async function list(actor: Actor, query: OrganizationQuery): Promise<Page<OrganizationAnswer[]>> {
  const found = await listOf(actor, query.filter_id, {
    kind: "organization",
    ids: query.ids,
    conditions: conditionsOf({ owner_id: query.owner_id }),
    since: query.updated_since,
    until: query.updated_until,
    sortBy: query.sort_by,
    direction: query.sort_direction,
    limit: query.limit,
    cursor: query.cursor,
  })
  const data = await Promise.all(found.records.map((organization) => one(actor, organization, query)))
  return { data, nextCursor: found.nextCursor }
}

export async function one(
  actor: Actor,
  organization: Organization,
  details: Pick<OrganizationQuery, "include_fields" | "custom_fields">,
): Promise<OrganizationAnswer> {
  const setup = await setupOf(actor)
  const keys = picked(customKeys(setup, "organization"), details.custom_fields)
  const answer = organizationAnswer(withFormulas("organization", organization, setup.fields), keys)
  const wanted = details.include_fields ?? []
  if (wanted.length === 0) return answer
  const extras = await Promise.all(wanted.map(async (name) => [name, await extra(open(actor), organization, name)]))
  return { ...answer, ...Object.fromEntries(extras) }
}

async function extra(
  store: Store,
  organization: Organization,
  name: OrganizationExtra,
): Promise<number | string | null> {
  const counts = () => dealCounts(store, "organization", organization.id)
  switch (name) {
    case "next_activity_id":
      return organization.nextActivity?.id ?? null
    case "last_activity_id":
      return lastActivity(store, "organization", organization.id)
    case "open_deals_count":
      return (await counts()).open
    case "won_deals_count":
      return (await counts()).won
    case "lost_deals_count":
      return (await counts()).lost
    case "closed_deals_count": {
      const { won, lost } = await counts()
      return won + lost
    }
    case "people_count":
      return store.countEdges("organization", organization.id, "person#")
    case "notes_count":
      return store.countEdges("organization", organization.id, "note#")
    case "activities_count":
    case "done_activities_count":
    case "undone_activities_count":
      return activityCounts(store, "organization", organization.id, name)
    case "smart_bcc_email":
      return null
    default:
      return 0
  }
}
