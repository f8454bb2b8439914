/**
 * v1's lists begin anywhere and are in the order of any fields. The first page of a plain one is read as it stands; for the rest
 * fact segments say which records are meant and in what order, and the page's records are then loaded.
 */
import { numbers, type Opened, texts } from "../../shared/columns.ts"
import { refuse } from "../../shared/comparison.ts"
import { factOf, type Scope } from "../../shared/condition.ts"
import type { RecordOf } from "../../shared/facts.ts"
import type { NamesOf } from "../../shared/filter.ts"
import { canSee } from "../../shared/permission.ts"
import type { Condition } from "../../shared/report.ts"
import { type Setup, setupOf } from "../data/setup.ts"
import { open } from "../data/store.ts"
import { keysBy, type SortKey } from "../deals/order.ts"
import { type Asked, plainly } from "../filters/asked.ts"
import type { Actor } from "../platform/actor.ts"
import { list as listRecords } from "../records/list.ts"
import { asksForNames, eachSegment, rowTest } from "../records/rows.ts"
import { scopeOf } from "../reports/scope.ts"

export type Sort = { field: string; direction: "asc" | "desc" }
type Kind = "deal" | "person" | "organization" | "activity"

export type Wanted<K extends Kind> = {
  kind: K
  conditions: Condition[]
  /** What a deal must meet besides. */
  asked?: Asked[]
  sort: readonly Sort[]
  start: number
  limit: number
  keeps?: (record: RecordOf[K]) => boolean
}

type Place = { id: number; keys: SortKey[] }
type Keys = (row: number) => SortKey

/** What v1 calls fields that a list may be sorted by. */
const SORTED_AS: Record<string, string> = { user_id: "owner_id", label: "label_ids" }

export async function listed<K extends Kind>(
  actor: Actor,
  wanted: Wanted<K>,
): Promise<{ records: RecordOf[K][]; more: boolean }> {
  const { kind, conditions, asked = [], sort, start, limit } = wanted
  const isPlain = conditions.length === 0 && asked.length === 0 && sort.every(({ field }) => field === "id")
  if (isPlain && start === 0) {
    const direction = sort[0]?.direction ?? "asc"
    const keeps = wanted.keeps && { keeps: wanted.keeps }
    const page = await listRecords(actor, { kind, sortBy: "id", direction, limit, ...keeps })
    return { records: page.records, more: page.nextCursor !== null }
  }
  const places = await placesOf(actor, wanted)
  const page = places.slice(start, start + limit)
  const found = (await open(actor).getMany(
    kind,
    page.map(({ id }) => id),
  )) as RecordOf[K][]
  const records = found.filter(
    (record) => record.deletedAt === undefined && canSee(actor, record) && wanted.keeps?.(record) !== false,
  )
  return { records, more: places.length > start + limit }
}

async function placesOf<K extends Kind>(actor: Actor, wanted: Wanted<K>): Promise<Place[]> {
  const [setup, scope] = await Promise.all([setupOf(actor), scopeOf(actor)])
  const fields = wanted.sort.map(({ field }) => SORTED_AS[field] ?? field)
  const kind: Kind = wanted.kind
  const named = kind === "person" || kind === "organization" ? kind : undefined
  const words = named !== undefined && fields.includes("name") ? await namesOf(actor, named) : undefined
  const keysOf = fields.map((field) =>
    field === "name" && words !== undefined ? byName(words) : sortKeys(wanted.kind, field, setup, scope),
  )
  const places: Place[] = []
  const collect = (segment: Opened, names: NamesOf, passes: (row: number) => boolean) => {
    const ids = numbers(segment, "id")
    const keys = keysOf.map((of) => of(segment, names))
    for (let row = 0; row < segment.rows; row++) {
      if (passes(row)) places.push({ id: ids[row] ?? 0, keys: keys.map((key) => key(row)) })
    }
  }
  const asked = [...(wanted.asked ?? []), plainly(...wanted.conditions)]
  await eachSegment(actor.workspaceId, kind, asksForNames(kind, asked, ...fields), (segment, names) =>
    collect(segment, names, rowTest(segment, kind, names, asked, scope)),
  )
  return places.sort(inOrder(wanted.sort))
}

/** Names of all contacts as they are compared, from their index. */
async function namesOf(actor: Actor, kind: "person" | "organization"): Promise<Map<number, string>> {
  const store = open(actor)
  const names = new Map<number, string>()
  let after: Record<string, unknown> | undefined
  do {
    const page = await store.names(kind, after)
    for (const { id, name } of page.names) names.set(id, name)
    after = page.next
  } while (after !== undefined)
  return names
}

function byName(names: ReadonlyMap<number, string>): (segment: Opened) => Keys {
  return (segment) => {
    const ids = numbers(segment, "id")
    return (row) => names.get(ids[row] ?? 0) ?? null
  }
}

function sortKeys(kind: Kind, field: string, setup: Setup, scope: Scope): (segment: Opened, names: NamesOf) => Keys {
  if (kind === "deal") return keysBy(field, setup, scope, "sort")
  const { column, means } = factOf(kind, field, scope, "sort")
  if (means === "ids") throw refuse("sort", `${field} is a list`)
  if (means === "text" || means === "date") {
    return (segment) => {
      const { words, at } = texts(segment, column)
      return (row) => words[at[row] ?? -1] ?? null
    }
  }
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
