/** Whether a formula can be, what it may be made of, and how it is kept and read. */
import { refuse } from "./comparison.ts"
import type { FieldOf } from "./field.ts"
import { FormulaFault, MOST_CHARACTERS, parse } from "./formula.ts"
import { type FormulaField, inputOf, KINDS, kindsIn, namedIn, ownFields, resultKind } from "./formula-kinds.ts"
import { INPUTS } from "./formula-sources.ts"
import { type Kind, kindOf } from "./formula-value.ts"
import { nameKey } from "./organization.ts"
import { Problem } from "./problem.ts"

/** The field whose formula it is: of which kind of record, and its key. */
export type Place = { of: FieldOf; key: string }

/** The formula as it is kept, fields by their keys. Throws a `Problem` that says what is wrong with it and where. */
export function checkedFormula(expression: string, place: Place, stored: readonly FormulaField[]): string {
  try {
    return kept(expression, place, stored)
  } catch (error) {
    if (error instanceof FormulaFault) throw refuse("formula", error.message)
    throw error
  }
}

/** What is wrong with a formula, and at which character, counted from 0, where it is at one. */
export function faultIn(
  expression: string,
  place: Place,
  stored: readonly FormulaField[],
): { what: string; at: number | undefined } | undefined {
  try {
    kept(expression, place, stored)
    return undefined
  } catch (error) {
    if (error instanceof FormulaFault) return { what: error.message, at: error.at }
    if (error instanceof Problem) return { what: error.fields.formula ?? error.message, at: undefined }
    throw error
  }
}

/** Throws a `FormulaFault`, or a `Problem` where another formula could not use it. */
function kept(expression: string, { of, key }: Place, stored: readonly FormulaField[]): string {
  const known = ownFields(of, stored)
  const formula = keyed(expression, of, known)
  const fields = known.map((field) => (field.key === key ? { ...field, formula } : field))
  const isNew = fields.every((field) => field.key !== key)
  const kinds = kindsIn(of, isNew ? [...fields, { of, key, name: "It", type: "formula", formula }] : fields)
  // read as it was written, so that faults say where in that they are
  const kind = kindOf(parse(expression), (name, at) => {
    const one = keyOf(name, of, fields)
    return one === undefined ? undefined : kinds(one, at)
  })
  if (kind === "day" || kind === "condition") throw new FormulaFault("must come to a number or to money", 0)
  if (formula.length > 4 * MOST_CHARACTERS) throw new FormulaFault("names too many fields", 0)
  kinds(key, 0)
  needDependents({ of, key }, fields, known)
  return formula
}

/** Other formulas go on working with this one as it is to be: those that name it, and those that worked through these. */
function needDependents({ of, key }: Place, fields: readonly FormulaField[], before: readonly FormulaField[]): void {
  for (const field of dependents(key, fields)) {
    if (!needs(field, key) && resultKind(of, before, field.key) === undefined) continue
    try {
      kindsIn(of, fields)(field.key, 0)
    } catch (error) {
      if (error instanceof FormulaFault)
        throw refuse("formula", `${field.name}, which uses it, would not work any more`)
      throw error
    }
  }
}

/** What is computed from a field, through others too. */
function dependents(key: string, fields: readonly FormulaField[]): Set<FormulaField> {
  const found = new Set<FormulaField>()
  const from = [key]
  for (const one of from) {
    for (const field of fields) {
      if (found.has(field) || !needs(field, one)) continue
      found.add(field)
      from.push(field.key)
    }
  }
  return found
}

/** A field by its key, or by a name that it alone has. */
function keyOf(name: string, of: FieldOf, fields: readonly FormulaField[]): string | undefined {
  if (inputOf(of, name) !== undefined || fields.some((field) => field.key === name)) return name
  const named = [
    ...Object.entries(INPUTS[of]).map(([key, one]) => ({ key, name: one.name })),
    ...fields.map(({ key, name: own }) => ({ key, name: own })),
  ].filter((one) => nameKey(one.name) === nameKey(name))
  return named.length === 1 ? named[0]?.key : undefined
}

function keyed(expression: string, of: FieldOf, fields: readonly FormulaField[]): string {
  return expression.replace(/\{([^{}]*)\}/g, (_, name: string) => `{${keyOf(name.trim(), of, fields) ?? name.trim()}}`)
}

export type Usable = {
  key: string
  name: string
  kind: Kind
  /** As it stands in a formula: by its name where that says which field is meant. */
  written: string
}

/** What the formula of a field may be computed from: no field that is computed from this one itself. */
export function usableFields({ of, key }: Place, stored: readonly FormulaField[]): Usable[] {
  const fields = ownFields(of, stored)
  const kinds = kindsIn(of, fields)
  const leadsTo = (field: FormulaField): boolean =>
    field.key === key || fields.some((one) => needs(field, one.key) && leadsTo(one))
  const own = fields.filter((field) => resultKind(of, fields, field.key) !== undefined || KINDS[field.type] === "day")
  return [
    ...Object.entries(INPUTS[of]).map(([one, { name }]) => ({ key: one, name })),
    ...own.filter((field) => !leadsTo(field)),
  ].flatMap((one) => {
    const kind = kinds(one.key, 0)
    return kind === undefined ? [] : [{ key: one.key, name: one.name, kind, written: written(one.key, of, fields) }]
  })
}

/** Whether a field is computed from another one. */
export function needs({ formula }: Pick<FormulaField, "formula">, key: string): boolean {
  return formula !== undefined && namedIn(formula).includes(key)
}

/** A kept formula as people read it, fields by their names. */
export function readable(formula: string, of: FieldOf, stored: readonly FormulaField[]): string {
  const fields = ownFields(of, stored)
  return formula.replace(/\{([^{}]*)\}/g, (_, key: string) => written(key, of, fields))
}

function written(key: string, of: FieldOf, fields: readonly FormulaField[]): string {
  const name = inputOf(of, key)?.name ?? fields.find((field) => field.key === key)?.name ?? key
  return `{${/[{}]/.test(name) || keyOf(name.trim(), of, fields) !== key ? key : name}}`
}
