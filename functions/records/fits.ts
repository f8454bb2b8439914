/** Whether single records meet what a list is asked for: the same tests as over segments, each over a segment of one row. */
import { encode, open } from "../../shared/columns.ts"
import { conditionTest } from "../../shared/condition.ts"
import type { RecordOf } from "../../shared/fact-sources.ts"
import { factsOf } from "../../shared/facts.ts"
import type { RecordKind } from "../../shared/record.ts"
import type { Actor } from "../platform/actor.ts"
import { scopeOf } from "../reports/scope.ts"
import type { Listing, Shown } from "./listing.ts"

export async function fits<K extends RecordKind>(actor: Actor, q: Listing<K>): Promise<Shown<K>> {
  const scope = await scopeOf(actor)
  const { kind, conditions = [], parent, since, until } = q
  return (record: RecordOf[K]) => {
    if (since !== undefined && record.changedAt < since) return false
    if (until !== undefined && record.changedAt >= until) return false
    const { row, columns } = factsOf(kind, record)
    if (parent !== undefined && row[parent.kind] !== parent.id) return false
    const segment = open(encode([row], columns))
    return conditions.every((condition) => conditionTest(segment, kind, condition, scope)(0))
  }
}
