import { type PersonAnswer, type PersonExtra, personAnswer } from "../../shared/api/person-answer.ts"
import type { PersonQuery } from "../../shared/api/persons.ts"
import type { Page } from "../../shared/api/route.ts"
import { withFormulas } from "../../shared/formula-results.ts"
import { canSee } from "../../shared/permission.ts"
import type { Person } from "../../shared/person.ts"
import { customKeys, setupOf } from "../data/setup.ts"
import { open, type Store } from "../data/store.ts"
import { peopleOf } from "../deals/participants.ts"
import type { Actor } from "../platform/actor.ts"
import { listOf } from "../records/by-filter.ts"
import { activityCounts, dealCounts, lastActivity } from "../records/extras.ts"
import { conditionsOf, picked } from "../records/listing.ts"

export async function list(actor: Actor, query: PersonQuery): Promise<Page<PersonAnswer[]>> {
  const found = await listOf(actor, query.filter_id, {
    kind: "person",
    ids: query.deal_id === undefined ? query.ids : await personsOfDeal(actor, query.deal_id),
    parent: query.org_id === undefined ? undefined : { kind: "organization", id: query.org_id },
    conditions: conditionsOf({ owner_id: query.owner_id }),
    since: query.updated_since,
    until: query.updated_until,
    sortBy: query.sort_by,
    direction: query.sort_direction,
    limit: query.limit,
    cursor: query.cursor,
  })
  return {
    data: await Promise.all(found.records.map((person) => one(actor, person, query))),
    nextCursor: found.nextCursor,
  }
}

async function personsOfDeal(actor: Actor, dealId: number): Promise<number[]> {
  const deal = await open(actor).get("deal", dealId)
  if (deal === undefined || !canSee(actor, deal)) return []
  return peopleOf(deal).map(({ personId }) => personId)
}

export async function one(
  actor: Actor,
  person: Person,
  details: Pick<PersonQuery, "include_fields" | "custom_fields">,
): Promise<PersonAnswer> {
  const setup = await setupOf(actor)
  const keys = picked(customKeys(setup, "person"), details.custom_fields)
  const answer = personAnswer(withFormulas("person", person, setup.fields), keys)
  const wanted = details.include_fields ?? []
  if (wanted.length === 0) return answer
  const extras = await Promise.all(wanted.map(async (name) => [name, await extra(open(actor), person, name)]))
  return { ...answer, ...Object.fromEntries(extras) }
}

async function extra(store: Store, person: Person, name: PersonExtra): Promise<number | string | null> {
  const counts = () => dealCounts(store, "person", person.id)
  switch (name) {
    case "next_activity_id":
      return person.nextActivity?.id ?? null
    case "last_activity_id":
      return lastActivity(store, "person", person.id)
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
    case "notes_count":
      return store.countEdges("person", person.id, "note#")
    case "activities_count":
    case "done_activities_count":
    case "undone_activities_count":
      return activityCounts(store, "person", person.id, name)
    case "marketing_status":
      return "no_consent"
    case "doi_status":
    case "smart_bcc_email":
    case "last_incoming_mail_time":
    case "last_outgoing_mail_time":
      return null
    default:
      return 0
  }
}
