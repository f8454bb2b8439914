/** Records that a saved filter finds: their facts say which and in what order, the page's records are then loaded. */

import * as z from "zod"
import { numbers, type Opened } from "../../shared/columns.ts"
import type { RecordOf } from "../../shared/fact-sources.ts"
import type { FilterOf, NamesOf } from "../../shared/filter.ts"
import { withFormulas } from "../../shared/formula-results.ts"
import { nameKey } from "../../shared/organization.ts"
import type { RecordKind } from "../../shared/record.ts"
import { seconds } from "../../shared/time.ts"
import { fromCursor, toCursor } from "../data/cursor.ts"
import { setupOf } from "../data/setup.ts"
import { open } from "../data/store.ts"
import { askedOf, plainly } from "../filters/asked.ts"
import type { Actor } from "../platform/actor.ts"
import { scopeOf } from "../reports/scope.ts"
import { list } from "./list.ts"
import type { Listed, Listing } from "./listing.ts"
import { withNamesSeen } from "./names-seen.ts"
import { eachSegment, meeting, namesAsked, rowTest } from "./rows.ts"

const Position = z.object({ value: z.union([z.number(), z.string()]), id: z.int() })
type Place = z.infer<typeof Position>
const SORT_COLUMN = { id: "id", update_time: "changed", add_time: "added", due_date: "due" } as const

/** A list of records, all or those that a saved filter finds. */
export function listOf<K extends RecordKind & FilterOf>(
  actor: Actor,
  filterId: number | undefined,
  q: Listing<K>,
): Promise<Listed<RecordOf[K]>> {
  return filterId === undefined ? list(actor, q) : byFilter(actor, q, filterId)
}

/** By name besides, where the kind has names. */
type Sorted<K extends RecordKind> = Omit<Listing<K>, "sortBy"> & { sortBy: Listing<K>["sortBy"] | "name" }

/** What else narrows the list is asked for together with the filter. */
export async function byFilter<K extends RecordKind & FilterOf>(
  actor: Actor,
  q: Sorted<K>,
  filterId: number,
): Promise<Listed<RecordOf[K]>> {
  const asked = [...(await askedOf(actor, q.kind, { filter_id: filterId })), plainly(...(q.conditions ?? []))]
  const scope = await scopeOf(actor)
  const sign = q.direction === "asc" ? 1 : -1
  const after = fromCursor(q.cursor, Position)
  const from = q.since === undefined ? Number.NEGATIVE_INFINITY : seconds(q.since)
  const to = q.until === undefined ? Number.POSITIVE_INFINITY : seconds(q.until)
  const only = q.ids === undefined ? undefined : new Set(q.ids)
  const places: Place[] = []
  const named = namesAsked(q.kind, asked, q.sortBy)
  await eachSegment(actor, q.kind, named, (segment, names) => {
    const passes = rowTest(segment, q.kind, names, asked, scope)
    const [ids, changed] = [numbers(segment, "id"), numbers(segment, "changed")]
    const keyOf = valuesBy(q.sortBy, segment, names)
    const parent = q.parent === undefined ? undefined : numbers(segment, q.parent.kind)
    for (let row = 0; row < segment.rows; row++) {
      const place = { id: ids[row] ?? 0, value: keyOf(row) }
      const at = changed[row] ?? 0
      if (at < from || at >= to || only?.has(place.id) === false) continue
      if (parent !== undefined && parent[row] !== q.parent?.id) continue
      if (after !== undefined && sign * inOrder(place, after) <= 0) continue
      if (passes(row)) places.push(place)
    }
  })
  const page = places.sort((a, b) => sign * inOrder(a, b)).slice(0, q.limit)
  const last = page.at(-1)
  const ids = page.map(({ id }) => id)
  const found = (await open(actor).getMany(q.kind, ids)) as RecordOf[K][]
  // what is asked for is met by what may be known
  const stored = named.size === 0 ? found : await withNamesSeen(actor, found)
  const { fields } = await setupOf(actor)
  const records = stored.map((record) => withFormulas(q.kind, record, fields))
  const more = places.length > page.length && last !== undefined
  return { records: meeting(q.kind, records, asked, scope), nextCursor: more ? toCursor(last) : null }
}

function valuesBy(
  sortBy: keyof typeof SORT_COLUMN | "name",
  segment: Opened,
  names: NamesOf,
): (row: number) => Place["value"] {
  if (sortBy === "name") {
    const { words, at } = names("name")
    return (row) => nameKey(words[at[row] ?? -1] ?? "")
  }
  const values = numbers(segment, SORT_COLUMN[sortBy])
  return (row) => values[row] ?? 0
}

function inOrder(a: Place, b: Place): number {
  if (a.value === b.value) return a.id - b.id
  return a.value < b.value ? -1 : 1
}
