/** v1's lists: from an offset on, in the order of any field. Fact segments say which records are meant, unless the list begins. */
import { numbers, type Opened, texts } from "../../shared/columns.ts"
import { refuse } from "../../shared/comparison.ts"
import { conditionTest, visible } from "../../shared/condition.ts"
import type { RecordOf } from "../../shared/facts.ts"
import { canSee } from "../../shared/permission.ts"
import type { RecordKind } from "../../shared/record.ts"
import { type Condition, FACTS } from "../../shared/report.ts"
import { seconds } from "../../shared/time.ts"
import { readAll } from "../data/segments.ts"
import { open } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"
import { list } from "../records/list.ts"
import type { Listing } from "../records/listing.ts"
import { scopeOf } from "../reports/scope.ts"

type Order = { field: string; direction: "asc" | "desc" }

export type OffsetListing<K extends RecordKind> = Pick<Listing<K>, "kind" | "parent" | "since" | "keeps"> & {
  conditions: Condition[]
  /** The same as `keeps`, for facts. */
  keepsFacts?: Condition[]
  order?: readonly Order[] | undefined
  start: number
  limit: number
}

export type Slice<T> = { records: T[]; more: boolean }

export async function slice<K extends RecordKind>(actor: Actor, q: OffsetListing<K>): Promise<Slice<RecordOf[K]>> {
  const { start, limit, order = [] } = q
  const [first] = order
  for (const { field } of order) {
    const means = FACTS[q.kind][field]?.means
    if (means === undefined || means === "ids") throw refuse("sort", `${field} is not a field to sort by`)
  }
  if (start > 0 || order.length > 1 || (first !== undefined && first.field !== "id")) return byFacts(actor, q)
  const { kind, parent, since, keeps, conditions } = q
  const listing: Listing<K> = {
    kind,
    parent,
    since,
    conditions,
    sortBy: "id",
    direction: first?.direction ?? "asc",
    limit,
    ...(keeps && { keeps }),
  }
  const { records, nextCursor } = await list(actor, listing)
  return { records, more: nextCursor !== null }
}

async function byFacts<K extends RecordKind>(actor: Actor, q: OffsetListing<K>): Promise<Slice<RecordOf[K]>> {
  const store = open(actor)
  const scope = await scopeOf(actor)
  const from = q.since === undefined ? Number.NEGATIVE_INFINITY : seconds(q.since)
  const rows: { id: number; places: (number | string)[] }[] = []
  await readAll(store.workspaceId, q.kind, ({ opened }) => {
    const tests = [
      visible(q.kind, opened, scope),
      ...[...q.conditions, ...(q.keepsFacts ?? [])].map((one) => conditionTest(opened, q.kind, one, scope)),
    ]
    const [ids, changed] = [numbers(opened, "id"), numbers(opened, "changed")]
    const parents = q.parent === undefined ? undefined : numbers(opened, q.parent.kind)
    const places = (q.order ?? []).map((one) => placesOf(q.kind, opened, one.field))
    for (let row = 0; row < opened.rows; row++) {
      if ((changed[row] ?? 0) < from || (parents !== undefined && parents[row] !== q.parent?.id)) continue
      if (!tests.every((passes) => passes(row))) continue
      rows.push({ id: ids[row] ?? 0, places: places.map((place) => place(row)) })
    }
  })
  rows.sort((a, b) => compared(a.places, b.places, q.order ?? []) || a.id - b.id)
  const ids = rows.slice(q.start, q.start + q.limit).map((row) => row.id)
  const found: RecordOf[K][] = await store.getMany(q.kind, ids)
  const records = found.filter((one) => one.deletedAt === undefined && canSee(actor, one) && (q.keeps?.(one) ?? true))
  return { records, more: rows.length > q.start + q.limit }
}

function placesOf(kind: RecordKind, opened: Opened, field: string): (row: number) => number | string {
  const fact = FACTS[kind][field]
  if (fact?.means === "text") {
    const { words, at } = texts(opened, fact.column)
    const keys = words.map((word) => word.toLowerCase())
    return (row) => keys[at[row] ?? -1] ?? ""
  }
  const values = numbers(opened, fact?.column ?? "id")
  return (row) => (Number.isNaN(values[row]) ? Number.NEGATIVE_INFINITY : (values[row] ?? 0))
}

function compared(a: (number | string)[], b: (number | string)[], order: readonly Order[]): number {
  for (const [at, { direction }] of order.entries()) {
    const [x = "", y = ""] = [a[at], b[at]]
    if (x !== y) return (direction === "desc" ? -1 : 1) * (x < y ? -1 : 1)
  }
  return 0
}
