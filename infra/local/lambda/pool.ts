/** The execution environments of one function: warm ones first, new ones up to a bound, then callers wait their turn. */
import { randomUUID } from "node:crypto"
import { AwsError } from "../aws-error.ts"
import { FunctionError } from "../function-error.ts"
import type { Environment } from "./environment.ts"

export type Pool = {
  /** The result as JSON text; throws `FunctionError`, or `AwsError` when the function's reserved concurrency is used up. */
  invoke(event: string, requestId?: string): Promise<string>
  /** From now on new environments serve, so that changed code is loaded. */
  reload(): void
  close(): Promise<void>
}

const mostEnvironments = 8
const payloadLimit = 6 * 1024 * 1024

export function createPool(options: { start(): Environment; reserved: number | undefined; idleMs: number }): Pool {
  const { start, reserved = Number.POSITIVE_INFINITY, idleMs } = options
  const idle = new Map<Environment, NodeJS.Timeout>()
  const busy = new Set<Environment>()
  const waiting: { resolve(environment: Environment): void; reject(error: Error): void }[] = []
  let fresh = new WeakSet<Environment>()

  function take(): Environment | Promise<Environment> {
    for (const [environment, timer] of [...idle].reverse()) {
      clearTimeout(timer)
      idle.delete(environment)
      if (!environment.isDead()) return claim(environment)
    }
    if (busy.size < mostEnvironments) return claim(started())
    return new Promise((resolve, reject) => waiting.push({ resolve, reject }))
  }

  function claim(environment: Environment): Environment {
    busy.add(environment)
    return environment
  }

  function started(): Environment {
    const environment = start()
    fresh.add(environment)
    return environment
  }

  function giveBack(environment: Environment): void {
    busy.delete(environment)
    const usable = !environment.isDead() && fresh.has(environment)
    if (!usable) void environment.end()
    const next = waiting.shift()
    if (next !== undefined) next.resolve(claim(usable ? environment : started()))
    else if (usable) idle.set(environment, setTimeout(() => evict(environment), idleMs).unref())
  }

  function evict(environment: Environment): void {
    idle.delete(environment)
    void environment.end()
  }

  return {
    async invoke(event, requestId = randomUUID()) {
      if (busy.size + waiting.length >= reserved) {
        throw new AwsError("TooManyRequestsException", "Rate Exceeded.", 429)
      }
      const environment = await take()
      try {
        const result = await environment.invoke(event, requestId)
        if (result.length > payloadLimit) {
          throw new FunctionError("Function.ResponseSizeTooLarge", "Response payload size exceeded 6 MB.")
        }
        return result
      } finally {
        giveBack(environment)
      }
    },
    reload() {
      fresh = new WeakSet()
      for (const environment of idle.keys()) evict(environment)
    },
    async close() {
      for (const timer of idle.values()) clearTimeout(timer)
      for (const one of waiting.splice(0)) one.reject(new Error("The stack is stopping"))
      await Promise.all([...idle.keys(), ...busy].map((environment) => environment.end()))
    },
  }
}
