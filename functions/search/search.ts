import * as z from "zod"
import type { Page } from "../../shared/api/route.ts"
import type { ItemHit } from "../../shared/api/search.ts"
import type { RecordOf } from "../../shared/fact-sources.ts"
import { canSee } from "../../shared/permission.ts"
import { Problem } from "../../shared/problem.ts"
import { pointsOf, type Searchable, type Searched, score, searchedOf, termWords } from "../../shared/search.ts"
import { fromCursor, toCursor } from "../data/cursor.ts"
import { setupOf } from "../data/setup.ts"
import { open, type Store } from "../data/store.ts"
import { type Posting, type Postings, postings } from "../data/words.ts"
import type { Actor } from "../platform/actor.ts"
import { withNamesSeen } from "../records/names-seen.ts"
import { type Candidate, included, nameOf, type Scored } from "./candidates.ts"
import { aroundOf, hitOf } from "./hit.ts"
import { relatedTo } from "./related.ts"

export type Wanted<K extends Searchable = Searchable> = {
  term: string
  exact_match: boolean
  limit: number
  cursor?: string | undefined
  kinds: readonly K[]
  fields?: readonly string[] | undefined
  keeps?: (record: RecordOf[Searchable]) => boolean
  search_for_related_items?: boolean | undefined
  include_fields?: readonly string[] | undefined
}

/** Candidates that are loaded and looked at for one search, and how many more at a time when too few of the first were right. */
const MOST_LOADED = 300
const LOADED_AT_ONCE = 50
/** Pages of postings that are read when every typed word is a common one. */
const MOST_PAGES = 5

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
  const scored = await ranked(store, actor, wanted, words, end + 1)
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

/** The best records, `most` of them where there are as many: the postings say which are worth to be loaded. */
async function ranked(store: Store, actor: Actor, wanted: Wanted, words: string[], most: number): Promise<Scored[]> {
  const lists = await Promise.all(words.map((word) => postings(store.workspaceId, word, wanted.exact_match)))
  const complete = lists.filter((list) => list.next === undefined)
  const rarest = (complete.length > 0 ? complete : lists).toSorted((a, b) => a.entries.length - b.entries.length)[0]
  if (rarest === undefined) return []
  const others = complete.filter((list) => list !== rarest).map(pointsByName)
  const found = new Map<string, Scored>()
  let loaded = 0
  let page: Postings | undefined = rarest
  for (let pages = 1; page !== undefined; pages++) {
    const candidates = bestFirst(page, wanted.kinds, others).filter((one) => !found.has(nameOf(one)))
    while (candidates.length > 0 && found.size < most && loaded < MOST_LOADED) {
      const some = candidates.splice(0, loaded === 0 ? most : Math.max(most - found.size, LOADED_AT_ONCE))
      loaded += some.length
      for (const one of await scoredOf(store, actor, wanted, words, some)) found.set(nameOf(one), one)
    }
    if (page.next === undefined || found.size >= most || loaded >= MOST_LOADED || pages === MOST_PAGES) break
    page = await postings(store.workspaceId, rarest.word, wanted.exact_match, page.next)
  }
  return [...found.values()].sort((a, b) => b.score - a.score || b.id - a.id)
}

/** The records of a list that are in all others too, those first that their words say most of. */
function bestFirst(list: Postings, kinds: readonly Searchable[], others: readonly Map<string, number>[]): Candidate[] {
  const once = new Map<string, Posting>()
  for (const one of list.entries) if (kinds.includes(one.kind)) once.set(nameOf(one), one)
  const points = pointsByName(list)
  return [...once]
    .filter(([name]) => others.every((other) => other.has(name)))
    .map(([name, { kind, id }]) => ({
      kind,
      id,
      points: others.reduce((sum, other) => sum + (other.get(name) ?? 0), points.get(name) ?? 0),
    }))
    .sort((a, b) => b.points - a.points || b.id - a.id)
}

function pointsByName({ word, entries }: Postings): Map<string, number> {
  const points = new Map<string, number>()
  for (const one of entries) {
    const name = nameOf(one)
    points.set(name, Math.max(points.get(name) ?? 0, pointsOf(one.rank, one.word === word)))
  }
  return points
}

async function scoredOf(
  store: Store,
  actor: Actor,
  wanted: Wanted,
  words: string[],
  candidates: Candidate[],
): Promise<Scored[]> {
  const loaded = await Promise.all(
    wanted.kinds.map(async (kind) => {
      const ids = [...new Set(candidates.filter((one) => one.kind === kind).map((one) => one.id))]
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
