/** Lists of records: each is answered by the cheapest read that serves it (see data/patterns.ts), page by page. */
import * as z from "zod"
import { numbers } from "../../shared/columns.ts"
import { conditionTest, visible } from "../../shared/condition.ts"
import type { RecordOf } from "../../shared/facts.ts"
import { canSee } from "../../shared/permission.ts"
import type { RecordKind } from "../../shared/record.ts"
import type { Condition } from "../../shared/report.ts"
import { seconds } from "../../shared/time.ts"
import { fromCursor, toCursor } from "../data/cursor.ts"
import { bucketOf } from "../data/patterns.ts"
import { readAll, readRange, type Segment } from "../data/segments.ts"
import { idsOfBucket, open, type Store } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"
import { scopeOf } from "../reports/scope.ts"

export type Listing<K extends RecordKind> = {
  kind: K
  ids?: number[] | undefined
  deleted?: boolean | undefined
  /** Only children of this record. */
  parent?: { kind: RecordKind; id: number } | undefined
  conditions?: Condition[]
  since?: string | undefined
  until?: string | undefined
  sortBy: "id" | "update_time" | "add_time" | "due_date"
  direction: "asc" | "desc"
  limit: number
  cursor?: string | undefined
  /** What the list leaves out besides: archived deals, for one. */
  keeps?: (record: RecordOf[K]) => boolean
}

export type Listed<T> = { records: T[]; nextCursor: string | null }

/** Queries that one page may take; a page that is short because of it still has a cursor. */
const MOST_QUERIES = 40
/** Buckets of facts that are read at a time while a page in id order fills. */
const STRIDE = 32

export async function list<K extends RecordKind>(actor: Actor, q: Listing<K>): Promise<Listed<RecordOf[K]>> {
  const store = open(actor)
  const shown = (record: RecordOf[K]) =>
    canSee(actor, record) && (record.deletedAt !== undefined) === (q.deleted === true) && (q.keeps?.(record) ?? true)
  if (q.ids !== undefined) return byIds(store, q, q.ids, shown)
  const plain = (q.conditions ?? []).length === 0
  const timed = q.since !== undefined || q.until !== undefined
  if (q.deleted === true) return byChange(store, q, shown)
  if (q.parent !== undefined && plain && !timed && q.sortBy === "id") return byParent(store, q, q.parent, shown)
  if (q.parent === undefined && plain && q.sortBy === "id" && !timed) return byId(store, q, shown)
  if (q.parent === undefined && plain && q.sortBy === "update_time") return byChange(store, q, shown)
  return byFacts(actor, store, q, shown)
}

type Shown<K extends RecordKind> = (record: RecordOf[K]) => boolean

async function byIds<K extends RecordKind>(store: Store, q: Listing<K>, ids: number[], shown: Shown<K>) {
  const records = (await store.getMany(q.kind, [...new Set(ids)])) as RecordOf[K][]
  const sign = q.direction === "asc" ? 1 : -1
  return { records: records.filter(shown).sort((a, b) => sign * (a.id - b.id)), nextCursor: null }
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
  const after = fromCursor(q.cursor, After)?.after ?? (q.direction === "asc" ? 0 : Number.MAX_SAFE_INTEGER)
  const ids: number[] = []
  let from: Record<string, unknown> | undefined
  for (let queries = 0; queries < MOST_QUERIES; queries++) {
    const page = await store.edges(parent.kind, parent.id, `${q.kind}#`, from && { after: from })
    ids.push(...page.items.map((item) => Number(item.id)))
    from = page.next
    if (from === undefined) break
  }
  const sign = q.direction === "asc" ? 1 : -1
  const wanted = ids.filter((id) => sign * (id - after) > 0).sort((a, b) => sign * (a - b))
  return pageOf(store, q, wanted, shown, (id) => ({ after: id }))
}

/** Loads the first page of ids that are already in order. */
async function pageOf<K extends RecordKind>(
  store: Store,
  q: Listing<K>,
  ids: number[],
  shown: Shown<K>,
  position: (id: number) => unknown,
): Promise<Listed<RecordOf[K]>> {
  const page = ids.slice(0, q.limit)
  const records = (await store.getMany(q.kind, page)) as RecordOf[K][]
  const last = page.at(-1)
  return {
    records: records.filter(shown),
    nextCursor: ids.length > page.length && last !== undefined ? toCursor(position(last)) : null,
  }
}

const Sorted = z.object({ value: z.number(), id: z.int() })
const SORT_COLUMN = { id: "id", update_time: "changed", add_time: "added", due_date: "dueOn" } as const

async function byFacts<K extends RecordKind>(actor: Actor, store: Store, q: Listing<K>, shown: Shown<K>) {
  const matching = await matcher(actor, q)
  const sign = q.direction === "asc" ? 1 : -1
  const after = fromCursor(q.cursor, Sorted)
  const found: { id: number; value: number }[] = []
  const collect = ({ opened }: Segment) => {
    const ids = numbers(opened, "id")
    const values = numbers(opened, SORT_COLUMN[q.sortBy])
    const passes = matching(opened)
    for (let row = 0; row < opened.rows; row++) {
      const entry = { id: ids[row] ?? 0, value: values[row] ?? 0 }
      if (after !== undefined && sign * (entry.value - after.value || entry.id - after.id) <= 0) continue
      if (passes(row)) found.push(entry)
    }
  }
  if (q.sortBy === "id") await stride(store, q, after?.id, collect, () => found.length > q.limit)
  else await readAll(store.workspaceId, q.kind, collect)
  found.sort((a, b) => sign * (a.value - b.value || a.id - b.id))
  const values = new Map(found.map((entry) => [entry.id, entry.value]))
  const ids = found.map((entry) => entry.id)
  return pageOf(store, q, ids, shown, (id) => ({ value: values.get(id), id }))
}

/** Reads facts in id order, some buckets at a time, until there are enough. */
async function stride(
  store: Store,
  q: { kind: RecordKind; direction: "asc" | "desc" },
  after: number | undefined,
  collect: (segment: Segment) => void,
  enough: () => boolean,
): Promise<void> {
  const last = bucketOf(await store.lastId(q.kind))
  const down = q.direction === "desc"
  let bucket = after === undefined ? (down ? last : 0) : bucketOf(after)
  while (bucket >= 0 && bucket <= last && !enough()) {
    const from = down ? Math.max(0, bucket - STRIDE + 1) : bucket
    const to = down ? bucket : bucket + STRIDE - 1
    for (const segment of await readRange(store.workspaceId, q.kind, from, to)) collect(segment)
    bucket = down ? from - 1 : to + 1
  }
}

async function matcher<K extends RecordKind>(actor: Actor, q: Listing<K>) {
  const scope = await scopeOf(actor)
  const from = q.since === undefined ? Number.NEGATIVE_INFINITY : seconds(q.since)
  const to = q.until === undefined ? Number.POSITIVE_INFINITY : seconds(q.until)
  return (opened: Segment["opened"]) => {
    const tests = [
      visible(opened, scope),
      ...(q.conditions ?? []).map((one) => conditionTest(opened, q.kind, one, scope)),
    ]
    const changed = numbers(opened, "changed")
    const parent = q.parent === undefined ? undefined : numbers(opened, q.parent.kind)
    return (row: number) =>
      tests.every((passes) => passes(row)) &&
      (changed[row] ?? 0) >= from &&
      (changed[row] ?? 0) < to &&
      (parent === undefined || parent[row] === q.parent?.id)
  }
}

/** Equality conditions of the parameters that were given. */
export function conditionsOf(given: Record<string, number | string | boolean | undefined>): Condition[] {
  return Object.entries(given).flatMap(([field, value]) =>
    value === undefined ? [] : [{ field, operator: "=" as const, value }],
  )
}

/** The custom fields to show: those asked for, else all. */
export function picked(keys: readonly string[], wanted: readonly string[] | undefined): readonly string[] {
  return wanted === undefined ? keys : keys.filter((key) => wanted.includes(key))
}
