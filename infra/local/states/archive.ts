import { AwsError } from "../aws-error.ts"
import type { Context } from "../family.ts"
import type { Definition } from "./definition.ts"
import { forgetHistory } from "./journal.ts"
import type { Machine } from "./machines.ts"
import type { Execution } from "./visit.ts"

/** The executions on record: running ones, and ended ones for 90 days. */
export type Archive = {
  get(arn: string): Execution | undefined
  find(arn: string): Execution
  /** Newest first. */
  list(machineArn: string): Execution[]
  running(): Execution[]
  begin(execution: Execution, machine: Machine): void
  end(execution: Execution): void
  /** The definition it started with, whatever the template says by now. */
  definition(execution: Execution): Definition | undefined
  prune(): void
}

const KEPT_MS = 90 * 24 * 3600 * 1000

export function openArchive({ state, now }: Pick<Context, "state" | "now">): Archive {
  const executions = state.records<Execution>("states.execution")
  const running = state.records<true>("states.running")
  const ended = state.records<true>("states.ended")
  const definitions = state.records<Definition>("states.definition")

  function find(arn: string): Execution {
    const execution = executions.get(arn)
    if (execution === undefined) throw new AwsError("ExecutionDoesNotExist", `Execution Does Not Exist: '${arn}'`)
    return execution
  }

  return {
    get: executions.get,
    find,
    list(machineArn) {
      const prefix = `${machineArn.replace(":stateMachine:", ":execution:")}:`
      const found = Array.from(executions.list(prefix), ([, execution]) => execution)
      return found.sort((a, b) => b.startedAt.localeCompare(a.startedAt))
    },
    running: () => Array.from(running.list(), ([arn]) => find(arn)),
    begin(execution, machine) {
      executions.put(execution.arn, execution)
      running.put(execution.arn, true)
      definitions.put(machine.hash, machine.definition)
    },
    end(execution) {
      executions.put(execution.arn, execution)
      running.delete(execution.arn)
      ended.put(`${execution.endedAt}|${execution.arn}`, true)
    },
    definition: (execution) => definitions.get(execution.definition),
    prune() {
      const oldest = new Date(now() - KEPT_MS).toISOString()
      for (const [key] of ended.list()) {
        if (key > oldest) break
        const arn = key.slice(key.indexOf("|") + 1)
        state.atomically(() => {
          executions.delete(arn)
          forgetHistory(state, arn)
          ended.delete(key)
        })
      }
      const used = new Set(Array.from(running.list(), ([arn]) => find(arn).definition))
      for (const [hash] of definitions.list()) if (!used.has(hash)) definitions.delete(hash)
    },
  }
}
