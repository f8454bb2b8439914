/** Evaluates the values of a template against what its resources have become so far. */
import type { Provisioned } from "./family.ts"
import { intrinsicsOf, type Scope } from "./intrinsics.ts"
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

export function createEvaluator(template: Template, surroundings: Surroundings): Evaluator {
  const resources = new Map<string, Provisioned>()
  const pseudo = pseudoParameters(surroundings)

  function existing(id: string): Provisioned {
    const resource = resources.get(id)
    if (resource !== undefined) return resource
    const why = Object.hasOwn(template.Resources, id) ? "does not exist yet" : "is not in the template"
    throw new StartError(`${id} is referred to but ${why}.`)
  }

  const scope: Scope = {
    evaluate,
    holds: rememberedConditions(template, evaluate),
    ref(id) {
      if (pseudo.has(id)) return pseudo.get(id)
      if (Object.hasOwn(template.Parameters, id)) return template.Parameters[id]?.Default
      return existing(id).ref
    },
    attribute(id, name) {
      const value = existing(id).attributes?.[name]
      if (value !== undefined) return value
      throw new StartError(`The local stack gives ${template.Resources[id]?.Type} ${id} no attribute ${name}.`)
    },
    mapped: (map, first, second) => template.Mappings[map]?.[first]?.[second],
    region: surroundings.region,
    plain: (text) => plain(text, surroundings),
  }
  const intrinsics = intrinsicsOf(scope)

  function evaluate(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(evaluate).filter((one) => one !== undefined)
    if (typeof value !== "object" || value === null) return value
    const entries = Object.entries(value)
    const [only, ...others] = entries
    if (only !== undefined && others.length === 0) {
      const [name, argument] = only
      const intrinsic = Object.hasOwn(intrinsics, name) ? intrinsics[name] : undefined
      if (intrinsic !== undefined) return intrinsic(argument)
      if (name === "Condition" && typeof argument === "string") return scope.holds(argument)
      if (name.startsWith("Fn::")) throw new StartError(`The local stack does not evaluate ${name}.`)
    }
    return Object.fromEntries(
      entries.map(([key, inner]) => [key, evaluate(inner)]).filter(([, inner]) => inner !== undefined),
    )
  }

  return { evaluate, holds: scope.holds, define: (id, provisioned) => void resources.set(id, provisioned) }
}

function rememberedConditions({ Conditions }: Template, evaluate: (value: unknown) => unknown): Scope["holds"] {
  const known = new Map<string, boolean>()
  return (name) => {
    const remembered = known.get(name)
    if (remembered !== undefined) return remembered
    if (!Object.hasOwn(Conditions, name)) throw new StartError(`The template has no condition ${name}.`)
    const value = Boolean(evaluate(Conditions[name]))
    known.set(name, value)
    return value
  }
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
