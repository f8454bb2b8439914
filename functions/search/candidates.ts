/** What search may show, and what it shows besides to who asks. */
import type { RecordOf } from "../../shared/fact-sources.ts"
import type { Searchable } from "../../shared/search.ts"

export type Candidate = { kind: Searchable; id: number }
export type Scored = Candidate & { score: number; record: RecordOf[Searchable] }

export const nameOf = (one: Candidate) => `${one.kind}#${one.id}`

/** What is there only for those who ask: deals have no mail address of their own yet, and persons no picture. */
export function included(kind: Searchable, fields: readonly string[] = []) {
  return {
    ...(kind === "deal" && fields.includes("deal.cc_email") && { cc_email: null }),
    ...(kind === "person" && fields.includes("person.picture") && { picture: null }),
  }
}
