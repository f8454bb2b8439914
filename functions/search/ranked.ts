/** The best records for some words: those are loaded that their words say most of, and looked at as they are now. */
import type { RecordOf } from "../../shared/fact-sources.ts"
import { canSee } from "../../shared/permission.ts"
import { type Searchable, type Searched, score, searchedOf } from "../../shared/search.ts"
import type { Store } from "../data/store.ts"
import { chunks } from "../data/table.ts"
import type { Actor } from "../platform/actor.ts"
import { type Candidate, inTurn, nameOf, type Scored } from "./candidates.ts"
import { candidates } from "./lists.ts"

/** What a record has to be, besides having the words. */
export type Looked<K extends Searchable = Searchable> = {
  exact_match: boolean
  kinds: readonly K[]
  fields?: readonly string[] | undefined
  keeps?: (record: RecordOf[Searchable]) => boolean
}

type Look = { store: Store; actor: Actor; wanted: Looked; words: readonly string[] }

/** Candidates that are loaded for one search at most, and how many more at a time when too few of the first were right. */
const MOST_LOADED = 300
const LOADED_AT_ONCE = 50
/** Pages of candidates that are looked at when every typed word is a common one. */
const MOST_PAGES = 6

/**
 * The best records, `most` of them where there are as many. They are put in order by as many as are `shown` at a time: what stands
 * on a page stays on it however many pages are asked for.
 */
export async function ranked(look: Look, { shown, most }: { shown: number; most: number }): Promise<Scored[]> {
  const { store, wanted, words } = look
  const found: Scored[] = []
  const tried = new Set<string>()
  const allowed = Math.max(MOST_LOADED, most)
  const asked = { workspaceId: store.workspaceId, words, exact: wanted.exact_match, kinds: wanted.kinds }
  let pages = 0
  for await (const page of candidates(asked, shown)) {
    const fresh = page.filter((one) => !tried.has(nameOf(one)))
    while (fresh.length > 0 && found.length < most && tried.size < allowed) {
      const wants = Math.max(most - found.length, tried.size === 0 ? 0 : LOADED_AT_ONCE)
      const some = fresh.splice(0, Math.ceil(wants / shown) * shown)
      for (const one of some) tried.add(nameOf(one))
      const scored = new Map((await scoredOf(look, some)).map((one) => [nameOf(one), one]))
      for (const part of chunks(some, shown)) {
        const right = part.flatMap((one) => scored.get(nameOf(one)) ?? [])
        found.push(...inTurn(right, (one) => one.score))
      }
    }
    if (found.length >= most || tried.size >= allowed || ++pages === MOST_PAGES) break
  }
  return found
}

/** Candidates as they are now, of those kinds and fields that are wanted, with how well they match. */
async function scoredOf({ store, actor, wanted, words }: Look, some: readonly Candidate[]): Promise<Scored[]> {
  const loaded = await Promise.all(
    wanted.kinds.map(async (kind) => {
      const ids = [...new Set(some.filter((one) => one.kind === kind).map((one) => one.id))]
      const records: RecordOf[Searchable][] = ids.length === 0 ? [] : await store.getMany(kind, ids, false)
      return records.map((record) => ({ kind, id: record.id, record }))
    }),
  )
  return loaded.flat().flatMap(({ kind, id, record }) => {
    if (record.deletedAt !== undefined || !canSee(actor, record) || wanted.keeps?.(record) === false) return []
    const parts: Searched[] = searchedOf(kind, record as never)
    const looked = parts.filter((part) => wanted.fields === undefined || wanted.fields.includes(part.field))
    const points = score(looked, words, wanted.exact_match)
    return points === 0 ? [] : [{ kind, id, record, score: points }]
  })
}
