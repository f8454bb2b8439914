/** Saved filters, and whether rows of a fact segment pass one. */
import * as z from "zod"
import type { Opened, Texts } from "./columns.ts"
import { conditionTest, type Scope, type Test, textTest } from "./condition.ts"
import { nameFact } from "./names.ts"
import { Problem } from "./problem.ts"
import { Base, Id, RecordKind } from "./record.ts"
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

/** Kinds of records that filters find. */
export const FilterOf = z.enum(["deal", "lead", "person", "organization", "product", "activity", "project"])
export type FilterOf = z.infer<typeof FilterOf>

export const Filter = Base.extend({
  name: z.string().min(1).max(255),
  of: FilterOf,
  ownerId: Id,
  conditions: FilterConditions,
  shared: z.boolean(),
})
export type Filter = z.infer<typeof Filter>

/** The words of a column of names, row by row as the segment of facts has them. */
export type NamesOf = (column: string) => Texts

/**
 * The test of rows against conditions. Throws a `Problem` that names what is wrong with one of them: as `where`, with its
 * place behind it where `placed`.
 */
export function filterTest(
  segment: Opened,
  of: RecordKind,
  { all, any }: FilterConditions,
  scope: Scope,
  names: NamesOf,
  where: { name: string; placed: boolean },
): Test {
  const testOf = (list: "all" | "any") => (condition: Condition, at: number) => {
    const place = where.placed ? `${where.name}.${list}.${at}` : where.name
    const name = nameFact(of, condition.field)
    if (name === undefined) return conditionTest(segment, of, condition, scope, place)
    return textTest(names(name.column), condition, scope, place, name.means === "texts")
  }
  const every = all.map(testOf("all"))
  const some = any.map(testOf("any"))
  return (row) => every.every((passes) => passes(row)) && (some.length === 0 || some.some((passes) => passes(row)))
}

/** Fields that conditions name. */
export function fieldsOf({ all, any }: FilterConditions): string[] {
  return [...all, ...any].map((condition) => condition.field)
}

/** Throws a `Problem` that names the first condition that no record of the kind could be tested by. */
export function checkConditions(of: FilterOf, conditions: FilterConditions, scope: Scope): void {
  const kind = RecordKind.safeParse(of)
  if (!kind.success) {
    const why = `there are no filters of a ${of} yet`
    throw new Problem("invalid", `type: ${why}`, { type: why })
  }
  const nothing: Opened = { rows: 0, columns: new Map() }
  const noNames = () => ({ words: [], at: new Int32Array() })
  filterTest(nothing, kind.data, conditions, scope, noNames, { name: "conditions", placed: true })
}
