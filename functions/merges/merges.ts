/**
 * Two records become one. The one that stays takes from the other what it does not have itself, and the other goes to the
 * trash, in one transaction. What hung on it follows: some of it before the answer, the rest after the event.
 */
import type { Deal } from "../../shared/deal.ts"
import type { Organization } from "../../shared/organization.ts"
import { canSee } from "../../shared/permission.ts"
import type { Person } from "../../shared/person.ts"
import { Problem } from "../../shared/problem.ts"
import { instant } from "../../shared/time.ts"
import type { Everything } from "../data/kinds.ts"
import { setupOf } from "../data/setup.ts"
import { open, retrying, type Store } from "../data/store.ts"
import { needStageRights } from "../deals/stage-rights.ts"
import type { Actor } from "../platform/actor.ts"
import { changed } from "../records/stamp.ts"
import { moveChildren } from "./children.ts"
import { goodsTaken } from "./goods.ts"
import { moveMails } from "./mails.ts"
import { taken } from "./taken.ts"

export type Mergeable = "deal" | "person" | "organization"
type Of = { deal: Deal; person: Person; organization: Organization }

/** Children that are moved before the answer. */
const BEFORE_THE_ANSWER = 100

/** Merges the record `id` into `into`, which stays, and answers that one. */
export async function merge<K extends Mergeable>(
  actor: Actor,
  kind: K,
  id: number,
  into: number,
  now = Date.now(),
): Promise<Of[K]> {
  if (id === into) throw refuse(`a ${kind} cannot be merged with itself`)
  const store = open(actor)
  const setup = await setupOf(actor)
  await retrying(async () => {
    const [lost, kept] = await Promise.all([need(store, actor, kind, id), store.get(kind, into)])
    if (kept === undefined || kept.deletedAt !== undefined || !canSee(actor, kept)) {
      throw refuse(`no ${kind} has the id ${into}`)
    }
    const after = { ...taken(kind, kept, lost), mergedFromId: id, ...changed(kept, actor, now) }
    const gone = { ...lost, mergedIntoId: into, deletedAt: instant(now), ...changed(lost, actor, now) }
    if ("stageId" in kept && "stageId" in after) needStageRights(actor, setup, kept, after)
    if ("stageId" in lost && "stageId" in gone) needStageRights(actor, setup, lost, gone)
    // both are the records they were with some of their own fields changed
    const goods = isDeal(after) && isDeal(gone) ? await goodsTaken(store.workspaceId, after, gone) : undefined
    const [stays, goes] = [(goods?.kept ?? after) as Everything[K], (goods?.lost ?? gone) as Everything[K]]
    await store.commit(...store.saving(kind, stays, kept), ...store.saving(kind, goes, lost), ...(goods?.writes ?? []))
  })
  const move = { from: id, to: into }
  await moveChildren(store, actor, kind, move, BEFORE_THE_ANSWER, now)
  if (kind !== "organization") await moveMails(store, kind, move, BEFORE_THE_ANSWER)
  const merged = await store.get(kind, into)
  if (merged === undefined) throw new Problem("not_found", `The ${kind} ${into} is gone`)
  return merged
}

function isDeal(record: Of[Mergeable]): record is Deal {
  return "stageId" in record
}

async function need<K extends Mergeable>(store: Store, actor: Actor, kind: K, id: number): Promise<Everything[K]> {
  const record = await store.get(kind, id)
  if (record === undefined || record.deletedAt !== undefined || !canSee(actor, record)) {
    throw new Problem("not_found", `${kind.charAt(0).toUpperCase()}${kind.slice(1)} ${id} was not found`)
  }
  return record
}

function refuse(why: string): Problem {
  return new Problem("invalid", `merge_with_id: ${why}`, { merge_with_id: why })
}
