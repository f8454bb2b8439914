/**
 * What one execution remembers. Each scope (the machine, a branch, a map's item) keeps its position: the state it is in and
 * what that state was given. Within a state, each finished step is written before the next one starts. After a restart the
 * execution is run again from its positions, and a step that is found here is not taken twice. Leaving a state moves the
 * position and drops the state's steps in one change, so a journal stays as small as what is still open.
 */
import type { State } from "../state.ts"
import { StateError } from "./state-error.ts"

type HistoryEvent = { type: string; at: string; details: Record<string, unknown> }

type Steps = {
  read<T>(key: string): T | undefined
  write(key: string, value: unknown): void
  /** Forgets every key that starts with `prefix`. */
  drop(prefix: string): void
}

export type Journal = Steps & {
  /** Adds a line to the execution's history. `details` is filed as the API names it: `{ taskFailedEventDetails: … }`. */
  event(type: string, details?: Record<string, unknown>): void
  atomically<R>(work: () => R): R
}

const MAX_EVENTS = 25_000

export function openSteps(state: State, executionArn: string): Steps {
  const steps = state.records<unknown>("states.step")
  const key = (name: string) => `${executionArn}|${name}`
  return {
    read: <T>(name: string) => state.records<T>("states.step").get(key(name)),
    write: (name, value) => steps.put(key(name), value),
    drop(prefix) {
      for (const [name] of steps.list(key(prefix))) steps.delete(name)
    },
  }
}

export function openJournal(state: State, executionArn: string, now: () => number): Journal {
  const events = state.records<HistoryEvent>("states.event")
  let count = readHistory(state, executionArn).length
  return {
    ...openSteps(state, executionArn),
    event(type, details = {}) {
      if (count >= MAX_EVENTS && !type.startsWith("Execution")) {
        throw new StateError("States.Runtime", `the execution reached the maximum of ${MAX_EVENTS} history events`)
      }
      count += 1
      events.put(`${executionArn}|${String(count).padStart(6, "0")}`, {
        type,
        at: new Date(now()).toISOString(),
        details,
      })
    },
    atomically: (work) => state.atomically(work),
  }
}

export function readHistory(state: State, executionArn: string): HistoryEvent[] {
  return Array.from(state.records<HistoryEvent>("states.event").list(`${executionArn}|`), ([, event]) => event)
}

export function forgetHistory(state: State, executionArn: string): void {
  const events = state.records<HistoryEvent>("states.event")
  for (const [key] of events.list(`${executionArn}|`)) events.delete(key)
}
