/** Lists of records: each is answered by the cheapest read that serves it (see data/patterns.ts), page by page. */
import * as z from "zod"
import type { RecordOf } from "../../shared/fact-sources.ts"
import { canSee } from "../../shared/permission.ts"
import type { RecordKind } from "../../shared/record.ts"
import { fromCursor, toCursor } from "../data/cursor.ts"
import { bucketOf } from "../data/patterns.ts"
import { idsOfBucket, open, type Store } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"
import { byFacts } from "./by-facts.ts"
import { fits } from "./fits.ts"
import { type Listed, type Listing, MOST_QUERIES, pageOf, type Shown } from "./listing.ts"

export async function list<K extends RecordKind>(actor: Actor, q: Listing<K>): Promise<Listed<RecordOf[K]>> {
  const store = open(actor)
  const shown = (record: RecordOf[K]) =>
    canSee(actor, record) && (record.deletedAt !== undefined) === (q.deleted === true) && (q.keeps?.(record) ?? true)
  const plain = (q.conditions ?? []).length === 0
  const timed = q.since !== undefined || q.until !== undefined
  if (q.ids !== undefined || q.deleted === true) {
    const fitting = await fits(actor, q)
    const both = (record: RecordOf[K]) => shown(record) && fitting(record)
    if (q.ids !== undefined) return byIds(store, q, q.ids, both)
    return q.sortBy === "update_time" ? byChange(store, q, both) : byTrash(store, q, both)
  }
  if (q.parent !== undefined && plain && !timed && q.sortBy === "id") return byParent(store, q, q.parent, shown)
  if (q.parent === undefined && plain && q.sortBy === "id" && !timed) return byId(store, q, shown)
  if (q.parent === undefined && plain && q.sortBy === "update_time") return byChange(store, q, shown)
  return byFacts(actor, store, q, shown)
}

const SORT_FIELD = { id: "id", update_time: "changedAt", add_time: "addedAt", due_date: "dueOn" } as const

async function byIds<K extends RecordKind>(store: Store, q: Listing<K>, ids: number[], shown: Shown<K>) {
  const found = (await store.getMany(q.kind, [...new Set(ids)])) as RecordOf[K][]
  const sign = q.direction === "asc" ? 1 : -1
  const place = (record: RecordOf[K]) =>
    Object.entries(record).find(([name]) => name === SORT_FIELD[q.sortBy])?.[1] ?? ""
  const records = found.filter(shown).sort((a, b) => {
    const [x, y] = [place(a), place(b)]
    return sign * (x < y ? -1 : x > y ? 1 : a.id - b.id)
  })
  return { records, nextCursor: null }
}

const After = z.object({ after: z.int() })

async function byId<K extends RecordKind>(store: Store, q: Listing<K>, shown: Shown<K>): Promise<Listed<RecordOf[K]>> {
  const backwards = q.direction === "desc"
  const last = await store.lastId(q.kind)
  const after = fromCursor(q.cursor, After)?.after
  const records: RecordOf[K][] = []
  let next = after === undefined ? (backwards ? last : 1) : after + (backwards ? -1 : 1)
  for (let queries = 0; next >= 1 && next <= last && queries < MOST_QUERIES; queries++) {
    const limit = q.limit - records.length
    const bounds = idsOfBucket(bucketOf(next))
    const range = backwards ? { from: bounds.from, to: next } : { from: next, to: bounds.to }
    const found = await store.bucket(q.kind, bucketOf(next), { ...range, limit, backwards })
    records.push(...found.filter(shown))
    const edge = found.at(-1)
    const full = found.length === limit && edge !== undefined
    next = full ? edge.id + (backwards ? -1 : 1) : backwards ? bounds.from - 1 : bounds.to + 1
    if (records.length >= q.limit) break
  }
  const more = next >= 1 && next <= last
  return { records, nextCursor: more ? toCursor({ after: next + (backwards ? 1 : -1) }) : null }
}

const Position = z.object({ at: z.record(z.string(), z.string()) })

async function byChange<K extends RecordKind>(
  store: Store,
  q: Listing<K>,
  shown: Shown<K>,
): Promise<Listed<RecordOf[K]>> {
  const records: RecordOf[K][] = []
  let after: Record<string, unknown> | undefined = fromCursor(q.cursor, Position)?.at
  for (let queries = 0; queries < MOST_QUERIES; queries++) {
    const page: { records: RecordOf[K][]; next: Record<string, unknown> | undefined } = await store.recent(q.kind, {
      deleted: q.deleted === true,
      ...(q.since && { from: q.since }),
      // the key goes on with an id: everything before this second, and nothing of it
      ...(q.until && { to: q.until }),
      backwards: q.direction === "desc",
      limit: q.limit - records.length,
      ...(after && { after }),
    })
    records.push(...page.records.filter(shown))
    after = page.next
    if (after === undefined || records.length >= q.limit) break
  }
  return { records, nextCursor: after === undefined ? null : toCursor({ at: after }) }
}

async function byParent<K extends RecordKind>(
  store: Store,
  q: Listing<K>,
  parent: { kind: RecordKind; id: number },
  shown: Shown<K>,
): Promise<Listed<RecordOf[K]>> {
  const ids: number[] = []
  let from: Record<string, unknown> | undefined
  for (let queries = 0; queries < MOST_QUERIES; queries++) {
    const page = await store.edges(parent.kind, parent.id, `${q.kind}#`, from && { after: from })
    ids.push(...page.items.map((item) => Number(item.id)))
    from = page.next
    if (from === undefined) break
  }
  return byIdOrder(store, q, ids, shown)
}

/** Records in the trash by id, which is the order in which they were added. */
async function byTrash<K extends RecordKind>(
  store: Store,
  q: Listing<K>,
  shown: Shown<K>,
): Promise<Listed<RecordOf[K]>> {
  const ids: number[] = []
  let from: Record<string, unknown> | undefined
  for (let queries = 0; queries < MOST_QUERIES; queries++) {
    const page = await store.trash(q.kind, from)
    ids.push(...page.ids)
    from = page.next
    if (from === undefined) break
  }
  return byIdOrder(store, q, ids, shown)
}

function byIdOrder<K extends RecordKind>(store: Store, q: Listing<K>, ids: number[], shown: Shown<K>) {
  const sign = q.direction === "asc" ? 1 : -1
  const after = fromCursor(q.cursor, After)?.after
  const wanted = ids.filter((id) => after === undefined || sign * (id - after) > 0).sort((a, b) => sign * (a - b))
  return pageOf(store, q, wanted, shown, (id) => ({ after: id }))
}
