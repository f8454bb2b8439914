/** Saved filters, and whether rows of a fact segment pass one. */
import * as z from "zod"
import type { Opened, Texts } from "./columns.ts"
import { conditionTest, type Scope, type Test, textTest } from "./condition.ts"
import { NAME_COLUMNS } from "./deal-names.ts"
import { Base, Id } from "./record.ts"
import { Condition } from "./report.ts"

export const MOST_CONDITIONS = 16
/** Characters of a filter's conditions as JSON. */
const MOST_CHARACTERS = 20_000

/** All of `all` hold, and, where `any` names some, at least one of those. */
export const FilterConditions = z
  .strictObject({ all: z.array(Condition).default([]), any: z.array(Condition).default([]) })
  .refine(({ all, any }) => all.length + any.length <= MOST_CONDITIONS, `must be at most ${MOST_CONDITIONS} conditions`)
  .refine((conditions) => JSON.stringify(conditions).length <= MOST_CHARACTERS, "name too many values")
export type FilterConditions = z.infer<typeof FilterConditions>

export const Filter = Base.extend({
  name: z.string().min(1).max(255),
  of: z.literal("deal"),
  ownerId: Id,
  conditions: FilterConditions,
  shared: z.boolean(),
})
export type Filter = z.infer<typeof Filter>

/** The words of a column of names, row by row as the segment of facts has them. */
export type NamesOf = (column: string) => Texts

/**
 * The test of deals' rows against conditions. Throws a `Problem` that names what is wrong with one of them: as `where`, with its
 * place behind it where `placed`.
 */
export function filterTest(
  segment: Opened,
  { all, any }: FilterConditions,
  scope: Scope,
  names: NamesOf,
  where: { name: string; placed: boolean },
): Test {
  const testOf = (list: "all" | "any") => (condition: Condition, at: number) => {
    const place = where.placed ? `${where.name}.${list}.${at}` : where.name
    const column = nameColumn(condition.field)
    if (column !== undefined) return textTest(names(column), condition, scope, place)
    return conditionTest(segment, "deal", condition, scope, place)
  }
  const every = all.map(testOf("all"))
  const some = any.map(testOf("any"))
  return (row) => every.every((passes) => passes(row)) && (some.length === 0 || some.some((passes) => passes(row)))
}

/** The column of names behind a field, where it is one. */
export function nameColumn(field: string): string | undefined {
  return Object.hasOwn(NAME_COLUMNS, field) ? NAME_COLUMNS[field] : undefined
}

/** Fields that conditions name. */
export function fieldsOf({ all, any }: FilterConditions): string[] {
  return [...all, ...any].map((condition) => condition.field)
}

/** Throws a `Problem` that names the first condition that no deal could be tested by. */
export function checkConditions(conditions: FilterConditions, scope: Scope): void {
  const nothing: Opened = { rows: 0, columns: new Map() }
  const noNames = () => ({ words: [], at: new Int32Array() })
  filterTest(nothing, conditions, scope, noNames, { name: "conditions", placed: true })
}
