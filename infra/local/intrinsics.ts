/** Evaluates CloudFormation's intrinsic functions against what the resources have become so far. */
import type { Provisioned } from "./family.ts"
import { StartError } from "./start-error.ts"
import type { Template } from "./template.ts"

export type Surroundings = {
  stack: string
  region: string
  account: string
  /** A host that speaks plain HTTP here: `https://<host>` in a composed text becomes `http://<host>`. */
  plainHost?: string
}

export type Evaluator = {
  evaluate(value: unknown): unknown
  /** Whether a condition of the template is true. */
  holds(condition: string): boolean
  /** Says what a resource has become. */
  define(logicalId: string, provisioned: Provisioned): void
}

type Intrinsic = (argument: unknown) => unknown

export function createEvaluator(template: Template, surroundings: Surroundings): Evaluator {
  const resources = new Map<string, Provisioned>()
  const pseudo = pseudoParameters(surroundings)
  const conditions = new Map<string, boolean>()

  function holds(name: string): boolean {
    const known = conditions.get(name)
    if (known !== undefined) return known
    if (!Object.hasOwn(template.Conditions, name)) throw new StartError(`The template has no condition ${name}.`)
    const value = Boolean(evaluate(template.Conditions[name]))
    conditions.set(name, value)
    return value
  }

  function ref(id: string): unknown {
    if (pseudo.has(id)) return pseudo.get(id)
    if (Object.hasOwn(template.Parameters, id)) return template.Parameters[id]?.Default
    return existing(id).ref
  }

  function attribute(id: string, name: string): unknown {
    const value = existing(id).attributes?.[name]
    if (value === undefined) {
      throw new StartError(`The local stack gives ${template.Resources[id]?.Type} ${id} no attribute ${name}.`)
    }
    return value
  }

  function existing(id: string): Provisioned {
    const resource = resources.get(id)
    if (resource !== undefined) return resource
    const why = Object.hasOwn(template.Resources, id) ? "does not exist yet" : "is not in the template"
    throw new StartError(`${id} is referred to but ${why}.`)
  }

  function substitute(argument: unknown): string {
    const [text, variables] = Array.isArray(argument) ? [argument[0], Object(argument[1])] : [argument, {}]
    return String(text).replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
      if (literal === "!") return `\${${name}}`
      if (Object.hasOwn(variables, name)) return string(evaluate(variables[name]))
      const dot = name.indexOf(".")
      return string(dot < 0 ? ref(name) : attribute(name.slice(0, dot), name.slice(dot + 1)))
    })
  }

  const intrinsics: Record<string, Intrinsic> = {
    Ref: (id) => ref(String(id)),
    "Fn::GetAtt": (argument) => {
      const [id = "", ...rest] = Array.isArray(argument) ? argument : String(argument).split(".")
      return attribute(String(id), rest.map((part) => string(evaluate(part))).join("."))
    },
    "Fn::Join": (argument) => {
      const [separator, parts] = list(argument)
      return plain(list(evaluate(parts)).map(string).join(String(separator)), surroundings)
    },
    "Fn::Sub": (argument) => plain(substitute(argument), surroundings),
    "Fn::Select": (argument) => {
      const [index, options] = list(argument)
      const chosen = list(evaluate(options))[Number(evaluate(index))]
      if (chosen === undefined) throw new StartError("Fn::Select chooses beyond the end of its list.")
      return chosen
    },
    "Fn::Split": (argument) => {
      const [separator, text] = list(argument)
      return string(evaluate(text)).split(String(separator))
    },
    "Fn::Base64": (argument) => Buffer.from(string(evaluate(argument))).toString("base64"),
    "Fn::ToJsonString": (argument) => JSON.stringify(evaluate(argument)),
    "Fn::Length": (argument) => list(evaluate(argument)).length,
    "Fn::GetAZs": () => ["a", "b", "c"].map((zone) => `${surroundings.region}${zone}`),
    "Fn::FindInMap": (argument) => {
      const [map = "", first = "", second = ""] = list(evaluate(argument)).map(string)
      const found = template.Mappings[map]?.[first]?.[second]
      if (found === undefined) throw new StartError(`The template maps nothing to ${map}.${first}.${second}.`)
      return found
    },
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

  function evaluate(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(evaluate).filter((one) => one !== undefined)
    if (typeof value !== "object" || value === null) return value
    const entries = Object.entries(value)
    const [only, ...others] = entries
    if (only !== undefined && others.length === 0) {
      const [name, argument] = only
      const intrinsic = Object.hasOwn(intrinsics, name) ? intrinsics[name] : undefined
      if (intrinsic !== undefined) return intrinsic(argument)
      if (name === "Condition" && typeof argument === "string") return holds(argument)
      if (name.startsWith("Fn::")) throw new StartError(`The local stack does not evaluate ${name}.`)
    }
    return Object.fromEntries(
      entries.map(([key, inner]) => [key, evaluate(inner)]).filter(([, inner]) => inner !== undefined),
    )
  }

  return { evaluate, holds, define: (id, provisioned) => void resources.set(id, provisioned) }
}

function pseudoParameters({ stack, region, account }: Surroundings): Map<string, unknown> {
  return new Map<string, unknown>([
    ["AWS::AccountId", account],
    ["AWS::Region", region],
    ["AWS::Partition", "aws"],
    ["AWS::URLSuffix", "amazonaws.com"],
    ["AWS::StackName", stack],
    ["AWS::StackId", `arn:aws:cloudformation:${region}:${account}:stack/${stack}/local`],
    ["AWS::NotificationARNs", []],
    ["AWS::NoValue", undefined],
  ])
}

function plain(text: string, { plainHost }: Surroundings): string {
  if (plainHost === undefined || !text.includes(plainHost)) return text
  return text
    .replaceAll(`https://${plainHost}`, `http://${plainHost}`)
    .replaceAll(`wss://${plainHost}`, `ws://${plainHost}`)
}

function list(value: unknown): unknown[] {
  if (Array.isArray(value)) return value
  throw new StartError(`An intrinsic function expects a list, not ${JSON.stringify(value)}.`)
}

function string(value: unknown): string {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return String(value)
  throw new StartError(`An intrinsic function expects a text, not ${JSON.stringify(value)}.`)
}
