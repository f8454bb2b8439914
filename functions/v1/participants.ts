import { relatedObjects } from "../../shared/api/v1/around.ts"
import { v1Participants as api, type V1Participant } from "../../shared/api/v1/participants.ts"
import { v1Person } from "../../shared/api/v1/person.ts"
import { embedded, embeddedUser, personRef, userRef, v1Time } from "../../shared/api/v1/refs.ts"
import type { Deal, DealParticipant } from "../../shared/deal.ts"
import { pairId } from "../../shared/pair.ts"
import { canSee } from "../../shared/permission.ts"
import { Problem } from "../../shared/problem.ts"
import { open } from "../data/store.ts"
import { need } from "../deals/deals.ts"
import * as participants from "../deals/participants.ts"
import type { Actor } from "../platform/actor.ts"
import { domain } from "../platform/http.ts"
import { trailOf } from "../records/trail.ts"
import { around } from "./around.ts"
import { paginationOf, sliceFrom } from "./pages.ts"

async function shown(actor: Actor, deal: Deal, people: readonly DealParticipant[]) {
  const persons = await open(actor).getMany(
    "person",
    people.map(({ personId }) => personId),
  )
  const seen = persons.filter((person) => person.deletedAt === undefined && canSee(actor, person))
  const known = await around(actor, { persons: seen })
  const data = people.flatMap((one): V1Participant[] => {
    const person = seen.find(({ id }) => id === one.personId)
    const by = known.users.get(one.by)
    if (person === undefined) return []
    const whole = v1Person(person, known, true)
    return [
      {
        id: pairId(deal.id, person.id),
        person_id: embedded(personRef(person)),
        add_time: v1Time(one.at),
        active_flag: true,
        related_item_data: { deal_id: deal.id, title: deal.title },
        person: {
          ...whole,
          ...(typeof whole.owner_id === "object" && { owner_id: { ...whole.owner_id, has_pic: 0 } }),
        },
        added_by_user_id: by === undefined ? null : embeddedUser(userRef(by)),
        related_item_type: "deal",
        related_item_id: deal.id,
      },
    ]
  })
  const refs = {
    users: [...people.map((one) => one.by), ...seen.map((person) => person.ownerId)],
    persons: seen.map((person) => person.id),
    organizations: seen.map((person) => person.organizationId),
  }
  return { data, related_objects: relatedObjects(known, refs) }
}

export const v1Participants = domain(api, {
  list: async ({ actor, params, query }) => {
    const deal = await need(open(actor), actor, params.id)
    const page = sliceFrom(participants.peopleOf(deal), query)
    return { ...(await shown(actor, deal, page.data)), additional_data: paginationOf(page) }
  },
  add: async ({ actor, params, body }) => {
    const deal = await participants.add(actor, params.id, body.person_id)
    const own = participants.peopleOf(deal).filter(({ personId }) => personId === body.person_id)
    const { data, related_objects } = await shown(actor, deal, own)
    const [added] = data
    if (added === undefined) throw new Problem("not_found", `Person ${body.person_id} was not found`)
    return { data: added, related_objects }
  },
  remove: async ({ actor, params }) => {
    const deal = await participants.live(actor, params.id)
    const one = participants
      .peopleOf(deal)
      .find(({ personId }) => pairId(deal.id, personId) === params.deal_participant_id)
    if (one === undefined) throw new Problem("not_found", `Participant ${params.deal_participant_id} was not found`)
    await participants.remove(actor, params.id, one.personId)
    return { id: params.deal_participant_id }
  },
  changelog: async ({ actor, params, query }) => {
    await need(open(actor), actor, params.id)
    const page = await trailOf(actor, { kind: "deal", id: params.id }, "participant", query)
    const data = page.data.map(({ action, id, by, at }) => ({
      actor_user_id: by,
      person_id: id,
      action,
      time: v1Time(at) ?? "",
    }))
    return { data, nextCursor: page.nextCursor }
  },
})
