/** Lists that no key order serves: fact segments say which records are meant and in what order, the page's records are then loaded. */
import * as z from "zod"
import { numbers } from "../../shared/columns.ts"
import { conditionTest, visible } from "../../shared/condition.ts"
import type { RecordOf } from "../../shared/fact-sources.ts"
import type { RecordKind } from "../../shared/record.ts"
import { seconds } from "../../shared/time.ts"
import { fromCursor } from "../data/cursor.ts"
import { bucketOf } from "../data/patterns.ts"
import { readAll, readRange, type Segment } from "../data/segments.ts"
import type { Store } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"
import { scopeOf } from "../reports/scope.ts"
import { type Listed, type Listing, pageOf, type Shown } from "./listing.ts"

/** Buckets of facts that are read at a time while a page in id order fills. */
const STRIDE = 32

const Sorted = z.object({ value: z.number(), id: z.int() })
const SORT_COLUMN = { id: "id", update_time: "changed", add_time: "added", due_date: "due" } as const

export async function byFacts<K extends RecordKind>(
  actor: Actor,
  store: Store,
  q: Listing<K>,
  shown: Shown<K>,
): Promise<Listed<RecordOf[K]>> {
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
  let complete = true
  if (q.sortBy === "id") complete = await stride(store, q, after?.id, collect, () => found.length > q.limit)
  else await readAll(store.workspaceId, q.kind, collect)
  found.sort((a, b) => sign * (a.value - b.value || a.id - b.id))
  const values = new Map(found.map((entry) => [entry.id, entry.value]))
  const ids = found.map((entry) => entry.id)
  return pageOf(store, q, ids, shown, (id) => ({ value: values.get(id), id }), complete)
}

/** Reads facts in id order, some buckets at a time, until there are enough. Answers whether it came to the end. */
async function stride(
  store: Store,
  q: { kind: RecordKind; direction: "asc" | "desc" },
  after: number | undefined,
  collect: (segment: Segment) => void,
  enough: () => boolean,
): Promise<boolean> {
  const last = bucketOf(await store.lastId(q.kind))
  const down = q.direction === "desc"
  let bucket = after === undefined ? (down ? last : 0) : bucketOf(after)
  while (bucket >= 0 && bucket <= last && !enough()) {
    const from = down ? Math.max(0, bucket - STRIDE + 1) : bucket
    const to = down ? bucket : bucket + STRIDE - 1
    for (const segment of await readRange(store.workspaceId, q.kind, from, to)) collect(segment)
    bucket = down ? from - 1 : to + 1
  }
  return bucket < 0 || bucket > last
}

async function matcher<K extends RecordKind>(actor: Actor, q: Listing<K>) {
  const scope = await scopeOf(actor)
  const from = q.since === undefined ? Number.NEGATIVE_INFINITY : seconds(q.since)
  const to = q.until === undefined ? Number.POSITIVE_INFINITY : seconds(q.until)
  return (opened: Segment["opened"]) => {
    const tests = [
      visible(q.kind, opened, scope),
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
