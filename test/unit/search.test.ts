import fc from "fast-check"
import { describe, expect, test } from "vitest"
import {
  indexedWords,
  type Searched,
  score,
  searchedOf,
  termWords,
  WORDS_PER_RECORD,
  wordsOf,
} from "../../shared/search.ts"
import { aDeal, anOrganization, aPerson } from "../support/records.ts"

const mail = (value: string) => ({ value, label: "work", primary: true })

describe("words", () => {
  test.each([
    ["Acme Corp.", ["acme", "corp"]],
    ["  Große   STRASSE 12-b ", ["große", "strasse", "12", "b"]],
    ["Łódź Öko Ærø", ["łodz", "oko", "ærø"]],
    ["don't/stop_me", ["don", "t", "stop", "me"]],
    ["株式会社 東京", ["株式会社", "東京"]],
    ["--- …", []],
  ])("of %j are %j", (text, words) => {
    expect(wordsOf(text)).toEqual(words)
  })

  test("are without case and accents, and never longer than the index keeps", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 80 }), (text) => {
        for (const word of wordsOf(text)) {
          expect([...word].length).toBeLessThanOrEqual(30)
          expect(word).toBe(word.toLowerCase())
          expect(word).not.toMatch(/[\s#]/)
        }
      }),
    )
  })

  test("of a person are its name, the parts of its addresses and the ends of its numbers", () => {
    const person = aPerson({
      name: "Jüri Ratas",
      emails: [mail("juri.ratas@acme-corp.ee")],
      phones: [mail("+372 5555 1234")],
    })
    expect(indexedWords("person", person)).toEqual(
      ["juri", "ratas", "acme", "corp", "ee", "juri.ratas@acme-corp.ee", "37255551234", "5551234", "1234"].sort(),
    )
  })

  test("of custom fields are those of texts", () => {
    const words = indexedWords("deal", aDeal({ title: "Pumps", custom: { a: "Blue whale", b: 12, c: [1] } }))
    expect(words).toEqual(["blue", "pumps", "whale"])
  })

  test("of an organization are its name and where it is", () => {
    const organization = anOrganization({ name: "Acme", address: { value: "Narva mnt 1, Tallinn" } })
    expect(indexedWords("organization", organization)).toEqual(["1", "acme", "mnt", "narva", "tallinn"])
  })

  test("of a record in the trash are none", () => {
    expect(indexedWords("deal", aDeal({ deletedAt: "2026-03-01T00:00:00Z" }))).toEqual([])
  })

  test("are each there once, sorted, and not too many", () => {
    const title = Array.from({ length: 120 }, (_, i) => `w${i % 60}`).join(" ")
    const words = indexedWords("deal", aDeal({ title }))
    expect(words).toHaveLength(WORDS_PER_RECORD)
    expect(words).toEqual([...new Set(words)].sort())
  })
})

describe("a typed term", () => {
  test.each([
    ["Acme  acme corp", ["acme", "corp"]],
    [" Juri.Ratas@Acme.EE ", ["juri.ratas@acme.ee"]],
    ["+372 (5555) 12-34", ["37255551234"]],
    ["555-1234", ["5551234"]],
    ["12/3", ["12", "3"]],
    ["2026-01-31", ["2026", "01", "31"]],
    ["2026 plan", ["2026", "plan"]],
  ])("%j is %j", (term, words) => {
    expect(termWords(term)).toEqual(words)
  })

  test("finds the record that it was taken from, whole or by how it begins", () => {
    const word = fc.stringMatching(/^[a-zõäöü0-9]{2,20}$/)
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 6 }), fc.nat(), fc.nat(), (words, which, length) => {
        const title = words.join(" ")
        const known = searchedOf("deal", aDeal({ title }))
        const one = words[which % words.length] ?? ""
        expect(score(known, termWords(title), false)).toBeGreaterThan(0)
        expect(score(known, termWords(one), true)).toBeGreaterThan(0)
        expect(score(known, termWords(one.slice(0, 1 + (length % one.length))), false)).toBeGreaterThan(0)
      }),
    )
  })

  test("finds by an e-mail address or the last digits of a number", () => {
    const parts = searchedOf("person", aPerson({ emails: [mail("juri@acme.ee")], phones: [mail("+372 5555 1234")] }))
    for (const term of ["JURI@acme.ee", "acme", "+372 5555 1234", "5551234", "1234"]) {
      expect(score(parts, termWords(term), false), term).toBeGreaterThan(0)
    }
  })
})

describe("a score", () => {
  const parts: Searched[] = [
    { field: "name", words: ["acme", "corporation"] },
    { field: "address", words: ["acme", "street"] },
  ]
  const of = (...typed: string[]) => score(parts, typed, false)

  test("is nothing as soon as one word is nowhere", () => {
    expect(of("acme")).toBeGreaterThan(0)
    expect(of("acme", "zebra")).toBe(0)
    expect(score(parts, [], false)).toBe(0)
  })

  test("is 1 for the first word of a name, and less for later words, beginnings and other fields", () => {
    expect(of("acme")).toBe(1)
    const order = [of("acme"), of("corporation"), of("acm"), of("corp"), of("street"), of("str")]
    expect(order).toEqual([...order].sort((a, b) => b - a))
    expect(new Set(order).size).toBe(order.length)
  })

  test("of a beginning is nothing when the match must be exact", () => {
    expect(score(parts, ["corp"], true)).toBe(0)
    expect(score(parts, ["corporation"], true)).toBeGreaterThan(0)
  })

  test("is never above 1", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("acme", "corp", "street", "a"), { minLength: 1, maxLength: 5 }), (typed) => {
        expect(score(parts, typed, false)).toBeLessThanOrEqual(1)
      }),
    )
  })
})
