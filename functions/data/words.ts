/** The search index: an item per word and record. Beside it stands, per record, which words of which version it is filed under. */
import { rankedWords, type Searchable } from "../../shared/search.ts"
import { ConditionFailed, commit, writeAll } from "./commit.ts"
import type { Everything } from "./kinds.ts"
import { keys, partsOfWord, wordStart } from "./patterns.ts"
import { chunks, get, getMany, type Item, LAST, query } from "./table.ts"

/** A record under one of its words, and how much that word says of it (`rankedWords`). */
export type Posting = { kind: Searchable; id: number; word: string; rank: number }
export type Postings = { word: string; entries: Posting[]; next: Record<string, unknown> | undefined }

type Reading = { limit?: number; after?: Postings["next"] }

/** Records filed under words that start with `word` (or are it), in order of the words, and where more are. */
export const postings = (w: string, word: string, { exact, ...reading }: Reading & { exact: boolean }) =>
  page(w, word, { startsWith: exact ? wordStart(word) : word, ...reading })

/** The newest records of a kind that are filed under a whole word, and where older ones are. */
export const newest = (w: string, word: string, kind: Searchable, reading: Reading) =>
  page(w, word, { startsWith: wordStart(word, kind), backwards: true, ...reading })

type Asked = Reading & { startsWith: string; backwards?: boolean }

async function page(w: string, word: string, { startsWith, after, limit = 400, ...order }: Asked): Promise<Postings> {
  const { items, next } = await query({
    pk: { name: "pk", value: keys.words(w, word) },
    sk: { name: "sk", startsWith },
    limit,
    consistent: false,
    ...order,
    ...(after && { after }),
  })
  return { word, entries: items.map(postingOf), next }
}

/** Where the words begin that go on after a whole one. */
export const afterWhole = (w: string, word: string): Record<string, unknown> => ({
  pk: keys.words(w, word),
  sk: `${wordStart(word)}${LAST}`,
})

/** Items filed before ranks were kept have none. */
function postingOf({ sk, rank }: Item): Posting {
  const { kind, ...rest } = partsOfWord(sk)
  return { ...rest, kind: kind as Searchable, rank: Number(rank ?? 1) }
}

/**
 * Files records under their words; each at most once in the list. Only a version newer than the one filed changes anything.
 * The stream hands the changes of one record to one projector at a time, so reading the version first is enough.
 */
export async function file<K extends Searchable>(
  w: string,
  records: readonly { kind: K; record: Everything[K] }[],
): Promise<void> {
  const found = await getMany(records.map(({ kind, record }) => keys.filed(w, kind, record.id)))
  const changes = records.map(({ kind, record }, i) => refiled(w, kind, record, found[i]))
  // a delivery that is cut short leaves the version as it was, and the next one sets all of this again
  await writeAll(changes.flatMap((change) => change.postings))
  await writeAll(changes.flatMap((change) => change.version))
}

function refiled<K extends Searchable>(w: string, kind: K, record: Everything[K], filed: Item | undefined) {
  const ranks = rankedWords(kind, record)
  const before = ranksOf(filed)
  if (filed !== undefined && Number(filed.version) >= record.version) return { postings: [], version: [] }
  const fresh = [...ranks]
    .filter(([word, rank]) => before.get(word) !== rank)
    .map(([word, rank]) => ({ put: posting(w, word, kind, record.id, rank) }))
  const stale = [...before.keys()]
    .filter((word) => !ranks.has(word))
    .map((word) => ({ delete: keys.word(w, word, kind, record.id) }))
  const put = { ...keys.filed(w, kind, record.id), version: record.version, ...listed(ranks) }
  return { postings: [...fresh, ...stale], version: [{ put }] }
}

const listed = (ranks: ReadonlyMap<string, number>) => ({ words: [...ranks.keys()], ranks: [...ranks.values()] })

function ranksOf(filed: Item | undefined): Map<string, number | undefined> {
  const words = (filed?.words ?? []) as string[]
  const ranks = (filed?.ranks ?? []) as number[]
  return new Map(words.map((word, i) => [word, ranks[i]]))
}

function posting(w: string, word: string, kind: Searchable, id: number, rank: number): Item {
  return { ...keys.word(w, word, kind, id), rank }
}

/**
 * Files records again, whatever stands there: for a rebuild, which works beside the projector and therefore only adds. A word
 * too many does no harm, as search looks at the record it leads to; it stays in the record's list and goes with its next change.
 */
export async function refile<K extends Searchable>(
  w: string,
  records: readonly { kind: K; record: Everything[K] }[],
): Promise<void> {
  const all = records.map(({ kind, record }) => ({ kind, record, ranks: rankedWords(kind, record) }))
  await writeAll(
    all.flatMap(({ kind, record, ranks }) =>
      [...ranks].map(([word, rank]) => ({ put: posting(w, word, kind, record.id, rank) })),
    ),
  )
  for (const some of chunks(all, 16)) {
    await Promise.all(some.map(({ kind, record, ranks }) => remember(w, kind, record, ranks)))
  }
}

/** Adds words to a record's list, under the version that it is filed by. */
async function remember(
  w: string,
  kind: Searchable,
  record: { id: number; version: number },
  ranks: ReadonlyMap<string, number>,
) {
  const key = keys.filed(w, kind, record.id)
  for (;;) {
    const filed = await get(key)
    const before = ranksOf(filed)
    if (filed !== undefined && [...ranks].every(([word, rank]) => before.get(word) === rank)) return
    const together = [...new Map([...before, ...ranks])].sort(([a], [b]) => (a < b ? -1 : 1))
    const version = Number(filed?.version ?? record.version)
    const unchanged =
      filed === undefined
        ? { expression: "attribute_not_exists(pk)" }
        : { expression: "version = :version", values: { ":version": version } }
    try {
      const list = listed(new Map(together.map(([word, rank]) => [word, rank ?? 1])))
      return await commit({ put: { ...key, version, ...list }, if: unchanged })
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error
    }
  }
}
