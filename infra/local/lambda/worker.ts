/** Runs inside a worker thread: one execution environment of a function, one invocation at a time. */
import { pathToFileURL } from "node:url"
import { parentPort, workerData } from "node:worker_threads"
import type { Boot, Failure, Invocation, Report } from "./messages.ts"

type Handler = (event: unknown, context: object) => unknown

const boot: Boot = workerData
const report = (message: Report): void => parentPort?.postMessage(message)

function failure(error: unknown): Failure {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), trace: [] }
  return { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? "").split("\n") }
}

async function load(): Promise<Handler> {
  const module: Record<string, unknown> = await import(pathToFileURL(boot.file).href)
  const handler = module[boot.handler] ?? Object(module.default)[boot.handler]
  if (typeof handler === "function") return handler
  const error = new Error(`${boot.handler} is undefined or not exported`)
  error.name = "Runtime.HandlerNotFound"
  throw error
}

function contextOf({ requestId, deadline }: Invocation): object {
  return {
    awsRequestId: requestId,
    functionName: boot.functionName,
    functionVersion: "$LATEST",
    invokedFunctionArn: boot.functionArn,
    memoryLimitInMB: String(boot.memoryMb),
    logGroupName: boot.logGroup,
    logStreamName: "local",
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  }
}

function toJson(result: unknown): string {
  try {
    return JSON.stringify(result) ?? "null"
  } catch (error) {
    throw Object.assign(new Error(`Unable to stringify response body: ${String(error)}`), {
      name: "Runtime.MarshalError",
    })
  }
}

try {
  const handler = await load()
  parentPort?.on("message", async (invocation: Invocation) => {
    const { requestId } = invocation
    try {
      const result = await handler(JSON.parse(invocation.event), contextOf(invocation))
      report({ kind: "result", requestId, result: toJson(result) })
    } catch (error) {
      report({ kind: "failure", requestId, failure: failure(error) })
    }
  })
  report({ kind: "ready" })
} catch (error) {
  report({ kind: "broken", failure: failure(error) })
}
