import { setImmediate } from "node:timers/promises"
import type { Retrier, Sequence, State } from "./definition.ts"
import { perform } from "./perform.ts"
import { matches, StateError } from "./state-error.ts"
import { leave, type Outcome, type Scope, type Visit } from "./visit.ts"

type Beginning = { input: unknown; variables: Record<string, unknown> }
type Position = (Beginning & { state: string; count: number; enteredAt: string }) | { output: unknown }
type Retrying = { attempt: number; retries: Record<number, number>; at: number }

/** Runs a chain of states to its end, from where it was left. `begin` is asked only when it was never begun. */
export async function runSequence(
  scope: Scope,
  sequence: Sequence,
  begin: () => Beginning | Promise<Beginning>,
): Promise<unknown> {
  const { journal } = scope.run
  let position = journal.read<Position>(`${scope.key}@`)
  if (position === undefined) {
    const beginning = await begin()
    scope.signal.throwIfAborted()
    position = journal.atomically(() => enter(scope, sequence, sequence.StartAt, 1, beginning))
  }
  while (!("output" in position)) {
    const { state, count } = position
    const outcome = await attempt(scope, stateNamed(sequence, state), position)
    scope.signal.throwIfAborted()
    position = move(scope, sequence, position, outcome, count)
    // A chain that never waits for anything must still let others run.
    await setImmediate()
  }
  return position.output
}

function stateNamed(sequence: Sequence, name: string): State {
  const state = sequence.States[name]
  if (state === undefined) throw new StateError("States.Runtime", `there is no state ${name}`)
  return state
}

function enter(scope: Scope, sequence: Sequence, state: string, count: number, beginning: Beginning): Position {
  const { journal, context } = scope.run
  const position = { ...beginning, state, count, enteredAt: new Date(context.now()).toISOString() }
  journal.write(`${scope.key}@`, position)
  journal.event(`${stateNamed(sequence, state).Type}StateEntered`, {
    stateEnteredEventDetails: { name: state, input: JSON.stringify(beginning.input) },
  })
  return position
}

function move(
  scope: Scope,
  sequence: Sequence,
  from: { state: string; variables: Record<string, unknown> },
  { output, assigned, next }: Outcome,
  count: number,
): Position {
  const { journal } = scope.run
  return journal.atomically(() => {
    journal.drop(`${scope.key}/${count}:`)
    journal.event(`${stateNamed(sequence, from.state).Type}StateExited`, {
      stateExitedEventDetails: { name: from.state, output: JSON.stringify(output) },
    })
    if (next !== undefined) {
      return enter(scope, sequence, next, count + 1, { input: output, variables: { ...from.variables, ...assigned } })
    }
    journal.write(`${scope.key}@`, { output })
    return { output }
  })
}

async function attempt(scope: Scope, state: State, position: Exclude<Position, { output: unknown }>): Promise<Outcome> {
  const { journal, alarms, context, execution } = scope.run
  const key = `${scope.key}/${position.count}:`
  for (;;) {
    const retrying = journal.read<Retrying>(`${key}retry`) ?? { attempt: 0, retries: {}, at: 0 }
    await alarms.until(retrying.at, scope.signal)
    const steps = `${key}${retrying.attempt}:`
    const visit: Visit = { scope, ...position, name: position.state, attempt: retrying.attempt, steps }
    try {
      return await perform(visit, state, runSequence)
    } catch (thrown) {
      scope.signal.throwIfAborted()
      const failure = failureOf(thrown, visit)
      context.log(
        "warn",
        "states",
        `${execution.machineName} ${execution.name}: ${position.state}: ${failure.name}: ${failure.message}`,
      )
      const again = retryAfter(state, failure, retrying, context.now())
      if (again === undefined) return await caught(visit, state, failure)
      journal.atomically(() => {
        journal.drop(steps)
        journal.write(`${key}retry`, again)
      })
    }
  }
}

function failureOf(thrown: unknown, { scope }: Visit): StateError {
  if (thrown instanceof StateError) return thrown
  const text = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)
  scope.run.context.log("error", "states", `${scope.run.execution.arn}: ${text}`)
  return new StateError("States.Runtime", thrown instanceof Error ? thrown.message : String(thrown))
}

function retryAfter(state: State, failure: StateError, was: Retrying, now: number): Retrying | undefined {
  const retriers: Retrier[] = "Retry" in state ? state.Retry : []
  const index = retriers.findIndex(({ ErrorEquals }) => matches(ErrorEquals, failure))
  const retrier = retriers[index]
  const done = was.retries[index] ?? 0
  if (retrier === undefined || done >= retrier.MaxAttempts) return undefined
  const { IntervalSeconds, BackoffRate, MaxDelaySeconds = Number.POSITIVE_INFINITY, JitterStrategy } = retrier
  const seconds = Math.min(IntervalSeconds * BackoffRate ** done, MaxDelaySeconds)
  const delay = seconds * 1000 * (JitterStrategy === "FULL" ? Math.random() : 1)
  return { attempt: was.attempt + 1, retries: { ...was.retries, [index]: done + 1 }, at: now + delay }
}

async function caught(visit: Visit, state: State, failure: StateError): Promise<Outcome> {
  const catcher = "Catch" in state ? state.Catch.find(({ ErrorEquals }) => matches(ErrorEquals, failure)) : undefined
  if (catcher === undefined) throw failure
  const errorOutput = { Error: failure.name, Cause: failure.message }
  return leave(visit, catcher, errorOutput, { errorOutput })
}
