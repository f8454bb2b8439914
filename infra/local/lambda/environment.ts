/** An execution environment seen from the host: a worker thread that is started, invoked, and ended when it overruns. */
import { readFileSync } from "node:fs"
import { Worker } from "node:worker_threads"
import { transformSync } from "esbuild"
import { FunctionError } from "../function-error.ts"
import type { FunctionDefinition } from "./definition.ts"
import { forwardLines } from "./lines.ts"
import type { Failure, Invocation, Report } from "./messages.ts"

export type Environment = {
  /** The result as JSON text; throws `FunctionError`. */
  invoke(event: string, requestId: string): Promise<string>
  isDead(): boolean
  end(): Promise<unknown>
}

type Outcome = { resolve(result: string): void; reject(error: Error): void }

const initLimitMs = 30_000
/** As JavaScript: a thread that has to strip types first starts in twice the time. */
const source = readFileSync(new URL("./worker.ts", import.meta.url), "utf8")
const code = `${transformSync(source, { loader: "ts" }).code}\n//# sourceURL=lambda-worker.js`
const script = new URL(`data:text/javascript,${encodeURIComponent(code)}`)

export function startEnvironment(
  definition: FunctionDefinition,
  log: (level: "debug" | "warn" | "error", line: string) => void,
): Environment {
  const worker = new Worker(script, {
    workerData: definition.boot,
    env: definition.environment,
    resourceLimits: { maxOldGenerationSizeMb: definition.boot.memoryMb },
    execArgv: [],
    stdout: true,
    stderr: true,
  })
  forwardLines(worker.stdout, "stdout", log)
  forwardLines(worker.stderr, "stderr", log)
  const ready = Promise.withResolvers<void>()
  ready.promise.catch(() => undefined)
  let outcome: Outcome | undefined
  let dead = false

  const fail = (error: FunctionError): void => {
    dead = true
    ready.reject(error)
    outcome?.reject(error)
  }
  worker.on("message", (message: Report) => {
    if (message.kind === "ready") ready.resolve()
    else if (message.kind === "broken") fail(toError(message.failure))
    else if (message.kind === "result") outcome?.resolve(message.result)
    else outcome?.reject(toError(message.failure))
  })
  worker.on("error", (error: NodeJS.ErrnoException) => {
    const outOfMemory = error.code === "ERR_WORKER_OUT_OF_MEMORY"
    fail(new FunctionError(outOfMemory ? "Runtime.OutOfMemory" : (error.name ?? "Error"), error.message))
  })
  worker.on("exit", (code) => fail(new FunctionError("Runtime.ExitError", `Runtime exited with code ${code}`)))

  async function timed<T>(work: Promise<T>, limitMs: number): Promise<T> {
    const timer = setTimeout(() => {
      const seconds = (limitMs / 1000).toFixed(2)
      fail(new FunctionError("Sandbox.Timedout", `Task timed out after ${seconds} seconds`))
      void worker.terminate()
    }, limitMs)
    try {
      return await work
    } finally {
      clearTimeout(timer)
    }
  }

  return {
    isDead: () => dead,
    end: () => {
      dead = true
      return worker.terminate()
    },
    async invoke(event, requestId) {
      await timed(ready.promise, initLimitMs)
      const result = new Promise<string>((resolve, reject) => {
        outcome = { resolve, reject }
      })
      const invocation: Invocation = { requestId, event, deadline: Date.now() + definition.timeoutMs }
      worker.postMessage(invocation)
      return timed(result, definition.timeoutMs)
    },
  }
}

function toError({ errorType, errorMessage, trace }: Failure): FunctionError {
  return new FunctionError(errorType, errorMessage, trace)
}
