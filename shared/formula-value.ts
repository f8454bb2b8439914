/** What a formula comes to: of which kind, known before any record is, and how much for one. */
import { type Formula, FormulaFault, type Relation } from "./formula.ts"

/** Days are numbers too, but only compared and counted between. */
export type Kind = "number" | "money" | "day" | "condition"

/** Throws a `FormulaFault` where kinds do not go together. `fieldKind` throws nothing: undefined says that no such field can be used. */
export function kindOf(formula: Formula, fieldKind: (name: string, at: number) => Kind | undefined): Kind {
  const kind = (one: Formula) => kindOf(one, fieldKind)
  const amount = (one: Formula): "number" | "money" => {
    const found = kind(one)
    if (found === "number" || found === "money") return found
    throw new FormulaFault(`expects a number or money, not a ${found}`, one.at)
  }
  const either = (all: readonly Formula[]) => (all.map(amount).includes("money") ? "money" : "number")
  const need = (wanted: Kind, one: Formula) => {
    const found = kind(one)
    if (found !== wanted) throw new FormulaFault(`expects a ${wanted}, not ${found}`, one.at)
  }
  switch (formula.is) {
    case "number":
      return "number"
    case "field": {
      const found = fieldKind(formula.name, formula.at)
      if (found === undefined) throw new FormulaFault(`no field ${formula.name} can be computed with`, formula.at)
      return found
    }
    case "minus":
      return amount(formula.of)
    case "operation": {
      const [left, right] = [amount(formula.left), amount(formula.right)]
      if (formula.operator === "+" || formula.operator === "-") return either([formula.left, formula.right])
      if (right === "number") return left
      if (formula.operator === "*" && left === "number") return "money"
      if (formula.operator === "/" && left === "money") return "number"
      const what = formula.operator === "*" ? "money times money" : "a number divided by money"
      throw new FormulaFault(`${what} is nothing that can be shown`, formula.at)
    }
    case "comparison":
      if (kind(formula.left) === "day") need("day", formula.right)
      else either([formula.left, formula.right])
      return "condition"
    case "call": {
      const [first, ...rest] = formula.given
      if (first === undefined) throw new FormulaFault("expects a value", formula.at)
      if (formula.name === "days") {
        for (const one of formula.given) need("day", one)
        return "number"
      }
      if (formula.name === "round") {
        for (const one of rest) need("number", one)
        return amount(first)
      }
      if (formula.name !== "if") return either(formula.given)
      need("condition", first)
      return either(rest)
    }
  }
}

/** Null where something is missing, or where it cannot be computed. A condition is 1 or 0. */
export function evaluate(formula: Formula, fieldValue: (name: string) => number | null): number | null {
  const value = (one: Formula) => evaluate(one, fieldValue)
  const found = plainly(formula, value, fieldValue)
  return found === null || !Number.isFinite(found) ? null : found
}

type Value = (one: Formula) => number | null

function plainly(formula: Formula, value: Value, fieldValue: (name: string) => number | null): number | null {
  switch (formula.is) {
    case "number":
      return formula.value
    case "field":
      return fieldValue(formula.name)
    case "minus": {
      const of = value(formula.of)
      return of === null ? null : -of
    }
    case "operation":
    case "comparison": {
      const [left, right] = [value(formula.left), value(formula.right)]
      if (left === null || right === null) return null
      return formula.is === "comparison"
        ? Number(RELATIONS[formula.relation](left, right))
        : operated(formula.operator, left, right)
    }
    case "call":
      return called(formula.name, formula.given, value)
  }
}

const RELATIONS: Record<Relation, (a: number, b: number) => boolean> = {
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
  "=": (a, b) => a === b,
  "!=": (a, b) => a !== b,
}

function operated(operator: "+" | "-" | "*" | "/", a: number, b: number): number | null {
  if (operator === "+") return a + b
  if (operator === "-") return a - b
  if (operator === "*") return a * b
  return b === 0 ? null : a / b
}

function called(name: string, given: readonly Formula[], value: Value): number | null {
  if (name === "if") {
    const [condition, yes, no] = given
    const met = condition === undefined ? null : value(condition)
    const chosen = met === 1 ? yes : no
    return met === null || chosen === undefined ? null : value(chosen)
  }
  const values = given.map(value)
  if (!values.every((one): one is number => one !== null)) return null
  const [first = 0, second = 0] = values
  if (name === "round") return rounded(first, second)
  if (name === "abs") return Math.abs(first)
  if (name === "days") return first - second
  return name === "min" ? Math.min(...values) : Math.max(...values)
}

/** Half away from zero, at most 10 digits after the point. */
function rounded(number: number, digits: number): number {
  const scale = 10 ** Math.max(-10, Math.min(10, Math.trunc(digits)))
  return (Math.sign(number) * Math.round(Number((Math.abs(number) * scale).toPrecision(15)))) / scale + 0
}
