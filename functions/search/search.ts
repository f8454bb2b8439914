import * as z from "zod"
import type { Page } from "../../shared/api/route.ts"
import type { ItemHit } from "../../shared/api/search.ts"
import type { RecordOf } from "../../shared/fact-sources.ts"
import { Problem } from "../../shared/problem.ts"
import { type Searchable, termWords } from "../../shared/search.ts"
import { fromCursor, toCursor } from "../data/cursor.ts"
import { setupOf } from "../data/setup.ts"
import { open } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"
import { withNamesSeen } from "../records/names-seen.ts"
import { included, type Scored } from "./candidates.ts"
import { aroundOf, hitOf } from "./hit.ts"
import { type Looked, ranked } from "./ranked.ts"
import { relatedTo } from "./related.ts"

export type Wanted<K extends Searchable = Searchable> = Looked<K> & {
  term: string
  limit: number
  cursor?: string | undefined
  search_for_related_items?: boolean | undefined
  include_fields?: readonly string[] | undefined
}

const Position = z.object({ start: z.int().min(0).max(2000) })

/** What was found of some kinds. */
type FoundHit<K extends Searchable> = { result_score: number; item: Extract<ItemHit, { type: K }> }
type Found<K extends Searchable> = {
  items: FoundHit<K>[]
  related_items?: { result_score: number; item: ItemHit }[]
}

export async function find<K extends Searchable>(actor: Actor, wanted: Wanted<K>): Promise<Page<Found<K>>> {
  const words = termWords(wanted.term)
  const longest = Math.max(0, ...words.map((word) => word.length))
  if (longest < (wanted.exact_match ? 1 : 2)) {
    throw new Problem("invalid", "term: must have at least 2 characters", { term: "must have at least 2 characters" })
  }
  const start = fromCursor(wanted.cursor, Position)?.start ?? 0
  const store = open(actor)
  const setup = await setupOf(actor)
  const end = start + wanted.limit
  const scored = await ranked({ store, actor, wanted, words }, { shown: wanted.limit + 1, most: end + 1 })
  const page = scored.slice(start, end)
  const related = wanted.search_for_related_items === true ? await relatedTo(store, actor, page) : []
  const all = [...page, ...related]
  const records = await withNamesSeen(
    actor,
    all.map((one) => one.record),
  )
  const around = await aroundOf(store, actor, setup, records)
  const shown = (one: Scored, record: RecordOf[Searchable]) => ({
    result_score: Math.round(one.score * 1e6) / 1e6,
    item: { ...hitOf(around, record), ...included(one.kind, wanted.include_fields) },
  })
  const hits = all.map((one, at) => shown(one, records[at] ?? one.record))
  const isWanted = (hit: { result_score: number; item: ItemHit }): hit is FoundHit<K> =>
    wanted.kinds.some((kind) => kind === hit.item.type)
  const data = {
    items: hits.slice(0, page.length).filter(isWanted),
    ...(wanted.search_for_related_items === true && { related_items: hits.slice(page.length) }),
  }
  return { data, nextCursor: end < scored.length ? toCursor({ start: end }) : null }
}
