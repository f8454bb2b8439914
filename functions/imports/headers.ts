/** What the headers of a file mean. They are compared without case, accents, signs and a trailing `*`. */
import type { Target } from "../../shared/mapping.ts"
import { nameKey } from "../../shared/organization.ts"
import { DEAL, type Entity, NOTHING, ORGANIZATION, PERSON, STATUSES, type Words } from "./vocabulary.ts"

const ADDRESS = /(address$|^address 1 formatted$|of address$)/

export function headerKey(header: string): string {
  return nameKey(header.replace(/([\p{Ll}\d])(\p{Lu})/gu, "$1 $2"))
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
}

const ENTITY: Record<string, Entity> = {
  deal: "deal",
  person: "person",
  contact: "person",
  organization: "organization",
  note: "none",
}

/** `rank` is 0 for the best word of a target: the header with the lowest is the target's. */
export type Meaning = { target: Target; rank: number }

/** What a header means, or undefined when it says nothing that is known. */
export function meaningOf(header: string): Meaning | undefined {
  const [, prefix = "", rest = ""] = /^\s*(\w+)\s+-\s+(.+)$/.exec(header) ?? []
  const entity = ENTITY[prefix.toLowerCase()]
  const key = headerKey(entity === undefined ? header : rest)
  if (NOTHING[entity ?? "none"].includes(key)) return { target: "ignore", rank: 0 }
  if (entity === "person" || /^e mail \d value$|^phone \d value$/.test(key)) {
    if (/^e ?mail\b/.test(key)) return { target: "person_email", rank: 0 }
    if (/^phone\b/.test(key)) return { target: "person_phone", rank: 0 }
  }
  const known = entity === "person" ? PERSON : entity === "organization" ? ORGANIZATION : DEAL
  const found = lookUp(known, key)
  if (found !== undefined) return found
  return entity !== "person" && entity !== "deal" && ADDRESS.test(key)
    ? { target: "organization_address", rank: 0 }
    : undefined
}

function lookUp(known: Words, key: string): Meaning | undefined {
  for (const [target, names] of Object.entries(known)) {
    const rank = names.indexOf(key)
    if (rank >= 0) return { target: target as Target, rank }
  }
  return undefined
}

/** The status that a word means. */
export function statusOf(text: string): "open" | "won" | "lost" | undefined {
  const key = headerKey(text)
    .replace(/^closedwon$/, "won")
    .replace(/^closedlost$/, "lost")
  for (const status of ["open", "won", "lost"] as const) if (STATUSES[status].includes(key)) return status
  return undefined
}
