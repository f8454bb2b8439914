/** What search may show, and what it shows besides to who asks. */
import type { RecordOf } from "../../shared/fact-sources.ts"
import type { Searchable } from "../../shared/search.ts"

export type Candidate = { kind: Searchable; id: number }
export type Scored = Candidate & { score: number; record: RecordOf[Searchable] }

export const nameOf = (one: Candidate) => `${one.kind}#${one.id}`

/** The best first; of those that match alike the newest of each kind in turn, so that one with many hides no other. */
export function inTurn<T extends Candidate>(all: readonly T[], points: (one: T) => number): T[] {
  const newest = all.toSorted((a, b) => points(b) - points(a) || b.id - a.id)
  const alike = Map.groupBy(newest, (one) => `${points(one)} ${one.kind}`)
  const turns = new Map([...alike.values()].flatMap((some) => some.map((one, turn) => [one, turn] as const)))
  const turnOf = (one: T) => turns.get(one) ?? 0
  return newest.toSorted((a, b) => points(b) - points(a) || turnOf(a) - turnOf(b))
}

/** What is there only for those who ask: deals have no mail address of their own yet, and persons no picture. */
export function included(kind: Searchable, fields: readonly string[] = []) {
  return {
    ...(kind === "deal" && fields.includes("deal.cc_email") && { cc_email: null }),
    ...(kind === "person" && fields.includes("person.picture") && { picture: null }),
  }
}
