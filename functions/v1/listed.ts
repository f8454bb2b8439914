/**
 * v1's lists begin anywhere and are in the order of any fields. The first page by id is read as any list is; for the rest, and
 * for what a filter finds, fact segments say which records are meant and in what order, and the page's records are then loaded.
 */
import { numbers, type Opened, texts } from "../../shared/columns.ts"
import { refuse } from "../../shared/comparison.ts"
import { factOf, type Scope } from "../../shared/condition.ts"
import type { RecordOf } from "../../shared/fact-sources.ts"
import type { NamesOf } from "../../shared/filter.ts"
import { nameFact } from "../../shared/names.ts"
import { canSee } from "../../shared/permission.ts"
import type { RecordKind } from "../../shared/record.ts"
import type { Condition } from "../../shared/report.ts"
import { seconds } from "../../shared/time.ts"
import { type Setup, setupOf } from "../data/setup.ts"
import { open } from "../data/store.ts"
import { byText, keysBy, type SortKey } from "../deals/order.ts"
import { type Asked, plainly } from "../filters/asked.ts"
import type { Actor } from "../platform/actor.ts"
import { list as listRecords } from "../records/list.ts"
import type { Listing } from "../records/listing.ts"
import { eachSegment, namesAsked, rowTest } from "../records/rows.ts"
import { scopeOf } from "../reports/scope.ts"

export type Sort = { field: string; direction: "asc" | "desc" }

export type Wanted<K extends RecordKind> = Pick<Listing<K>, "kind" | "parent" | "since" | "keeps"> & {
  conditions?: Condition[]
  /** The same as `keeps`, for facts. */
  keepsFacts?: Condition[]
  /** What a record must meet besides. */
  asked?: Asked[]
  sort?: readonly Sort[] | undefined
  start: number
  limit: number
}

export type Slice<T> = { records: T[]; more: boolean }

type Place = { id: number; keys: SortKey[] }
type Keys = (row: number) => SortKey

/** What v1 calls fields that a list may be sorted by. */
const SORTED_AS: Record<string, string> = { user_id: "owner_id", label: "label_ids" }

export async function listed<K extends RecordKind>(actor: Actor, wanted: Wanted<K>): Promise<Slice<RecordOf[K]>> {
  const { kind, conditions, asked = [], sort = [], start, limit, keeps } = wanted
  if (asked.length === 0 && start === 0 && sort.every(({ field }) => field === "id")) {
    const { parent, since } = wanted
    const direction = sort[0]?.direction ?? "asc"
    const narrowed = { parent, since, ...(conditions && { conditions }), ...(keeps && { keeps }) }
    const page = await listRecords(actor, { kind, ...narrowed, sortBy: "id", direction, limit })
    return { records: page.records, more: page.nextCursor !== null }
  }
  const places = await placesOf(actor, wanted, sort)
  const ids = places.slice(start, start + limit).map(({ id }) => id)
  const found = (await open(actor).getMany(kind, ids)) as RecordOf[K][]
  const records = found.filter(
    (record) => record.deletedAt === undefined && canSee(actor, record) && keeps?.(record) !== false,
  )
  return { records, more: places.length > start + limit }
}

async function placesOf<K extends RecordKind>(
  actor: Actor,
  wanted: Wanted<K>,
  sort: readonly Sort[],
): Promise<Place[]> {
  const { parent, since, conditions = [], keepsFacts = [] } = wanted
  const kind: RecordKind = wanted.kind
  const [setup, scope] = await Promise.all([setupOf(actor), scopeOf(actor)])
  const fields = sort.map(({ field }) => SORTED_AS[field] ?? field)
  const keysOf = fields.map((field) => sortKeys(kind, field, setup, scope))
  const asked = [...(wanted.asked ?? []), plainly(...conditions, ...keepsFacts)]
  const from = since === undefined ? Number.NEGATIVE_INFINITY : seconds(since)
  const places: Place[] = []
  await eachSegment(actor, kind, namesAsked(kind, asked, ...fields), (segment, names) => {
    const passes = rowTest(segment, kind, names, asked, scope)
    const [ids, changed] = [numbers(segment, "id"), numbers(segment, "changed")]
    const parents = parent === undefined ? undefined : numbers(segment, parent.kind)
    const keys = keysOf.map((of) => of(segment, names))
    for (let row = 0; row < segment.rows; row++) {
      if ((changed[row] ?? 0) < from || (parents !== undefined && parents[row] !== parent?.id)) continue
      if (passes(row)) places.push({ id: ids[row] ?? 0, keys: keys.map((key) => key(row)) })
    }
  })
  return places.sort(inOrder(sort))
}

function sortKeys(
  kind: RecordKind,
  field: string,
  setup: Setup,
  scope: Scope,
): (segment: Opened, names: NamesOf) => Keys {
  if (kind === "deal") return keysBy(field, setup, scope, "sort")
  const name = nameFact(kind, field)
  if (name !== undefined) return (_, names) => byText(names(name.column))
  const { column, means } = factOf(kind, field, scope, "sort")
  if (means === "ids" || means === "uuids") throw refuse("sort", `${field} is a list`)
  if (means === "text" || means === "date") return (segment) => byText(texts(segment, column))
  return (segment) => {
    const values = numbers(segment, column)
    return (row) => {
      const value = values[row] ?? Number.NaN
      return Number.isNaN(value) ? null : value
    }
  }
}

/** What has no key comes last in both directions; records that are equal in all are in the order of their ids. */
function inOrder(sort: readonly Sort[]): (a: Place, b: Place) => number {
  return (a, b) => {
    for (const [at, { direction }] of sort.entries()) {
      const [x, y] = [a.keys[at] ?? null, b.keys[at] ?? null]
      if (x === y) continue
      if (x === null) return 1
      if (y === null) return -1
      return (x < y ? -1 : 1) * (direction === "asc" ? 1 : -1)
    }
    return a.id - b.id
  }
}
