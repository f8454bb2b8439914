/** Formula fields of deals: what they may be computed from, what they come to, and whether a new one can be. */
import { decimal, minorUnits } from "./amount.ts"
import { refuse } from "./comparison.ts"
import { dayNumber } from "./day.ts"
import type { Deal } from "./deal.ts"
import { type Field, isCustom } from "./field.ts"
import { type Formula, FormulaFault, MOST_CHARACTERS, parse } from "./formula.ts"
import { evaluate, type Kind, kindOf } from "./formula-value.ts"
import { nameKey } from "./organization.ts"
import { Problem } from "./problem.ts"
import type { Custom } from "./record.ts"

/** What of a field and of a deal formulas need: the API's answers hold it too, so that a screen computes as the server does. */
export type FormulaField = Pick<Field, "of" | "key" | "name" | "type" | "builtIn" | "deletedAt" | "formula">
export type Computable = Pick<
  Deal,
  | "value"
  | "probability"
  | "expectedCloseOn"
  | "addedAt"
  | "stageChangedAt"
  | "wonAt"
  | "lostAt"
  | "closedAt"
  | "custom"
>

type Input = { name: string; kind: Kind; of: (deal: Computable) => number | null }

/** Instants count as their days in UTC. */
const day = (at: string | undefined) => (at === undefined ? null : dayNumber(at.slice(0, 10)))

const BUILT_IN: Record<string, Input> = {
  value: { name: "Value", kind: "money", of: ({ value }) => decimal(value.amount, value.currency) },
  probability: { name: "Probability", kind: "number", of: (deal) => deal.probability ?? null },
  expected_close_date: { name: "Expected close date", kind: "day", of: (deal) => day(deal.expectedCloseOn) },
  add_time: { name: "Created", kind: "day", of: (deal) => day(deal.addedAt) },
  stage_change_time: { name: "Last stage change", kind: "day", of: (deal) => day(deal.stageChangedAt) },
  won_time: { name: "Won time", kind: "day", of: (deal) => day(deal.wonAt) },
  lost_time: { name: "Lost time", kind: "day", of: (deal) => day(deal.lostAt) },
  close_time: { name: "Closed time", kind: "day", of: (deal) => day(deal.closedAt) },
}

const KINDS: Partial<Record<Field["type"], Kind>> = { double: "number", monetary: "money", date: "day" }

/** A custom field's value; money of another currency than the deal's is as if it were missing. */
function customValue(field: FormulaField, deal: Computable): number | null {
  const held = deal.custom[field.key]
  if (field.type === "double") return typeof held === "number" ? held : null
  if (field.type === "date") return typeof held === "string" ? day(held) : null
  if (typeof held !== "object" || held === null || Array.isArray(held)) return null
  const { value, currency } = held
  return typeof value === "number" && currency === deal.value.currency ? value : null
}

const trees = new Map<string, Formula>()

/** Formulas are few and read for every deal that is shown. */
function treeOf(expression: string): Formula {
  const known = trees.get(expression)
  if (known !== undefined) return known
  if (trees.size > 1000) trees.clear()
  const tree = parse(expression)
  trees.set(expression, tree)
  return tree
}

function dealFields(fields: readonly FormulaField[]): FormulaField[] {
  return fields.filter((field) => field.of === "deal" && isCustom(field) && field.deletedAt === undefined)
}

/** What each field is to a formula, worked out once. Throws a `FormulaFault` on a formula that leads back to itself. */
function kindsIn(fields: readonly FormulaField[]): (key: string, at: number) => Kind | undefined {
  const known = new Map<string, Kind | undefined>()
  const asked = new Set<string>()
  const kind = (key: string, at: number): Kind | undefined => {
    const builtIn = BUILT_IN[key]
    if (builtIn !== undefined) return builtIn.kind
    if (known.has(key)) return known.get(key)
    const field = fields.find((one) => one.key === key)
    if (field?.formula === undefined) return field && KINDS[field.type]
    if (asked.has(key)) throw new FormulaFault(`${field.name} leads back to itself`, at)
    asked.add(key)
    const found = kindOf(treeOf(field.formula), (name) => kind(name, at))
    known.set(key, found)
    return found
  }
  return kind
}

type Computed = { field: FormulaField; kind: "number" | "money" | undefined }

/** Formulas with what they come to; without a kind is one that cannot be computed, such as when a field that it needs is gone. */
const computedOf = new WeakMap<readonly FormulaField[], { fields: FormulaField[]; formulas: Computed[] }>()

function formulasIn(stored: readonly FormulaField[]): { fields: FormulaField[]; formulas: Computed[] } {
  const known = computedOf.get(stored)
  if (known !== undefined) return known
  const fields = dealFields(stored)
  const formulas = fields
    .filter((field) => field.formula !== undefined)
    .map((field): Computed => ({ field, kind: resultKind(fields, field.key) }))
  computedOf.set(stored, { fields, formulas })
  return { fields, formulas }
}

function resultKind(fields: readonly FormulaField[], key: string): Computed["kind"] {
  try {
    const kind = kindsIn(fields)(key, 0)
    return kind === "number" || kind === "money" ? kind : undefined
  } catch (error) {
    if (error instanceof FormulaFault) return undefined
    throw error
  }
}

/** The deal with what its formulas come to among its custom fields. Nothing of this is stored with it. */
export function withFormulas<D extends Computable>(deal: D, stored: readonly FormulaField[]): D {
  const { fields, formulas } = formulasIn(stored)
  if (formulas.length === 0) return deal
  const number = numbersOf(fields, deal)
  const results = formulas.map(({ field, kind }) => [
    field.key,
    kind === undefined ? null : shown(kind, number(field.key), deal.value.currency),
  ])
  const custom: Custom = { ...deal.custom, ...Object.fromEntries(results) }
  return { ...deal, custom }
}

function shown(kind: "number" | "money", number: number | null, currency: string): Custom[string] {
  if (number === null) return null
  if (kind === "number") return Number(number.toPrecision(12))
  return { value: decimal(minorUnits(number, currency), currency), currency }
}

/** A deal's fields as numbers, each formula computed once. */
function numbersOf(fields: readonly FormulaField[], deal: Computable): (key: string) => number | null {
  const known = new Map<string, number | null>()
  const number = (key: string): number | null => {
    const builtIn = BUILT_IN[key]
    if (builtIn !== undefined) return builtIn.of(deal)
    const found = known.get(key)
    if (found !== undefined) return found
    const field = fields.find((one) => one.key === key)
    if (field === undefined) return null
    // a formula that leads back to itself finds nothing there
    known.set(key, null)
    const value = field.formula === undefined ? customValue(field, deal) : evaluate(treeOf(field.formula), number)
    known.set(key, value)
    return value
  }
  return number
}

/** The formula as it is kept, fields by their keys. Throws a `Problem` that says what is wrong with it and where. */
export function checkedFormula(expression: string, key: string, stored: readonly FormulaField[]): string {
  try {
    return kept(expression, key, stored)
  } catch (error) {
    if (error instanceof FormulaFault) throw refuse("formula", error.message)
    throw error
  }
}

/** What is wrong with a formula, and at which character, counted from 0, where it is at one. */
export function faultIn(
  expression: string,
  key: string,
  stored: readonly FormulaField[],
): { what: string; at: number | undefined } | undefined {
  try {
    kept(expression, key, stored)
    return undefined
  } catch (error) {
    if (error instanceof FormulaFault) return { what: error.message, at: error.at }
    if (error instanceof Problem) return { what: error.fields.formula ?? error.message, at: undefined }
    throw error
  }
}

/** Throws a `FormulaFault`, or a `Problem` where another formula could not use it. */
function kept(expression: string, key: string, stored: readonly FormulaField[]): string {
  const known = dealFields(stored)
  const formula = keyed(expression, known)
  const fields = known.map((field) => (field.key === key ? { ...field, formula } : field))
  const kinds = kindsIn(fields)
  // read as it was written, so that faults say where in that they are
  const kind = kindOf(parse(expression), (name, at) => {
    const one = keyOf(name, fields)
    return one === undefined ? undefined : kinds(one, at)
  })
  if (kind === "day" || kind === "condition") throw new FormulaFault("must come to a number or to money", 0)
  if (formula.length > 4 * MOST_CHARACTERS) throw new FormulaFault("names too many fields", 0)
  kinds(key, 0)
  needDependents(fields, key)
  return formula
}

/** Other formulas go on working with this one as it is to be. */
function needDependents(fields: readonly FormulaField[], key: string): void {
  for (const field of fields) {
    if (field.formula?.includes(`{${key}}`) !== true) continue
    try {
      kindsIn(fields)(field.key, 0)
    } catch (error) {
      if (error instanceof FormulaFault)
        throw refuse("formula", `${field.name}, which uses it, would not work any more`)
      throw error
    }
  }
}

/** A field by its key, or by a name that it alone has. */
function keyOf(name: string, fields: readonly FormulaField[]): string | undefined {
  if (Object.hasOwn(BUILT_IN, name) || fields.some((field) => field.key === name)) return name
  const named = [
    ...Object.entries(BUILT_IN).map(([key, one]) => ({ key, name: one.name })),
    ...fields.map(({ key, name: own }) => ({ key, name: own })),
  ].filter((one) => nameKey(one.name) === nameKey(name))
  return named.length === 1 ? named[0]?.key : undefined
}

function keyed(expression: string, fields: readonly FormulaField[]): string {
  return expression.replace(/\{([^{}]*)\}/g, (_, name: string) => `{${keyOf(name.trim(), fields) ?? name.trim()}}`)
}

export type Usable = {
  key: string
  name: string
  kind: Kind
  /** As it stands in a formula: by its name where that says which field is meant. */
  written: string
}

/** What the formula of a field may be computed from: no field that is computed from this one itself. */
export function usableFields(key: string, stored: readonly FormulaField[]): Usable[] {
  const fields = dealFields(stored)
  const kinds = kindsIn(fields)
  const needs = (field: FormulaField): boolean =>
    field.key === key ||
    (field.formula !== undefined && fields.some((one) => field.formula?.includes(`{${one.key}}`) && needs(one)))
  const own = fields.filter((field) => resultKind(fields, field.key) !== undefined || KINDS[field.type] === "day")
  return [
    ...Object.entries(BUILT_IN).map(([one, { name }]) => ({ key: one, name })),
    ...own.filter((field) => !needs(field)),
  ].flatMap((one) => {
    const kind = kinds(one.key, 0)
    return kind === undefined ? [] : [{ key: one.key, name: one.name, kind, written: written(one.key, fields) }]
  })
}

/** A kept formula as people read it, fields by their names. */
export function readable(formula: string, stored: readonly FormulaField[]): string {
  const fields = dealFields(stored)
  return formula.replace(/\{([^{}]*)\}/g, (_, key: string) => written(key, fields))
}

function written(key: string, fields: readonly FormulaField[]): string {
  const name = BUILT_IN[key]?.name ?? fields.find((field) => field.key === key)?.name ?? key
  return `{${/[{}]/.test(name) || keyOf(name.trim(), fields) !== key ? key : name}}`
}
