/** The search index: an item per word and record. Beside it stands, per record, which words of which version it is filed under. */
import { indexedWords, type Searchable } from "../../shared/search.ts"
import { ConditionFailed, commit, writeAll } from "./commit.ts"
import type { Everything } from "./kinds.ts"
import { keys } from "./patterns.ts"
import { chunks, get, getMany, type Item, query } from "./table.ts"

export type Posting = { kind: Searchable; id: number }
export type Postings = { word: string; entries: Posting[]; next: Record<string, unknown> | undefined }

/** Postings that one Query answers. */
const PAGE = 400

/** Records filed under words that start with `word` (or are it), in order of the words, and where more are. */
export async function postings(
  w: string,
  word: string,
  exact: boolean,
  after?: Record<string, unknown>,
): Promise<Postings> {
  const page = await query({
    pk: { name: "pk", value: keys.words(w, word) },
    sk: { name: "sk", startsWith: exact ? `${word}#` : word },
    limit: PAGE,
    consistent: false,
    ...(after && { after }),
  })
  return { word, entries: page.items.map(postingOf), next: page.next }
}

function postingOf(item: Item): Posting {
  return { kind: item.of as Searchable, id: Number(item.id) }
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
  const words = indexedWords(kind, record)
  const before = filed === undefined ? [] : (filed.words as string[])
  if (filed !== undefined && Number(filed.version) >= record.version) return { postings: [], version: [] }
  const fresh = words
    .filter((word) => !before.includes(word))
    .map((word) => ({ put: posting(w, word, kind, record.id) }))
  const stale = before
    .filter((word) => !words.includes(word))
    .map((word) => ({ delete: keys.word(w, word, kind, record.id) }))
  return {
    postings: [...fresh, ...stale],
    version: [{ put: { ...keys.filed(w, kind, record.id), version: record.version, words } }],
  }
}

function posting(w: string, word: string, kind: Searchable, id: number): Item {
  return { ...keys.word(w, word, kind, id), of: kind, id }
}

/**
 * Files records again, whatever stands there: for a rebuild, which works beside the projector and therefore only adds. A word
 * too many does no harm, as search looks at the record it leads to; it stays in the record's list and goes with its next change.
 */
export async function refile<K extends Searchable>(
  w: string,
  records: readonly { kind: K; record: Everything[K] }[],
): Promise<void> {
  const all = records.map(({ kind, record }) => ({ kind, record, words: indexedWords(kind, record) }))
  await writeAll(
    all.flatMap(({ kind, record, words }) => words.map((word) => ({ put: posting(w, word, kind, record.id) }))),
  )
  for (const some of chunks(all, 16)) {
    await Promise.all(some.map(({ kind, record, words }) => remember(w, kind, record, words)))
  }
}

/** Adds words to a record's list, under the version that it is filed by. */
async function remember(w: string, kind: Searchable, record: { id: number; version: number }, words: string[]) {
  const key = keys.filed(w, kind, record.id)
  for (;;) {
    const filed = await get(key)
    const before = filed === undefined ? [] : (filed.words as string[])
    const together = [...new Set([...before, ...words])].sort()
    if (filed !== undefined && together.length === before.length) return
    const version = Number(filed?.version ?? record.version)
    const unchanged =
      filed === undefined
        ? { expression: "attribute_not_exists(pk)" }
        : { expression: "version = :version", values: { ":version": version } }
    try {
      return await commit({ put: { ...key, version, words: together }, if: unchanged })
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error
    }
  }
}
