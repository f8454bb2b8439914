/**
 * Items by the value of one field. Titles and own fields of text stand in fact segments, names of contacts in their index, and
 * e-mail addresses, phones and addresses among the words of search: these say which items are meant, which are then loaded.
 */

import type { Page } from "../../shared/api/route.ts"
import type { Match } from "../../shared/api/search-field.ts"
import { numbers, type Opened, texts } from "../../shared/columns.ts"
import { refuse } from "../../shared/comparison.ts"
import type { RecordOf } from "../../shared/fact-sources.ts"
import { nameKey } from "../../shared/organization.ts"
import { canSee } from "../../shared/permission.ts"
import { termWords } from "../../shared/search.ts"
import type { SegmentsOf } from "../data/patterns.ts"
import { readAll } from "../data/segments.ts"
import { type Setup, setupOf } from "../data/setup.ts"
import { open, type Store } from "../data/store.ts"
import { postings } from "../data/words.ts"
import type { Actor } from "../platform/actor.ts"
import { sliceOf } from "../records/few.ts"

/** Kinds whose fields are searched one by one. */
export type OfField = "deal" | "person" | "organization" | "product"

export type Wanted = {
  term: string
  kind: OfField
  field: string
  match: Match
  limit: number
  cursor?: string | undefined
}

type Value = { id: number; [field: string]: string | number }
type Test = (text: string) => boolean

/** Items that one search finds. */
const MOST = 1000

export async function findByField(actor: Actor, wanted: Wanted): Promise<Page<Value[]>> {
  const { kind, field } = wanted
  const store = open(actor)
  const setup = await setupOf(actor)
  const test = testOf(wanted)
  const ids = await idsOf(store, setup, wanted, test)
  const records: RecordOf[OfField][] = await store.getMany(kind, ids.slice(0, MOST), false)
  const found = records
    .filter((record) => record.deletedAt === undefined && canSee(actor, record))
    .flatMap((record): Value[] => {
      const value = valuesOf(record, field).find(test)
      return value === undefined ? [] : [{ id: record.id, [field]: value }]
    })
  return sliceOf(found, wanted)
}

function testOf({ term, match }: Wanted): Test {
  const key = nameKey(term)
  if (match === "exact") return (text) => nameKey(text) === key
  if (match === "beginning") return (text) => nameKey(text).startsWith(key)
  return (text) => nameKey(text).includes(key)
}

const WORDS: { [K in OfField]: readonly string[] } = {
  deal: [],
  product: ["code"],
  person: ["email", "phone"],
  organization: ["address"],
}

async function idsOf(store: Store, setup: Setup, wanted: Wanted, test: Test): Promise<number[]> {
  const { kind, field, match, term } = wanted
  if (kind === "deal" && field === "title") return inSegments(store, "deal.names", field, test)
  if (kind !== "deal" && field === "name") return named(store, kind, test)
  if (WORDS[kind].includes(field)) {
    if (match === "middle") throw refuse("match", `middle is not offered for ${field}`)
    return byWord(store, kind, term, match)
  }
  const own = setup.fields.some((one) => one.of === kind && one.key === field && one.key !== "label_ids")
  if (!own) throw refuse("field", `${field} is not a field of a ${kind} that holds text`)
  return inSegments(store, kind, `custom.${field}`, test)
}

async function inSegments(store: Store, of: SegmentsOf, column: string, test: Test): Promise<number[]> {
  const found: number[] = []
  await readAll(store.workspaceId, of, ({ opened }) => found.push(...rowsOf(opened, column, test)))
  return found.sort((a, b) => a - b)
}

/** Each word of a column is looked at once. */
function rowsOf(segment: Opened, column: string, test: Test): number[] {
  const { words, at } = texts(segment, column)
  const passes = words.map(test)
  const ids = numbers(segment, "id")
  return Array.from(ids).filter((_, row) => passes[at[row] ?? -1] === true)
}

async function named(store: Store, kind: Exclude<OfField, "deal">, test: Test): Promise<number[]> {
  const ids: number[] = []
  let after: Record<string, unknown> | undefined
  do {
    const page = await store.names(kind, after)
    ids.push(...page.names.filter(({ name }) => test(name)).map(({ id }) => id))
    after = page.next
  } while (after !== undefined && ids.length < MOST)
  return ids
}

async function byWord(store: Store, kind: OfField, term: string, match: Match): Promise<number[]> {
  const [word] = termWords(term)
  if (word === undefined) return []
  const { entries } = await postings(store.workspaceId, word, { exact: match === "exact" })
  return [...new Set(entries.filter((entry) => entry.kind === kind).map(({ id }) => id))].sort((a, b) => a - b)
}

function valuesOf(record: RecordOf[OfField], field: string): string[] {
  if ("title" in record && field === "title") return [record.title]
  if ("emails" in record && field === "email") return record.emails.map((one) => one.value)
  if ("phones" in record && field === "phone") return record.phones.map((one) => one.value)
  if ("code" in record && field === "code") return record.code === undefined ? [] : [record.code]
  if ("name" in record && field === "name") return [record.name]
  if ("address" in record && field === "address") return record.address === undefined ? [] : [record.address.value]
  const value = record.custom[field]
  return typeof value === "string" ? [value] : []
}
