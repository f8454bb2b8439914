import type { Context } from "../family.ts"
import type { Alarms } from "./alarms.ts"
import type { Journal } from "./journal.ts"
import { evaluate, type View } from "./query.ts"
import { limited } from "./state-error.ts"

export type Execution = {
  arn: string
  name: string
  machineArn: string
  machineName: string
  roleArn: string
  /** Hash of the definition the execution started with. */
  definition: string
  input: unknown
  startedAt: string
  status: "RUNNING" | "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "ABORTED"
  endedAt?: string
  output?: unknown
  error?: string
  cause?: string
}

export type Run = { context: Context; execution: Execution; journal: Journal; alarms: Alarms }

/** One chain of states on its way: the machine itself, a branch, or a map's item. */
export type Scope = { run: Run; key: string; signal: AbortSignal; item?: { Index: number; Value: unknown } }

/** One attempt at one state. `steps` is where its finished steps are journalled. */
export type Visit = {
  scope: Scope
  name: string
  input: unknown
  variables: Record<string, unknown>
  enteredAt: string
  attempt: number
  steps: string
}

/** Where a state leads; without `next` its chain ends. */
export type Outcome = { output: unknown; assigned: Record<string, unknown>; next?: string | undefined }

/** Takes a step once: its value is journalled, with what `record` adds, and found again after a restart. */
export async function once<T>(
  { scope, steps }: Visit,
  step: string,
  take: () => T | Promise<T>,
  record?: (taken: T) => void,
): Promise<T> {
  const { journal } = scope.run
  const found = journal.read<{ taken: T }>(steps + step)
  if (found !== undefined) return found.taken
  const taken = await take()
  scope.signal.throwIfAborted()
  journal.atomically(() => {
    journal.write(steps + step, { taken })
    record?.(taken)
  })
  return taken
}

type Seen = { result?: unknown; errorOutput?: unknown; token?: string | undefined; item?: Scope["item"] }

export function view(visit: Visit, { token, item = visit.scope.item, ...seen }: Seen = {}): View {
  const { execution } = visit.scope.run
  const context = {
    Execution: {
      Id: execution.arn,
      Input: execution.input,
      Name: execution.name,
      RoleArn: execution.roleArn,
      StartTime: execution.startedAt,
      RedriveCount: 0,
    },
    StateMachine: { Id: execution.machineArn, Name: execution.machineName },
    State: { Name: visit.name, EnteredTime: visit.enteredAt, RetryCount: visit.attempt },
    ...(token !== undefined && { Task: { Token: token } }),
    ...(item !== undefined && { Map: { Item: item } }),
  }
  return { variables: visit.variables, states: { input: visit.input, context, ...seen } }
}

type Leaving = { Output?: unknown; Assign?: Record<string, unknown> | undefined; Next?: string | undefined }

/** Evaluates what a state (or the rule, or the catcher it leaves by) puts out and assigns; both see the variables as they were. */
export async function leave(visit: Visit, by: Leaving, result: unknown, seen: Seen = {}): Promise<Outcome> {
  const seeing = view(visit, seen)
  const output = by.Output === undefined ? result : await evaluate(by.Output, seeing, "Output")
  const assigned: Record<string, unknown> = {}
  for (const [name, template] of Object.entries(by.Assign ?? {})) {
    assigned[name] = limited(await evaluate(template, seeing, `Assign/${name}`), `variable ${name}`)
  }
  return { output: limited(output, `the output of state ${visit.name}`), assigned, next: by.Next }
}
