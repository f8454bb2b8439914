/**
 * Invocations nobody waits for. They are written down before the caller hears "accepted" and struck off when they are
 * done, so a killed process runs them again at its next start. A failing one is tried again, then handed to where the
 * function's configuration says failures go.
 */
import { randomUUID } from "node:crypto"
import { AwsError } from "../aws-error.ts"
import type { Context } from "../family.ts"
import { FunctionError } from "../function-error.ts"
import type { FunctionDefinition } from "./definition.ts"
import { handOver, type Outcome } from "./destinations.ts"
import type { InvokeConfig } from "./invoke-config.ts"
import type { Pool } from "./pool.ts"

export type Target = { definition: FunctionDefinition; pool: Pool; config: InvokeConfig }

export type AsyncInvocations = {
  submit(functionName: string, event: string): void
  /** Takes up what an earlier process left undone. */
  resume(): void
  stop(): void
}

export type Pending = { functionName: string; event: string; attempts: number; queuedAt: number }

export function createAsyncInvocations(
  context: Context,
  find: (functionName: string) => Target | undefined,
  retryDelayMs: (attempt: number) => number,
): AsyncInvocations {
  const records = context.state.records<Pending>("lambda.async")
  const timers = new Set<NodeJS.Timeout>()
  let stopped = false

  function schedule(requestId: string, afterMs: number): void {
    if (stopped) return
    const timer = setTimeout(() => {
      timers.delete(timer)
      run(requestId).catch((error) => {
        if (!stopped) context.log("error", "lambda", `async ${requestId}: ${String(error)}`)
      })
    }, afterMs)
    timers.add(timer)
  }

  async function run(requestId: string): Promise<void> {
    const pending = records.get(requestId)
    if (pending === undefined) return
    const target = find(pending.functionName)
    if (target === undefined) return records.delete(requestId)
    const outcome = await attempt(target, pending, requestId)
    if (stopped) return
    if (outcome === "throttled" || (outcome.error !== undefined && !isSpent(target, pending))) {
      const attempts = outcome === "throttled" ? pending.attempts : pending.attempts + 1
      records.put(requestId, { ...pending, attempts })
      return schedule(requestId, retryDelayMs(attempts))
    }
    records.delete(requestId)
    await handOver(context, target, { ...pending, attempts: pending.attempts + 1 }, requestId, outcome)
  }

  function isSpent({ config }: Target, { attempts, queuedAt }: Pending): boolean {
    return attempts >= config.retries || context.now() - queuedAt > config.mostAgeMs
  }

  return {
    submit(name, event) {
      const requestId = randomUUID()
      records.put(requestId, { functionName: name, event, attempts: 0, queuedAt: context.now() })
      schedule(requestId, 0)
    },
    resume() {
      for (const [requestId] of records.list()) schedule(requestId, 0)
    },
    stop() {
      stopped = true
      for (const timer of timers) clearTimeout(timer)
    },
  }
}

async function attempt({ pool }: Target, { event }: Pending, requestId: string): Promise<Outcome | "throttled"> {
  try {
    return { result: await pool.invoke(event, requestId) }
  } catch (error) {
    if (error instanceof FunctionError) return { error }
    if (error instanceof AwsError && error.status === 429) return "throttled"
    throw error
  }
}
