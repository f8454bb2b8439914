/** Months by name, in the languages that exports are mostly written in, long and short. */
import { nameKey } from "../../shared/organization.ts"

const LOCALES = ["en", "de", "fr", "es", "pt", "it", "nl", "sv", "da", "nb", "fi", "et", "pl", "cs"]

const plain = (word: string) => nameKey(word).replace(/\.$/, "")

let names: Map<string, number> | undefined

function allNames(): Map<string, number> {
  const found = new Map<string, number>()
  for (const locale of LOCALES) {
    for (const month of ["long", "short"] as const) {
      const format = new Intl.DateTimeFormat(locale, { day: "numeric", month, year: "numeric", timeZone: "UTC" })
      for (let at = 0; at < 12; at++) {
        const name = format.formatToParts(Date.UTC(2026, at, 15)).find((part) => part.type === "month")?.value ?? ""
        const word = plain(name)
        if (/^\p{L}{3,}$/u.test(word) && !found.has(word)) found.set(word, at + 1)
      }
    }
  }
  return found.set("sept", 9)
}

/** 1 to 12, or undefined for what is no month. */
export function monthOf(word: string): number | undefined {
  names ??= allNames()
  return names.get(plain(word))
}
