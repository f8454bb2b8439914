/** What the formula fields of a record come to. Nothing of this is stored with it. */
import { decimal, minorUnits } from "./amount.ts"
import { dayNumber } from "./day.ts"
import type { RecordOf } from "./fact-sources.ts"
import type { FieldOf } from "./field.ts"
import { type FormulaField, inputOf, KINDS, namedIn, ownFields, resultKind, treeOf } from "./formula-kinds.ts"
import { type Computing, fieldsFrom, GIVEN, type Given, isComputing } from "./formula-sources.ts"
import { evaluate, type Kind } from "./formula-value.ts"
import type { Custom, RecordKind } from "./record.ts"

type Computed = { field: FormulaField; kind: "number" | "money" | undefined }
type Known = { fields: FormulaField[]; formulas: Computed[] }

const known = new WeakMap<readonly FormulaField[], Map<FieldOf, Known>>()

function formulasOf(of: FieldOf, stored: readonly FormulaField[]): Known {
  const kinds = known.get(stored) ?? new Map<FieldOf, Known>()
  known.set(stored, kinds)
  const found = kinds.get(of)
  if (found !== undefined) return found
  const fields = ownFields(of, stored)
  const formulas = fields
    .filter((field) => field.formula !== undefined)
    .map((field): Computed => ({ field, kind: resultKind(of, fields, field.key) }))
  kinds.set(of, { fields, formulas })
  return { fields, formulas }
}

/** The record with what its formulas come to among its custom fields; of a kind that has none, as it is. */
export function withFormulas<K extends RecordKind>(
  kind: K,
  record: RecordOf[K],
  stored: readonly FormulaField[],
): RecordOf[K] {
  return isComputing(kind) ? computed(kind, record as RecordOf[typeof kind], stored) : record
}

function computed<K extends Computing>(kind: K, record: RecordOf[K], stored: readonly FormulaField[]): RecordOf[K] {
  const of = fieldsFrom(kind)
  if (formulasOf(of, stored).formulas.length === 0) return record
  return { ...record, custom: { ...record.custom, ...results(of, GIVEN[kind](record), stored) } }
}

/** By the keys of the formula fields; null where one comes to nothing. */
export function results(of: FieldOf, given: Given, stored: readonly FormulaField[]): Custom {
  const { fields, formulas } = formulasOf(of, stored)
  const amount = amountsOf(of, given, fields, formulas)
  return Object.fromEntries(
    formulas.map(({ field, kind }) => [field.key, kind === undefined ? null : shown(amount(field.key), kind)]),
  )
}

/** With its currency where it is money. */
type Amount = { number: number; currency?: string | undefined }

function shown(amount: Amount | null, kind: "number" | "money"): Custom[string] {
  if (amount === null) return null
  const { number, currency } = amount
  if (kind === "number") return Number(number.toPrecision(12))
  return currency === undefined ? null : { value: decimal(minorUnits(number, currency), currency), currency }
}

/** A record's fields as amounts, each formula computed once. */
function amountsOf(
  of: FieldOf,
  given: Given,
  fields: readonly FormulaField[],
  formulas: readonly Computed[],
): (key: string) => Amount | null {
  const found = new Map<string, Amount | null>()
  const amount = (key: string): Amount | null => {
    const input = inputOf(of, key)
    if (input !== undefined) return plain(input.kind, given.values[key], given.currency)
    const before = found.get(key)
    if (before !== undefined) return before
    const field = fields.find((one) => one.key === key)
    if (field === undefined) return null
    // a formula that leads back to itself finds nothing there
    found.set(key, null)
    const value = field.formula === undefined ? customAmount(field, given.custom[key]) : computedBy(key, field.formula)
    found.set(key, value)
    return value
  }
  /** Money of another currency than the record's, or else than the first in the formula, is as if it were missing. */
  const computedBy = (key: string, formula: string): Amount | null => {
    const currency = given.currency ?? firstCurrency(formula)
    const number = evaluate(treeOf(formula), (name) => {
      const one = amount(name)
      return one === null || (one.currency !== undefined && one.currency !== currency) ? null : one.number
    })
    if (number === null) return null
    const kind = formulas.find(({ field }) => field.key === key)?.kind
    return { number, ...(kind === "money" && { currency }) }
  }
  const firstCurrency = (formula: string) => {
    for (const name of namedIn(formula)) {
      const currency = amount(name)?.currency
      if (currency !== undefined) return currency
    }
    return undefined
  }
  return amount
}

function customAmount({ type }: FormulaField, held: Custom[string] | undefined): Amount | null {
  const kind = KINDS[type]
  if (kind !== "money") return plain(kind, held, undefined)
  if (typeof held !== "object" || held === null || Array.isArray(held)) return null
  return typeof held.currency === "string" ? plain("money", held.value, held.currency) : null
}

/** Instants count as their days in UTC. */
function plain(kind: Kind | undefined, held: unknown, currency: string | undefined): Amount | null {
  if (kind === "day") return typeof held === "string" ? { number: dayNumber(held.slice(0, 10)) } : null
  if (typeof held !== "number") return null
  return kind === "money" ? { number: held, currency } : { number: held }
}
