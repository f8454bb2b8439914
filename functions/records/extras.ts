/** Fields that are counted or looked up only when a request asks for them (`include_fields`). */
import type { RecordKind } from "../../shared/record.ts"
import type { Store } from "../data/store.ts"

export async function lastActivity(store: Store, kind: RecordKind, id: number): Promise<number | null> {
  const { items } = await store.edges(kind, id, "activity#done#", { limit: 1, backwards: true })
  return items[0] === undefined ? null : Number(items[0].id)
}

export function activityCounts(
  store: Store,
  kind: RecordKind,
  id: number,
  which: "activities_count" | "done_activities_count" | "undone_activities_count",
): Promise<number> {
  const prefix = {
    activities_count: "activity#",
    done_activities_count: "activity#done#",
    undone_activities_count: "activity#open#",
  }
  return store.countEdges(kind, id, prefix[which])
}

/** Deals of a person or organization by status: at most the first 1,000 are looked at. */
export async function dealCounts(
  store: Store,
  kind: RecordKind,
  id: number,
): Promise<Record<"open" | "won" | "lost", number>> {
  const { items } = await store.edges(kind, id, "deal#", { limit: 1000 })
  const deals = await store.getMany(
    "deal",
    items.map((item) => Number(item.id)),
    false,
  )
  const count = (status: string) => deals.filter((deal) => deal.status === status).length
  return { open: count("open"), won: count("won"), lost: count("lost") }
}
