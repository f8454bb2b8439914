/** The order of deals by any of their fields, worked out from their facts. */

import { lists, numbers, type Opened, type Texts, texts } from "../../shared/columns.ts"
import { factOf, plain, type Scope } from "../../shared/condition.ts"
import type { NamesOf } from "../../shared/filter.ts"
import { nameFact } from "../../shared/names.ts"
import { nameKey } from "../../shared/organization.ts"
import type { Setup } from "../data/setup.ts"

export type SortKey = number | string | null
export type Place = { id: number; key: SortKey }
type KeyOf = (row: number) => SortKey

/** The keys that a segment's rows are sorted by. Throws a `Problem` for a field that there is not. */
export function keysBy(
  field: string,
  setup: Setup,
  scope: Scope,
  where = "sort_by",
): (segment: Opened, names: NamesOf) => KeyOf {
  const name = nameFact("deal", field)
  if (name !== undefined) return (_, names) => byText(names(name.column))
  const fact = factOf("deal", field, scope, where)
  const named = namesBehind(field, setup)
  if (fact.means === "text") return (segment) => byText(texts(segment, fact.column))
  if (fact.means === "ids") {
    return (segment) => {
      const cells = lists(segment, fact.column)
      return (row) => keyOf(cells[row]?.[0] ?? null, named)
    }
  }
  // what is of an instant's day is sorted by the second
  if (fact.means === "instant") return (segment) => bySecond(segment, fact.column)
  return (segment) => {
    const value = plain(segment, fact, scope)
    return (row) => keyOf(value(row), named)
  }
}

/** Text without case, as it is sorted. */
export function byText({ words, at }: Texts): KeyOf {
  const keys = words.map((word) => nameKey(word).slice(0, 100))
  return (row) => keys[at[row] ?? -1] ?? null
}

function bySecond(segment: Opened, column: string): KeyOf {
  const values = numbers(segment, column)
  return (row) => {
    const value = values[row] ?? Number.NaN
    return Number.isNaN(value) ? null : value
  }
}

function keyOf(value: number | null, named: ReadonlyMap<number, SortKey> | undefined): SortKey {
  if (value === null || named === undefined) return value
  return named.get(value) ?? null
}

/** What people sort ids by: names of people, labels and options; stages and pipelines by their place. */
function namesBehind(field: string, setup: Setup): ReadonlyMap<number, SortKey> | undefined {
  if (field === "owner_id" || field === "creator_user_id") {
    return new Map([...setup.users.values()].map((user) => [user.id, nameKey(user.name)]))
  }
  const place = (id: number) => setup.pipelines.get(id)?.order ?? 0
  if (field === "pipeline_id") return new Map([...setup.pipelines.keys()].map((id) => [id, place(id)]))
  if (field === "stage_id") {
    return new Map([...setup.stages.values()].map((one) => [one.id, place(one.pipelineId) * 10_000 + one.order]))
  }
  const key = field === "label_ids" ? field : field.replace(/^custom_fields\./, "")
  const options = setup.fields.find((one) => one.of === "deal" && one.key === key)?.options ?? []
  return options.length === 0 ? undefined : new Map(options.map((one) => [one.id, nameKey(one.label)]))
}

/** Compares places in a direction; what has no key comes last in both. */
export function inOrder(direction: "asc" | "desc"): (a: Place, b: Place) => number {
  const sign = direction === "asc" ? 1 : -1
  return (a, b) => {
    if (a.key === b.key) return sign * (a.id - b.id)
    if (a.key === null) return 1
    if (b.key === null) return -1
    return sign * (a.key < b.key ? -1 : 1)
  }
}
