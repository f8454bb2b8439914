import { AwsError } from "../aws-error.ts"
import type { Context } from "../family.ts"
import type { Alarms } from "./alarms.ts"
import type { Archive } from "./archive.ts"
import type { Definition } from "./definition.ts"
import { type Journal, openJournal } from "./journal.ts"
import type { Machine } from "./machines.ts"
import { runSequence } from "./sequence.ts"
import { StateError } from "./state-error.ts"
import type { Execution } from "./visit.ts"

export type Executions = {
  /** Starting again with the name and the input of a running execution answers that one. */
  start(machine: Machine, name: string, input: unknown): Execution
  stop(arn: string, failure?: Failure): Execution
  /** Goes on with everything that was running when the stack last stopped, however it stopped. */
  resume(machines: Map<string, Machine>): void
  /** Leaves everything as it is, to be resumed. */
  close(): Promise<void>
}

type Failure = { error?: string | undefined; cause?: string | undefined }
type Live = { journal: Journal; interruption: AbortController; done: Promise<void> }
type Ending = Pick<Execution, "output"> & Failure & { status: Exclude<Execution["status"], "RUNNING"> }

const INTERRUPTED = new Error("the execution was interrupted")

export function createExecutions(context: Context, archive: Archive, alarms: Alarms): Executions {
  const live = new Map<string, Live>()
  let closed = false
  const now = () => new Date(context.now()).toISOString()

  function launch(execution: Execution, definition: Definition): void {
    if (closed) return
    const journal = openJournal(context.state, execution.arn, context.now)
    const interruption = new AbortController()
    const done = run(execution, definition, journal, interruption.signal)
    live.set(execution.arn, { journal, interruption, done })
  }

  async function run(
    execution: Execution,
    definition: Definition,
    journal: Journal,
    signal: AbortSignal,
  ): Promise<void> {
    const { input, arn, startedAt } = execution
    const seconds = definition.TimeoutSeconds ?? Number.POSITIVE_INFINITY
    const scope = { run: { context, execution, journal, alarms }, key: "", signal }
    alarms.until(Date.parse(startedAt) + seconds * 1000, signal).then(
      () =>
        signal.aborted ||
        end(arn, { status: "TIMED_OUT", error: "States.Timeout", cause: `it ran for over ${seconds} s` }),
      () => {},
    )
    try {
      const output = await runSequence(scope, definition, () => ({ input, variables: {} }))
      if (!signal.aborted) end(arn, { status: "SUCCEEDED", output })
    } catch (failure) {
      if (signal.aborted) return
      const { name, message } = failure instanceof Error ? failure : new StateError("States.Runtime", String(failure))
      end(arn, { status: "FAILED", error: name || undefined, cause: message || undefined })
    }
  }

  /** Writes the end down first; whatever still runs is then interrupted and can write nothing more. */
  function end(arn: string, { status, output, ...failure }: Ending): Execution {
    const execution: Execution = { ...archive.find(arn), status, endedAt: now(), output, ...failure }
    const journal = live.get(arn)?.journal ?? openJournal(context.state, arn, context.now)
    const type = { SUCCEEDED: "Succeeded", FAILED: "Failed", TIMED_OUT: "TimedOut", ABORTED: "Aborted" }[status]
    const details = status === "SUCCEEDED" ? { output: JSON.stringify(output) } : failure
    journal.atomically(() => {
      archive.end(execution)
      journal.drop("")
      journal.event(`Execution${type}`, { [`execution${type}EventDetails`]: details })
    })
    const line = `${execution.machineName} ${execution.name}: ${status} ${failure.error ?? ""} ${failure.cause ?? ""}`
    context.log(status === "SUCCEEDED" ? "info" : "warn", "states", line.trim())
    live.get(arn)?.interruption.abort(INTERRUPTED)
    live.delete(arn)
    return execution
  }

  return {
    start(machine, name, input) {
      const arn = `${machine.arn.replace(":stateMachine:", ":execution:")}:${name}`
      const existing = archive.get(arn)
      if (existing !== undefined) {
        if (existing.status === "RUNNING" && JSON.stringify(existing.input) === JSON.stringify(input)) return existing
        throw new AwsError("ExecutionAlreadyExists", `Execution Already Exists: '${arn}'`)
      }
      const { arn: machineArn, name: machineName, roleArn, hash: definition } = machine
      const identity = { arn, name, machineArn, machineName, roleArn, definition }
      const execution: Execution = { ...identity, input, startedAt: now(), status: "RUNNING" }
      context.state.atomically(() => {
        archive.begin(execution, machine)
        const details = { input: JSON.stringify(input), roleArn }
        openJournal(context.state, arn, context.now).event("ExecutionStarted", {
          executionStartedEventDetails: details,
        })
      })
      launch(execution, machine.definition)
      return execution
    },
    stop(arn, failure = {}) {
      const execution = archive.find(arn)
      return execution.status === "RUNNING" ? end(arn, { status: "ABORTED", ...failure }) : execution
    },
    resume(machines) {
      for (const execution of archive.running()) {
        if (live.has(execution.arn)) continue
        const definition = machines.has(execution.machineArn) ? archive.definition(execution) : undefined
        if (definition !== undefined) launch(execution, definition)
        else end(execution.arn, { status: "ABORTED", cause: "the state machine was removed from the template" })
      }
    },
    async close() {
      closed = true
      const running = [...live.values()]
      live.clear()
      for (const { interruption } of running) interruption.abort(INTERRUPTED)
      await Promise.all(running.map(({ done }) => done))
    },
  }
}
