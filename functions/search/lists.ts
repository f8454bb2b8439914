/** Which records may have some words, as the postings say it: of lists that are long, no more is read than it takes. */
import { pointsOf, type Searchable } from "../../shared/search.ts"
import { afterWhole, newest, type Posting, type Postings, postings } from "../data/words.ts"
import { type Candidate, inTurn, nameOf } from "./candidates.ts"

export type Wanted = { workspaceId: string; words: readonly string[]; exact: boolean; kinds: readonly Searchable[] }

/** Words whose postings are read: the others are looked for in the records alone. */
const MOST_WORDS = 8
/** Postings of one word among several that are read at first, and of one alone. */
const FIRST = { several: 100, alone: 400 }
/** Postings of each kind that are read at a time of a word that very many have. */
const NEWEST = 100

/**
 * Records that may have all the words, page by page, those first in each that their words say most of. The first page is at most
 * `shown` long where the words beside a rare one are common: most of those that have it have the others, too.
 */
export async function* candidates(wanted: Wanted, shown: number): AsyncGenerator<Candidate[]> {
  const { kinds } = wanted
  const words = telling(wanted)
  const limit = words.length === 1 ? FIRST.alone : FIRST.several
  const lists = await Promise.all(words.map((word) => listOf(wanted, word, { limit })))
  const known = fewest(lists.filter(isWhole))
  let left: Candidate[] | undefined
  if (known !== undefined) {
    left = bestFirst(known, kinds, lists)
    yield left.splice(0, lists.every(isWhole) ? left.length : shown)
    if (left.length === 0) return
  }
  // the rest of a long list says which of a short one are in it; of one list alone it would say nothing
  const longer = words.length === 1 ? lists : await Promise.all(lists.map((list) => readOn(wanted, list)))
  if (left !== undefined) return yield inAll(left, longer)
  const short = fewest(longer.filter(isWhole))
  if (short !== undefined) yield bestFirst(short, kinds, longer)
  else yield* common(wanted, longer[0])
}

/** The longest words. What begins with one letter does not stand together: postings are kept by the first two. */
function telling({ words, exact }: Wanted): string[] {
  const kept = exact ? words : words.filter((word) => [...word].length > 1)
  return kept.toSorted((a, b) => b.length - a.length).slice(0, MOST_WORDS)
}

/** Of a word that very many records have: the newest of each kind, then those that have words which only begin so. */
async function* common(wanted: Wanted, list: Postings | undefined): AsyncGenerator<Candidate[]> {
  if (list === undefined) return
  const { word } = list
  let { next } = list
  if (list.entries.at(-1)?.word === word) {
    yield* newestFirst(wanted, word)
    if (wanted.exact) return
    next = afterWhole(wanted.workspaceId, word)
  } else yield bestFirst(list, wanted.kinds)
  while (next !== undefined) {
    const page: Postings = await listOf(wanted, word, { after: next })
    yield bestFirst(page, wanted.kinds)
    next = page.next
  }
}

/** Records of each kind in turn that have a word as a whole: very many, of which the newest are nearest to what is looked for. */
async function* newestFirst({ workspaceId, kinds }: Wanted, word: string): AsyncGenerator<Candidate[]> {
  let left: { kind: Searchable; after?: Postings["next"] }[] = kinds.map((kind) => ({ kind }))
  while (left.length > 0) {
    const pages = await Promise.all(
      left.map(({ kind, after }) => newest(workspaceId, word, kind, { limit: NEWEST, after })),
    )
    yield bestFirst({ word, entries: pages.flatMap((page) => page.entries), next: undefined }, kinds)
    left = left.flatMap(({ kind }, at) => {
      const after = pages[at]?.next
      return after === undefined ? [] : [{ kind, after }]
    })
  }
}

const listOf = ({ workspaceId, exact }: Wanted, word: string, more: { limit?: number; after?: Postings["next"] }) =>
  postings(workspaceId, word, { exact, ...more })

async function readOn(wanted: Wanted, list: Postings): Promise<Postings> {
  if (isWhole(list)) return list
  const { entries, next } = await listOf(wanted, list.word, { after: list.next })
  return { word: list.word, entries: [...list.entries, ...entries], next }
}

const isWhole = (list: Postings) => list.next === undefined

const fewest = (lists: readonly Postings[]) => lists.toSorted((a, b) => a.entries.length - b.entries.length)[0]

/** The records of a list that are in all whole ones of the lists too, those first that their words say most of, as far as these tell. */
function bestFirst(list: Postings, kinds: readonly Searchable[], lists: readonly Postings[] = [list]): Candidate[] {
  const once = new Map<string, Posting>()
  for (const one of list.entries) if (kinds.includes(one.kind)) once.set(nameOf(one), one)
  const all = inAll([...once.values()], lists)
  const points = [list, ...lists.filter((one) => one !== list && isWhole(one))].map(pointsByName)
  const sums = new Map(
    all.map((one) => [one, points.reduce((sum, some) => sum + (some.get(nameOf(one)) ?? 0), 0)] as const),
  )
  return inTurn(all, (one) => sums.get(one) ?? 0)
}

/** Those that are in every list that is whole. */
function inAll<T extends Candidate>(all: readonly T[], lists: readonly Postings[]): T[] {
  const whole = lists.filter(isWhole).map(({ entries }) => new Set(entries.map(nameOf)))
  return all.filter((one) => whole.every((names) => names.has(nameOf(one))))
}

function pointsByName({ word, entries }: Postings): Map<string, number> {
  const points = new Map<string, number>()
  for (const one of entries) {
    const name = nameOf(one)
    points.set(name, Math.max(points.get(name) ?? 0, pointsOf(one.rank, one.word === word)))
  }
  return points
}
