import type { FilterChange, NewFilter } from "../../shared/api/filters.ts"
import { checkConditions, type Filter, type FilterOf } from "../../shared/filter.ts"
import { may, needMay } from "../../shared/permission.ts"
import { Problem } from "../../shared/problem.ts"
import { traced } from "../audit/trace.ts"
import { keys } from "../data/patterns.ts"
import { open, retrying, type Store } from "../data/store.ts"
import { chunks } from "../data/table.ts"
import type { Actor } from "../platform/actor.ts"
import { changed, created } from "../records/stamp.ts"
import { scopeOf } from "../reports/scope.ts"

/** Filters that a workspace may save, so that they are read together. */
const MOST_FILTERS = 500

/** A private filter is its owner's alone, also to admins. */
function maySee(actor: Actor, filter: Filter): boolean {
  return filter.shared || filter.ownerId === actor.userId
}

/** Filters that the actor may use: all, or those of a kind. */
export async function list(actor: Actor, of?: FilterOf): Promise<Filter[]> {
  const all = await open(actor).filters()
  const wanted = all.filter((filter) => maySee(actor, filter) && (of === undefined || filter.of === of))
  return wanted.sort((a, b) => a.name.localeCompare(b.name) || a.id - b.id)
}

/** The filter, if it is there and the actor may use it. */
export async function find(store: Store, actor: Actor, id: number): Promise<Filter | undefined> {
  const filter = await store.get("filter", id)
  return filter !== undefined && maySee(actor, filter) ? filter : undefined
}

export async function add(actor: Actor, body: NewFilter, now = Date.now()): Promise<Filter> {
  if (body.shared === true) needMay(actor, "filters.share")
  const store = open(actor)
  const of = body.of ?? "deal"
  checkConditions(of, body.conditions, await scopeOf(actor))
  if ((await store.filters()).length >= MOST_FILTERS) {
    throw new Problem("conflict", `A workspace saves at most ${MOST_FILTERS} filters; delete some first`)
  }
  const [id = 0] = await store.ids("filter")
  const filter: Filter = {
    ...created(actor, id, now),
    name: body.name,
    of,
    ownerId: actor.userId,
    conditions: body.conditions,
    shared: body.shared ?? false,
  }
  await store.commit(...store.saving("filter", filter))
  return filter
}

export async function change(actor: Actor, id: number, body: FilterChange, now = Date.now()): Promise<Filter> {
  const store = open(actor)
  const scope = await scopeOf(actor)
  return retrying(async () => {
    const before = await own(store, actor, id)
    if (body.shared === true && !before.shared) needMay(actor, "filters.share")
    if (body.conditions !== undefined) checkConditions(before.of, body.conditions, scope)
    const after: Filter = {
      ...before,
      name: body.name ?? before.name,
      conditions: body.conditions ?? before.conditions,
      shared: body.shared ?? before.shared,
      ...changed(before, actor, now),
    }
    await store.commit(...store.saving("filter", after, before))
    return after
  })
}

export async function remove(actor: Actor, id: number): Promise<{ id: number }> {
  await removeMany(actor, [id])
  return { id }
}

/** Deletes several; none where one of them may not be. */
export async function removeMany(actor: Actor, ids: readonly number[], now = Date.now()): Promise<number[]> {
  const store = open(actor)
  const gone = await Promise.all([...new Set(ids)].map((id) => own(store, actor, id)))
  // a transaction holds 100 writes; all of them were looked at before the first is deleted
  for (const part of chunks(gone, 50)) {
    await store.commit(
      ...part.flatMap(({ id, name }) => [
        { delete: keys.any(store.workspaceId, "filter", id) },
        traced(actor, { action: "deleted", object: "filter", objectId: String(id), name }, now),
      ]),
    )
  }
  return gone.map(({ id }) => id)
}

export async function need(store: Store, actor: Actor, id: number): Promise<Filter> {
  const filter = await find(store, actor, id)
  if (filter === undefined) throw new Problem("not_found", `Filter ${id} was not found`)
  return filter
}

export function mayChange(actor: Actor, filter: Filter): boolean {
  return filter.ownerId === actor.userId || may(actor, "filters.edit")
}

/** A filter that the actor may change: their own, or a shared one where that is theirs to do. */
async function own(store: Store, actor: Actor, id: number): Promise<Filter> {
  const filter = await need(store, actor, id)
  if (!mayChange(actor, filter)) {
    throw new Problem("forbidden", "Only its owner and admins may change a shared filter")
  }
  return filter
}
