/**
 * The best records for some words. A posting says how much its word says of a record, so that only those are loaded that can be
 * among the best; of lists that are long, no more is read than it takes.
 */
import type { RecordOf } from "../../shared/fact-sources.ts"
import { canSee } from "../../shared/permission.ts"
import { pointsOf, type Searchable, type Searched, score, searchedOf } from "../../shared/search.ts"
import type { Store } from "../data/store.ts"
import { afterWhole, newest, type Posting, type Postings, postings } from "../data/words.ts"
import type { Actor } from "../platform/actor.ts"
import { type Candidate, nameOf, type Scored } from "./candidates.ts"

/** What a record has to be, besides having the words. */
export type Looked<K extends Searchable = Searchable> = {
  exact_match: boolean
  kinds: readonly K[]
  fields?: readonly string[] | undefined
  keeps?: (record: RecordOf[Searchable]) => boolean
}

type Look = { store: Store; actor: Actor; wanted: Looked; words: readonly string[] }

/** Postings of a word that are read at first: all of most words. */
const FIRST = 100
/** Candidates that are loaded and looked at for one search, and how many more at a time when too few of the first were right. */
const MOST_LOADED = 300
const LOADED_AT_ONCE = 50
/** Pages of postings that are read when every typed word is a common one. */
const MOST_PAGES = 6

/** The best records, `most` of them where there are as many. */
export async function ranked(look: Look, most: number): Promise<Scored[]> {
  const found: Scored[] = []
  const tried = new Set<string>()
  let pages = 0
  for await (const page of candidates(look, most)) {
    const fresh = page.filter((one) => !tried.has(nameOf(one)))
    while (fresh.length > 0 && found.length < most && tried.size < MOST_LOADED) {
      const some = fresh.splice(0, tried.size === 0 ? most : Math.max(most - found.length, LOADED_AT_ONCE))
      for (const one of some) tried.add(nameOf(one))
      found.push(...(await scoredOf(look, some)))
    }
    if (found.length >= most || tried.size >= MOST_LOADED || ++pages === MOST_PAGES) break
  }
  return found.sort((a, b) => b.score - a.score || b.id - a.id)
}

/** Records that may have all the words, page by page, those first in each that their words say most of. */
async function* candidates(look: Look, most: number): AsyncGenerator<Candidate[]> {
  const { words, wanted } = look
  const { kinds } = wanted
  const lists = await Promise.all(words.map((word) => listOf(look, word, { limit: FIRST })))
  const known = fewest(lists.filter(isWhole))
  if (known !== undefined) {
    const all = bestFirst(known, kinds, lists)
    yield all.slice(0, most)
    if (all.length <= most) return
  }
  // the rest of a long list says which of a short one are in it; of one list alone it would say nothing
  const longer = words.length === 1 ? lists : await Promise.all(lists.map((list) => readOn(look, list)))
  const short = fewest(longer.filter(isWhole))
  if (short !== undefined) yield bestFirst(short, kinds, longer)
  else yield* common(look, longer.toSorted((a, b) => b.word.length - a.word.length)[0])
}

/** Of a word that very many records have: the newest of each kind, then those that have words which only begin so. */
async function* common(look: Look, list: Postings | undefined): AsyncGenerator<Candidate[]> {
  if (list === undefined) return
  const { store, wanted } = look
  const { word } = list
  let { next } = list
  if (list.entries.at(-1)?.word === word) {
    yield* newestFirst(store, wanted.kinds, word)
    if (wanted.exact_match) return
    next = afterWhole(store.workspaceId, word)
  } else yield bestFirst(list, wanted.kinds, [])
  while (next !== undefined) {
    const page: Postings = await listOf(look, word, { after: next })
    yield bestFirst(page, wanted.kinds, [])
    next = page.next
  }
}

/** Records of each kind in turn that have a word as a whole: very many, of which the newest are nearest to what is looked for. */
async function* newestFirst(store: Store, kinds: readonly Searchable[], word: string): AsyncGenerator<Candidate[]> {
  let left: { kind: Searchable; after?: Postings["next"] }[] = kinds.map((kind) => ({ kind }))
  while (left.length > 0) {
    const pages = await Promise.all(
      left.map(({ kind, after }) => newest(store.workspaceId, word, kind, { limit: FIRST, after })),
    )
    yield bestFirst({ word, entries: pages.flatMap((page) => page.entries), next: undefined }, kinds, [])
    left = left.flatMap(({ kind }, at) => {
      const after = pages[at]?.next
      return after === undefined ? [] : [{ kind, after }]
    })
  }
}

const listOf = ({ store, wanted }: Look, word: string, more: { limit?: number; after?: Postings["next"] }) =>
  postings(store.workspaceId, word, { exact: wanted.exact_match, ...more })

async function readOn(look: Look, list: Postings): Promise<Postings> {
  if (isWhole(list)) return list
  const { entries, next } = await listOf(look, list.word, { after: list.next })
  return { word: list.word, entries: [...list.entries, ...entries], next }
}

const isWhole = (list: Postings) => list.next === undefined

const fewest = (lists: readonly Postings[]) => lists.toSorted((a, b) => a.entries.length - b.entries.length)[0]

/** The records of a list that are in all whole ones of the lists too, those first that their words say most of. */
function bestFirst(list: Postings, kinds: readonly Searchable[], lists: readonly Postings[]): Candidate[] {
  const others = lists.filter((one) => one !== list).map((one) => ({ points: pointsByName(one), whole: isWhole(one) }))
  const once = new Map<string, Posting>()
  for (const one of list.entries) if (kinds.includes(one.kind)) once.set(nameOf(one), one)
  const points = pointsByName(list)
  return [...once]
    .filter(([name]) => others.every((other) => !other.whole || other.points.has(name)))
    .map(([name, { kind, id }]) => ({
      kind,
      id,
      points: others.reduce((sum, other) => sum + (other.points.get(name) ?? 0), points.get(name) ?? 0),
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
