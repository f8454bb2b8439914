/** What a list of records is asked for, and a page of it. */
import type { RecordOf } from "../../shared/fact-sources.ts"
import type { RecordKind } from "../../shared/record.ts"
import type { Condition } from "../../shared/report.ts"
import { toCursor } from "../data/cursor.ts"
import type { Store } from "../data/store.ts"

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

/** Whether a record belongs into the list. */
export type Shown<K extends RecordKind> = (record: RecordOf[K]) => boolean

/** Queries that one page may take; a page that is short because of it still has a cursor. */
export const MOST_QUERIES = 40

/** Loads the first page of ids that are already in order; `complete` says that no more of them follow. */
export async function pageOf<K extends RecordKind>(
  store: Store,
  q: Listing<K>,
  ids: number[],
  shown: Shown<K>,
  position: (id: number) => unknown,
  complete = true,
): Promise<Listed<RecordOf[K]>> {
  const records: RecordOf[K][] = []
  let read = 0
  for (let loads = 0; read < ids.length && records.length < q.limit && loads < MOST_QUERIES; loads++) {
    const some = ids.slice(read, read + q.limit - records.length)
    const found = (await store.getMany(q.kind, some)) as RecordOf[K][]
    records.push(...found.filter(shown))
    read += some.length
  }
  const last = ids[read - 1]
  return {
    records,
    nextCursor: (read < ids.length || !complete) && last !== undefined ? toCursor(position(last)) : null,
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
