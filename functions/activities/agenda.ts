/** Activities in the order in which they are due, between two days: from the index of a person's agenda, or from a record's edges. */
import * as z from "zod"
import { type ActivityAnswer, activityAnswer } from "../../shared/api/activities.ts"
import type { Page } from "../../shared/api/route.ts"
import { canSee } from "../../shared/permission.ts"
import type { RecordKind } from "../../shared/record.ts"
import { fromCursor, toCursor } from "../data/cursor.ts"
import { INDEX } from "../data/patterns.ts"
import { dueOfEdge, open, type Store } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"

export type Due = {
  from?: string | undefined
  to?: string | undefined
  backwards: boolean
  limit: number
  cursor?: string | undefined
}

/** Where a page ended: the due key and id of its last activity. */
const Position = z.object({ due: z.string().max(40) })

type Place = { due: string; id: number }
/** Places from `from` to `to` (inclusive), at most `limit`, and whether more follow. */
type Read = (range: { from: string; to: string; limit: number }) => Promise<{ places: Place[]; more: boolean }>

/** Sorts behind every time and id of its day. */
const endOf = (day: string) => `${day}~`

/** What one person has to do or has done, or both. */
export function agendaOf(actor: Actor, ownerId: number, done: boolean | undefined, due: Due) {
  const store = open(actor)
  const which = done === undefined ? [false, true] : [done]
  return page(
    actor,
    store,
    due,
    which.map((done): Read => {
      return async ({ from, to, limit }) => {
        const found = await store.agenda(ownerId, done, { from, to, limit, backwards: due.backwards })
        const places = found.items.map((item) => ({ due: String(item[INDEX.agenda.sk]), id: Number(item.sk) }))
        return { places, more: found.next !== undefined }
      }
    }),
  )
}

/** What is planned for a deal, person or organization. */
export function plannedFor(actor: Actor, parent: { kind: RecordKind; id: number }, due: Due) {
  const store = open(actor)
  return page(actor, store, due, [
    async ({ from, to, limit }) => {
      const found = await store.planned(parent.kind, parent.id, { from, to, limit, backwards: due.backwards })
      const places = found.items.map((item) => ({ due: dueOfEdge(item), id: Number(item.id) }))
      return { places, more: found.next !== undefined }
    },
  ])
}

async function page(actor: Actor, store: Store, due: Due, reads: readonly Read[]): Promise<Page<ActivityAnswer[]>> {
  const after = fromCursor(due.cursor, Position)?.due
  const sign = due.backwards ? -1 : 1
  const bounds = { from: due.from ?? " ", to: due.to === undefined ? "~" : endOf(due.to) }
  const range = after === undefined ? bounds : due.backwards ? { ...bounds, to: after } : { ...bounds, from: after }
  // one more, as a page begins with where the last one ended
  const found = await Promise.all(reads.map((read) => read({ ...range, limit: due.limit + 1 })))
  const places = found
    .flatMap((one) => one.places)
    .filter((place) => place.due !== after)
    .sort((a, b) => sign * (a.due < b.due ? -1 : 1))
  const taken = places.slice(0, due.limit)
  const records = await store.getMany(
    "activity",
    taken.map(({ id }) => id),
  )
  const shown = records.filter((activity) => activity.deletedAt === undefined && canSee(actor, activity))
  const more = places.length > taken.length || found.some((one) => one.more)
  const last = taken.at(-1)
  return {
    data: shown.map(activityAnswer),
    nextCursor: more && last !== undefined ? toCursor({ due: last.due }) : null,
  }
}
