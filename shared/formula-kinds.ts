/** What the fields of a kind are to its formulas. */
import { type Field, type FieldOf, isCustom } from "./field.ts"
import { type Formula, FormulaFault, parse } from "./formula.ts"
import { INPUTS } from "./formula-sources.ts"
import { type Kind, kindOf } from "./formula-value.ts"

/** What of a field formulas need: the API's answers hold it too, so that a screen computes as the server does. */
export type FormulaField = Pick<Field, "of" | "key" | "name" | "type" | "builtIn" | "deletedAt" | "formula">

export const KINDS: Partial<Record<Field["type"], Kind>> = { double: "number", monetary: "money", date: "day" }

const trees = new Map<string, Formula>()

/** Formulas are few and read for every record that is shown. */
export function treeOf(expression: string): Formula {
  const known = trees.get(expression)
  if (known !== undefined) return known
  if (trees.size > 1000) trees.clear()
  const tree = parse(expression)
  trees.set(expression, tree)
  return tree
}

/** The fields of a kind that formulas may name. */
export function ownFields(of: FieldOf, fields: readonly FormulaField[]): FormulaField[] {
  return fields.filter((field) => field.of === of && isCustom(field) && field.deletedAt === undefined)
}

/** What stands in braces, in order. */
export function namedIn(formula: string): string[] {
  return [...formula.matchAll(/\{([^{}]*)\}/g)].map(([, name = ""]) => name)
}

/** Formulas that one may be computed through: what is computed goes down one after the other. */
const MOST_DEEP = 100

type KindIn = (key: string, at: number) => Kind | undefined

/** What each field is to a formula, worked out once. Throws a `FormulaFault` on one that leads back to itself, or through too many. */
export function kindsIn(of: FieldOf, fields: readonly FormulaField[]): KindIn {
  const known = new Map<string, Kind | undefined>()
  const asked = new Set<string>()
  const depths = new Map<string, number>()
  let under = 0
  const kind: KindIn = (key, at) => {
    const input = inputOf(of, key)
    if (input !== undefined) return input.kind
    if (known.has(key)) return known.get(key)
    const field = fields.find((one) => one.key === key)
    if (field?.formula === undefined) return field && KINDS[field.type]
    if (asked.has(key)) throw new FormulaFault(`${field.name} leads back to itself`, at)
    asked.add(key)
    if (++under > MOST_DEEP) throw tooDeep(field, at)
    let deepest = 0
    const found = kindOf(treeOf(field.formula), (name) => {
      const below = kind(name, at)
      deepest = Math.max(deepest, depths.get(name) ?? 0)
      return below
    })
    under--
    // what was worked out before, on a shorter way, counts with its own depth
    if (deepest >= MOST_DEEP) throw tooDeep(field, at)
    depths.set(key, deepest + 1)
    known.set(key, found)
    return found
  }
  return kind
}

function tooDeep({ name }: FormulaField, at: number): FormulaFault {
  return new FormulaFault(`${name} is computed through more than ${MOST_DEEP} formulas, one after the other`, at)
}

export function inputOf(of: FieldOf, key: string) {
  return Object.hasOwn(INPUTS[of], key) ? INPUTS[of][key] : undefined
}

/** What a formula comes to; undefined of one that cannot be computed, such as when a field that it needs is gone. */
export function resultKind(of: FieldOf, fields: readonly FormulaField[], key: string): "number" | "money" | undefined {
  try {
    const kind = kindsIn(of, fields)(key, 0)
    return kind === "number" || kind === "money" ? kind : undefined
  } catch (error) {
    if (error instanceof FormulaFault) return undefined
    throw error
  }
}
