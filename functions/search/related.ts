import type { RecordOf } from "../../shared/fact-sources.ts"
import { canSee } from "../../shared/permission.ts"
import type { Searchable } from "../../shared/search.ts"
import type { Store } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"
import { nameOf, type Scored } from "./candidates.ts"

/** Related records of one kind that an answer shows. */
const MOST_RELATED = 100

/** The newest deals of the persons and organizations that were found, and the newest persons of the organizations. */
export async function relatedTo(store: Store, actor: Actor, page: readonly Scored[]): Promise<Scored[]> {
  const wanted = page.flatMap(({ kind, id }): { kind: Searchable; id: number; of: "deal" | "person" }[] => {
    if (kind !== "person" && kind !== "organization") return []
    const deals = { kind, id, of: "deal" as const }
    return kind === "person" ? [deals] : [deals, { kind, id, of: "person" }]
  })
  const edges = await Promise.all(
    wanted.map(({ kind, id, of }) => store.edges(kind, id, `${of}#`, { limit: MOST_RELATED, backwards: true })),
  )
  const known = new Set(page.map(nameOf))
  const found = await Promise.all(
    (["deal", "person"] as const).map(async (kind) => {
      const all = edges.flatMap(({ items }, at) => (wanted[at]?.of === kind ? items.map(({ id }) => Number(id)) : []))
      const ids = [...new Set(all)].filter((id) => !known.has(nameOf({ kind, id }))).slice(0, MOST_RELATED)
      const records: RecordOf[Searchable][] = ids.length === 0 ? [] : await store.getMany(kind, ids, false)
      return records
        .filter((record) => record.deletedAt === undefined && canSee(actor, record))
        .map((record) => ({ kind, id: record.id, record, score: 0 }))
    }),
  )
  return found.flat()
}
