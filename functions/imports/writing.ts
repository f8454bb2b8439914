/** Writes new records as fast as the table takes them. Those that are there already stay as they are: somebody may have changed them since. */
import type { RecordKind } from "../../shared/record.ts"
import { writeAll } from "../data/commit.ts"
import type { Everything } from "../data/kinds.ts"
import type { Store } from "../data/store.ts"

/** Requests that are under way at a time. */
const WIDTH = 8

export type NewRecord = { [K in RecordKind]: { kind: K; record: Everything[K] } }[RecordKind]

export async function writeNew(store: Store, all: readonly NewRecord[]): Promise<void> {
  const there = new Set<string>()
  for (const [kind, own] of Map.groupBy(all, (one) => one.kind)) {
    const ids = own.map(({ record }) => record.id)
    for (const { id } of await store.getMany(kind, ids)) there.add(`${kind} ${id}`)
  }
  const fresh = all.filter(({ kind, record }) => !there.has(`${kind} ${record.id}`))
  const items = fresh.map(({ kind, record }) => store.itemsOf(kind, record))
  // a record that is there tells the next run that its edges are too
  await writeAll(
    items.flatMap(({ edges }) => edges.map((edge) => ({ put: edge }))),
    WIDTH,
  )
  await writeAll(
    items.map(({ item }) => ({ put: item })),
    WIDTH,
  )
}
