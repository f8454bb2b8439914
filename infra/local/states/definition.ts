/** Amazon States Language as this stack runs it: JSONata states, inline maps. A field that is not listed here is refused. */
import * as z from "zod"

export const JSONATA = /^\{%([\s\S]*)%\}$/

const Expression = z.string().regex(JSONATA, "expected a JSONata expression, {% … %}")
const orExpression = <T extends z.ZodType>(schema: T, what: string) =>
  z.union([schema, Expression], `expected ${what} or a JSONata expression`)
const Template = z.unknown().optional()
const Seconds = z.int().min(1).max(99_999_999)
const Assign = z.record(z.string(), z.unknown()).optional()
const common = { Comment: z.string().optional(), QueryLanguage: z.literal("JSONata").optional() }
const leaving = { Output: Template, Assign }
const transition = { Next: z.string().optional(), End: z.literal(true).optional() }
const ErrorEquals = z.array(z.string()).min(1)

const Retrier = z.strictObject({
  Comment: z.string().optional(),
  ErrorEquals,
  IntervalSeconds: Seconds.default(1),
  MaxAttempts: z.int().min(0).max(99_999_999).default(3),
  BackoffRate: z.number().min(1).default(2),
  MaxDelaySeconds: Seconds.optional(),
  JitterStrategy: z.enum(["FULL", "NONE"]).default("NONE"),
})
export type Retrier = z.infer<typeof Retrier>

const Catcher = z.strictObject({ Comment: z.string().optional(), ErrorEquals, Next: z.string(), ...leaving })
const handling = { Retry: z.array(Retrier).default([]), Catch: z.array(Catcher).default([]) }

const Pass = z.strictObject({ Type: z.literal("Pass"), ...common, ...leaving, ...transition })
const Succeed = z.strictObject({ Type: z.literal("Succeed"), ...common, Output: Template })
const Fail = z.strictObject({
  Type: z.literal("Fail"),
  ...common,
  Error: z.string().optional(),
  Cause: z.string().optional(),
})
const Wait = z.strictObject({
  Type: z.literal("Wait"),
  ...common,
  ...leaving,
  ...transition,
  Seconds: orExpression(z.int().min(0).max(99_999_999), "whole seconds").optional(),
  Timestamp: orExpression(z.iso.datetime({ offset: true }), "an instant").optional(),
})
const Choice = z.strictObject({
  Type: z.literal("Choice"),
  ...common,
  ...leaving,
  Default: z.string().optional(),
  Choices: z
    .array(z.strictObject({ Comment: z.string().optional(), Condition: Expression, Next: z.string(), ...leaving }))
    .min(1),
})
const Task = z.strictObject({
  Type: z.literal("Task"),
  ...common,
  ...leaving,
  ...transition,
  ...handling,
  Resource: z.string(),
  Arguments: Template,
  TimeoutSeconds: orExpression(Seconds, "whole seconds").optional(),
  HeartbeatSeconds: orExpression(Seconds, "whole seconds").optional(),
})
const Parallel = z.strictObject({
  Type: z.literal("Parallel"),
  ...common,
  ...leaving,
  ...transition,
  ...handling,
  Arguments: Template,
  get Branches(): z.ZodType<Sequence[]> {
    return z.array(Sequence).min(1)
  },
})
const MapState = z.strictObject({
  Type: z.literal("Map"),
  ...common,
  ...leaving,
  ...transition,
  ...handling,
  Items: orExpression(z.array(z.unknown()), "an array").optional(),
  ItemSelector: Template,
  MaxConcurrency: orExpression(z.int().min(0), "a whole number").optional(),
  get ItemProcessor(): z.ZodType<Sequence> {
    return Sequence
  },
})

const State = z.discriminatedUnion("Type", [Pass, Succeed, Fail, Wait, Choice, Task, Parallel, MapState])
export type State = z.infer<typeof State>
export type StateOf<Type extends State["Type"]> = Extract<State, { Type: Type }>

/** A chain of states: the machine, a branch of a Parallel state, or what a Map state does to an item. */
export type Sequence = { StartAt: string; States: Record<string, State> }
const chain = {
  Comment: z.string().optional(),
  StartAt: z.string(),
  States: z.record(z.string().min(1).max(80), State),
}
const Sequence = z.strictObject({ ...chain, ProcessorConfig: z.strictObject({ Mode: z.literal("INLINE") }).optional() })

export const Definition = z.strictObject({
  ...chain,
  QueryLanguage: z.enum(["JSONata", "JSONPath"]).optional(),
  Version: z.literal("1.0").optional(),
  TimeoutSeconds: Seconds.optional(),
})
export type Definition = z.infer<typeof Definition>

export function innerSequences(state: State): Sequence[] {
  if (state.Type === "Parallel") return state.Branches
  return state.Type === "Map" ? [state.ItemProcessor] : []
}

export function* everyState(sequence: Sequence): Iterable<[name: string, state: State]> {
  for (const [name, state] of Object.entries(sequence.States)) {
    yield [name, state]
    for (const inner of innerSequences(state)) yield* everyState(inner)
  }
}
