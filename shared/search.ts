/** How text becomes the words of the search index, and how well a record matches what was typed. */
import type { RecordOf } from "./fact-sources.ts"
import { nameKey } from "./organization.ts"

/** Kinds that search finds. */
export const SEARCHABLE = ["deal", "person", "organization", "product", "lead", "project"] as const
export type Searchable = (typeof SEARCHABLE)[number]

export const WORDS_PER_RECORD = 40
const WORD_LENGTH = 30

/** Words of a text: lower case, without accents, split at everything that is neither letter nor digit. */
export function wordsOf(text: string): string[] {
  return nameKey(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "")
    .map((word) => [...word].slice(0, WORD_LENGTH).join(""))
}

/** The words an e-mail address is found by: its parts, and itself written as one. */
function emailWords(email: string): string[] {
  const [local = "", domain = ""] = email.toLowerCase().split("@")
  return [...wordsOf(local), ...wordsOf(domain), [...email.toLowerCase()].slice(0, WORD_LENGTH).join("")]
}

/** The words a phone number is found by: its digits, with and without the country's. */
function phoneWords(phone: string): string[] {
  const digits = phone.replace(/\D/g, "")
  return digits.length < 4 ? [] : [digits.slice(0, WORD_LENGTH), digits.slice(-7), digits.slice(-4)]
}

type Place = "title" | "name" | "code" | "description" | "email" | "phone" | "address" | "custom_fields"

/** What a record is searched in: `field` as the API's `fields` names it. */
export type Searched = { field: Place; words: string[] }

export function searchedOf<K extends Searchable>(_kind: K, record: RecordOf[K]): Searched[] {
  const custom: Searched = {
    field: "custom_fields",
    words: Object.values(record.custom).flatMap((value) => (typeof value === "string" ? wordsOf(value) : [])),
  }
  if ("title" in record) {
    const title: Searched = { field: "title", words: wordsOf(record.title) }
    if (!("description" in record)) return [title, custom]
    return [title, { field: "description", words: wordsOf(record.description ?? "") }, custom]
  }
  const name: Searched = { field: "name", words: wordsOf(record.name) }
  if ("emails" in record) {
    return [
      name,
      { field: "email", words: record.emails.flatMap((email) => emailWords(email.value)) },
      { field: "phone", words: record.phones.flatMap((phone) => phoneWords(phone.value)) },
      custom,
    ]
  }
  if ("prices" in record) return [name, { field: "code", words: wordsOf(record.code ?? "") }, custom]
  return [name, { field: "address", words: wordsOf(record.address?.value ?? "") }, custom]
}

/** How much a match counts by its rank (0: first word of a name or title, 1: a later one, 2 and 3: the same of another field). */
const POINTS = { whole: [1, 0.95, 0.6, 0.57], beginning: [0.8, 0.7, 0.48, 0.42] } as const

export function pointsOf(rank: number, isWhole: boolean): number {
  return POINTS[isWhole ? "whole" : "beginning"][rank] ?? 0
}

function rankOf(field: Searched["field"], at: number): number {
  return (field === "title" || field === "name" ? 0 : 2) + (at === 0 ? 0 : 1)
}

/** Every word that a record is filed under with its best rank, without repeats, at most `WORDS_PER_RECORD`, sorted. */
export function rankedWords<K extends Searchable>(kind: K, record: RecordOf[K]): Map<string, number> {
  if (record.deletedAt !== undefined) return new Map()
  const ranks = new Map<string, number>()
  for (const { field, words } of searchedOf(kind, record)) {
    for (const [at, word] of words.entries()) {
      const known = ranks.get(word)
      if (known === undefined && ranks.size === WORDS_PER_RECORD) continue
      ranks.set(word, Math.min(known ?? 3, rankOf(field, at)))
    }
  }
  return new Map([...ranks].sort(([a], [b]) => (a < b ? -1 : 1)))
}

export function indexedWords<K extends Searchable>(kind: K, record: RecordOf[K]): string[] {
  return [...rankedWords(kind, record).keys()]
}

/** A phone number as people write one: with its country's, or of at least seven digits; a date is none. */
function isPhone(term: string): boolean {
  if (!/^[+\d][\d\s()./-]{3,}$/.test(term) || /^\d{4}-\d\d-\d\d$/.test(term)) return false
  return term.startsWith("+") || term.replace(/\D/g, "").length >= 7
}

/** What was typed, as words. An e-mail address or phone number stays whole. */
export function termWords(term: string): string[] {
  const trimmed = term.trim().toLowerCase()
  if (/^\S+@\S+$/.test(trimmed)) return [[...trimmed].slice(0, WORD_LENGTH).join("")]
  if (isPhone(trimmed)) return [trimmed.replace(/\D/g, "").slice(0, WORD_LENGTH)]
  return [...new Set(wordsOf(term))]
}

/** How well a record matches: 0 not at all (some word is nowhere), else up to 1. Whole words and names weigh more. */
export function score(parts: readonly Searched[], typed: readonly string[], exact: boolean): number {
  let sum = 0
  for (const word of typed) {
    let best = 0
    for (const { field, words } of parts) {
      for (const [at, known] of words.entries()) {
        if (known !== word && (exact || !known.startsWith(word))) continue
        best = Math.max(best, pointsOf(rankOf(field, at), known === word))
      }
    }
    if (best === 0) return 0
    sum += best
  }
  return typed.length === 0 ? 0 : sum / typed.length
}
