/** Who takes part in a deal: its main person first, then the others as they came. */
import { type Deal, type DealParticipant, MOST_PARTICIPANTS } from "../../shared/deal.ts"
import { Problem } from "../../shared/problem.ts"
import { instant } from "../../shared/time.ts"
import { setupOf } from "../data/setup.ts"
import { open, retrying } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"
import { linked } from "../records/references.ts"
import { changed } from "../records/stamp.ts"
import { change, need } from "./deals.ts"
import { needStageRights } from "./stage-rights.ts"

export function peopleOf({ personId, addedAt, creatorId, participants = [] }: Deal): DealParticipant[] {
  return [...(personId === undefined ? [] : [{ personId, at: addedAt, by: creatorId }]), ...participants]
}

/** Someone who takes part already goes on doing so, since when they did. */
export async function add(actor: Actor, id: number, personId: number, now = Date.now()): Promise<Deal> {
  const store = open(actor)
  return retrying(async () => {
    const before = await live(actor, id)
    await linked(store, actor, "person", personId, "person_id")
    if (peopleOf(before).some((one) => one.personId === personId)) return before
    const participants = [...(before.participants ?? []), { personId, at: instant(now), by: actor.userId }]
    if (participants.length > MOST_PARTICIPANTS) {
      throw new Problem("conflict", `At most ${MOST_PARTICIPANTS} people take part in a deal`)
    }
    const after = { ...before, participants, ...changed(before, actor, now) }
    needStageRights(actor, await setupOf(actor), before, after)
    await store.commit(...store.saving("deal", after, before))
    return after
  })
}

export async function remove(actor: Actor, id: number, personId: number, now = Date.now()): Promise<void> {
  const store = open(actor)
  await retrying(async () => {
    const before = await live(actor, id)
    if (before.personId === personId) return change(actor, id, { person_id: null }, now)
    const participants = before.participants?.filter((one) => one.personId !== personId)
    const after = { ...before, participants, ...changed(before, actor, now) }
    needStageRights(actor, await setupOf(actor), before, after)
    await store.commit(...store.saving("deal", after, before))
  })
}

export async function live(actor: Actor, id: number): Promise<Deal> {
  const deal = await need(open(actor), actor, id)
  if (deal.deletedAt !== undefined) throw new Problem("not_found", `Deal ${id} was not found`)
  return deal
}
