/** CloudFormation's intrinsic functions. */
import { StartError } from "./start-error.ts"

/** What an intrinsic function may ask for. */
export type Scope = {
  evaluate(value: unknown): unknown
  holds(condition: string): boolean
  ref(logicalId: string): unknown
  attribute(logicalId: string, name: string): unknown
  mapped(map: string, first: string, second: string): unknown
  region: string
  /** A composed text with this machine's own addresses in plain HTTP. */
  plain(text: string): string
}

type Intrinsic = (argument: unknown) => unknown

export function intrinsicsOf(scope: Scope): Record<string, Intrinsic> {
  return { ...references(scope), ...texts(scope), ...lists(scope), ...conditions(scope) }
}

function references({ evaluate, ref, attribute, mapped }: Scope): Record<string, Intrinsic> {
  return {
    Ref: (id) => ref(String(id)),
    "Fn::GetAtt": (argument) => {
      const [id = "", ...rest] = Array.isArray(argument) ? argument : String(argument).split(".")
      return attribute(String(id), rest.map((part) => string(evaluate(part))).join("."))
    },
    "Fn::FindInMap": (argument) => {
      const [map = "", first = "", second = ""] = list(evaluate(argument)).map(string)
      const found = mapped(map, first, second)
      if (found !== undefined) return found
      throw new StartError(`The template maps nothing to ${map}.${first}.${second}.`)
    },
  }
}

function texts(scope: Scope): Record<string, Intrinsic> {
  const { evaluate, plain } = scope
  return {
    "Fn::Join": (argument) => {
      const [separator, parts] = list(argument)
      return plain(list(evaluate(parts)).map(string).join(String(separator)))
    },
    "Fn::Sub": (argument) => plain(substitute(argument, scope)),
    "Fn::Split": (argument) => {
      const [separator, text] = list(argument)
      return string(evaluate(text)).split(String(separator))
    },
    "Fn::Base64": (argument) => Buffer.from(string(evaluate(argument))).toString("base64"),
    "Fn::ToJsonString": (argument) => JSON.stringify(evaluate(argument)),
  }
}

function substitute(argument: unknown, { evaluate, ref, attribute }: Scope): string {
  const [text, variables] = Array.isArray(argument) ? [argument[0], Object(argument[1])] : [argument, {}]
  return String(text).replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
    if (literal === "!") return `\${${name}}`
    if (Object.hasOwn(variables, name)) return string(evaluate(variables[name]))
    const dot = name.indexOf(".")
    return string(dot < 0 ? ref(name) : attribute(name.slice(0, dot), name.slice(dot + 1)))
  })
}

function lists({ evaluate, region }: Scope): Record<string, Intrinsic> {
  return {
    "Fn::Select": (argument) => {
      const [index, options] = list(argument)
      const chosen = list(evaluate(options))[Number(evaluate(index))]
      if (chosen !== undefined) return chosen
      throw new StartError("Fn::Select chooses beyond the end of its list.")
    },
    "Fn::Length": (argument) => list(evaluate(argument)).length,
    "Fn::GetAZs": () => ["a", "b", "c"].map((zone) => `${region}${zone}`),
  }
}

function conditions({ evaluate, holds }: Scope): Record<string, Intrinsic> {
  return {
    "Fn::If": (argument) => {
      const [condition, yes, no] = list(argument)
      return evaluate(holds(String(condition)) ? yes : no)
    },
    "Fn::Equals": (argument) => {
      const [left, right] = list(argument).map(evaluate)
      return String(left) === String(right)
    },
    "Fn::Not": (argument) => !evaluate(list(argument)[0]),
    "Fn::And": (argument) => list(argument).every((one) => evaluate(one)),
    "Fn::Or": (argument) => list(argument).some((one) => evaluate(one)),
  }
}

function list(value: unknown): unknown[] {
  if (Array.isArray(value)) return value
  throw new StartError(`An intrinsic function expects a list, not ${JSON.stringify(value)}.`)
}

function string(value: unknown): string {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return String(value)
  throw new StartError(`An intrinsic function expects a text, not ${JSON.stringify(value)}.`)
}
