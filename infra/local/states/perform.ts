import * as z from "zod"
import { runMap, runParallel } from "./branches.ts"
import type { Sequence, State, StateOf } from "./definition.ts"
import { evaluateAs } from "./query.ts"
import { StateError } from "./state-error.ts"
import { runTask } from "./task.ts"
import { leave, type Outcome, once, type Scope, type Visit, view } from "./visit.ts"

/** Runs a chain of states inside a state. */
export type RunInner = (
  scope: Scope,
  sequence: Sequence,
  begin: () => Promise<{ input: unknown; variables: Record<string, unknown> }>,
) => Promise<unknown>

/** Does what a state does, once. Throws `StateError` for what its Retry and Catch may handle. */
export async function perform(visit: Visit, state: State, runInner: RunInner): Promise<Outcome> {
  switch (state.Type) {
    case "Pass":
    case "Succeed":
      return leave(visit, state, visit.input)
    case "Fail":
      throw await failure(visit, state)
    case "Wait":
      await pause(visit, state)
      return leave(visit, state, visit.input)
    case "Choice":
      return choose(visit, state)
    case "Task":
      return leaveWith(visit, state, await runTask(visit, state))
    case "Parallel":
      return leaveWith(visit, state, await runParallel(visit, state, runInner))
    case "Map":
      return leaveWith(visit, state, await runMap(visit, state, runInner))
  }
}

function leaveWith(visit: Visit, state: StateOf<"Task" | "Parallel" | "Map">, result: unknown): Promise<Outcome> {
  return leave(visit, state, result, { result })
}

async function failure(visit: Visit, state: StateOf<"Fail">): Promise<StateError> {
  const name = await evaluateAs(z.string(), state.Error ?? "", view(visit), "Error")
  return new StateError(name, await evaluateAs(z.string(), state.Cause ?? "", view(visit), "Cause"))
}

async function pause(visit: Visit, { Seconds, Timestamp }: StateOf<"Wait">): Promise<void> {
  const { context, alarms } = visit.scope.run
  const until = await once(visit, "until", async () => {
    if (Timestamp !== undefined) {
      return Date.parse(await evaluateAs(z.iso.datetime({ offset: true }), Timestamp, view(visit), "Timestamp"))
    }
    return context.now() + 1000 * (await evaluateAs(z.int().min(0).max(99_999_999), Seconds, view(visit), "Seconds"))
  })
  await alarms.until(until, visit.scope.signal)
}

async function choose(visit: Visit, state: StateOf<"Choice">): Promise<Outcome> {
  for (const [index, choice] of state.Choices.entries()) {
    const field = `Choices[${index}]/Condition`
    if (await evaluateAs(z.boolean(), choice.Condition, view(visit), field)) return leave(visit, choice, visit.input)
  }
  if (state.Default === undefined) {
    throw new StateError("States.NoChoiceMatched", `no choice of state ${visit.name} matched, and it has no default`)
  }
  return leave(visit, { Output: state.Output, Assign: state.Assign, Next: state.Default }, visit.input)
}
