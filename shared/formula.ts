/** The language of formula fields: read once into a tree, whose parts know where in the text they stand. docs/formulas.md says the grammar. */

export type Operator = "+" | "-" | "*" | "/"
export type Relation = "<" | "<=" | ">" | ">=" | "=" | "!="
export const FUNCTIONS = { round: [1, 2], abs: [1, 1], min: [1, 20], max: [1, 20], if: [3, 3], days: [2, 2] } as const
export type FunctionName = keyof typeof FUNCTIONS

export type Formula = { at: number } & (
  | { is: "number"; value: number }
  | { is: "field"; name: string }
  | { is: "minus"; of: Formula }
  | { is: "operation"; operator: Operator; left: Formula; right: Formula }
  | { is: "comparison"; relation: Relation; left: Formula; right: Formula }
  | { is: "call"; name: FunctionName; given: Formula[] }
)

/** What is wrong with a formula, and at which character, counted from 1. */
export class FormulaFault extends Error {
  /** Counted from 0. */
  readonly at: number
  constructor(what: string, at: number) {
    super(`${what} (at character ${at + 1})`)
    this.at = at
  }
}

/** Of a formula as it is written; with keys in place of names it may be longer. */
export const MOST_CHARACTERS = 1000
const MOST_DEPTH = 50

type Token = { kind: "number" | "field" | "name" | "sign" | "end"; text: string; at: number }

const TOKEN = /\s*(?:(\d+(?:\.\d+)?)|\{([^{}]*)\}|([a-z]+)|(<=|>=|!=|[-+*/()<>=,]))/iy

function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  const end = text.trimEnd().length
  let from = 0
  while (from < end) {
    TOKEN.lastIndex = from
    const found = TOKEN.exec(text)
    if (found === null) {
      const at = from + (text.slice(from).match(/^\s*/)?.[0].length ?? 0)
      throw new FormulaFault(`${text[at]} is not understood`, at)
    }
    const [whole, number, field, name, sign = ""] = found
    const at = from + (whole.match(/^\s*/)?.[0].length ?? 0)
    if (number !== undefined) tokens.push({ kind: "number", text: number, at })
    else if (field !== undefined) tokens.push({ kind: "field", text: field.trim(), at })
    else if (name !== undefined) tokens.push({ kind: "name", text: name.toLowerCase(), at })
    else tokens.push({ kind: "sign", text: sign, at })
    from = TOKEN.lastIndex
  }
  return [...tokens, { kind: "end", text: "", at: end }]
}

export function parse(text: string): Formula {
  const tokens = tokensOf(text)
  let place = 0
  let depth = 0
  const next = () => tokens[place] as Token // the last token is the end, which nothing passes
  const isSign = (...signs: string[]) => next().kind === "sign" && signs.includes(next().text)
  const take = () => tokens[place++] as Token
  const expect = (sign: string) => {
    if (!isSign(sign))
      throw new FormulaFault(`expects ${sign}${next().kind === "end" ? " before it ends" : ""}`, next().at)
    place++
  }

  function comparison(): Formula {
    if (++depth > MOST_DEPTH) throw new FormulaFault("is nested too deeply", next().at)
    let left = sum()
    if (isSign("<", "<=", ">", ">=", "=", "!=")) {
      const { text: relation, at } = take()
      left = { is: "comparison", relation: relation as Relation, left, right: sum(), at }
    }
    depth--
    return left
  }
  function chain(signs: string[], part: () => Formula): Formula {
    let left = part()
    while (isSign(...signs)) {
      const { text: operator, at } = take()
      left = { is: "operation", operator: operator as Operator, left, right: part(), at }
    }
    return left
  }
  const sum = () => chain(["+", "-"], product)
  const product = () => chain(["*", "/"], single)
  function single(): Formula {
    const token = take()
    if (token.kind === "sign" && token.text === "-") {
      if (++depth > MOST_DEPTH) throw new FormulaFault("is nested too deeply", token.at)
      const of = single()
      depth--
      return { is: "minus", of, at: token.at }
    }
    if (token.kind === "sign" && token.text === "(") {
      const inner = comparison()
      expect(")")
      return inner
    }
    if (token.kind === "number") return { is: "number", value: Number(token.text), at: token.at }
    if (token.kind === "field") return { is: "field", name: token.text, at: token.at }
    if (token.kind === "name") return call(token)
    if (token.kind === "end") throw new FormulaFault("expects a number, a field or a function before it ends", token.at)
    throw new FormulaFault(`expects a number, a field or a function, not ${token.text}`, token.at)
  }
  function call({ text: name, at }: Token): Formula {
    if (!isFunction(name)) throw new FormulaFault(`${name} is no function; fields stand in braces`, at)
    expect("(")
    const given = [comparison()]
    while (isSign(",")) {
      place++
      given.push(comparison())
    }
    expect(")")
    const [least, most] = FUNCTIONS[name]
    if (given.length < least || given.length > most) {
      throw new FormulaFault(`${name} takes ${least === most ? least : `${least} to ${most}`} values`, at)
    }
    return { is: "call", name, given, at }
  }

  const formula = comparison()
  if (next().kind !== "end") throw new FormulaFault(`${next().text} is not expected here`, next().at)
  return formula
}

const isFunction = (name: string): name is FunctionName => Object.hasOwn(FUNCTIONS, name)
