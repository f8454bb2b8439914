/** The one operation of Lambda's own API that is built: Invoke. */
import { AwsError, notBuilt } from "../aws-error.ts"
import type { Call, Iam, Service } from "../family.ts"
import { FunctionError } from "../function-error.ts"
import { functionName } from "./names.ts"

export type Invoker = {
  arnOf(functionName: string): string
  invoke(functionName: string, event: string): Promise<string>
  submit(functionName: string, event: string): void
}

const invokePath = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/

export function invokeService(iam: Iam, invoker: Invoker): Service {
  return async (call) => {
    const [, reference] = invokePath.exec(call.url.pathname) ?? []
    if (reference === undefined || call.request.method !== "POST") {
      throw notBuilt("lambda", `${call.request.method} ${call.url.pathname}`)
    }
    const name = functionName(decodeURIComponent(reference))
    const qualifier = call.url.searchParams.get("Qualifier")
    iam.assert(call.principal, "lambda:InvokeFunction", `${invoker.arnOf(name)}${qualifier ? `:${qualifier}` : ""}`)
    const event = payload(call.body)
    const type = call.request.headers["x-amz-invocation-type"] ?? "RequestResponse"
    if (type === "DryRun") return answer(call, 204, "")
    if (type === "RequestResponse") return answerResult(call, () => invoker.invoke(name, event))
    invoker.submit(name, event)
    return answer(call, 202, "")
  }
}

async function answerResult(call: Call, invoke: () => Promise<string>): Promise<void> {
  try {
    answer(call, 200, await invoke())
  } catch (error) {
    if (!(error instanceof FunctionError)) throw error
    call.response.setHeader("x-amz-function-error", "Unhandled")
    answer(call, 200, JSON.stringify(error.payload))
  }
}

function answer({ response }: Call, status: number, body: string): void {
  response.writeHead(status, { "content-type": "application/json", "x-amz-executed-version": "$LATEST" }).end(body)
}

function payload(body: Buffer): string {
  const text = body.length === 0 ? "{}" : body.toString()
  try {
    JSON.parse(text)
    return text
  } catch {
    throw new AwsError("InvalidRequestContentException", "Could not parse request body into json", 400)
  }
}
