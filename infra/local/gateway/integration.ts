/** Hands a route's event to its function and reads the answer; a failure tells the caller nothing of why. */
import { AwsError } from "../aws-error.ts"
import type { Context } from "../family.ts"
import { FunctionError } from "../function-error.ts"
import { messageReply, type Reply, replyOf } from "./reply.ts"

export type Integration = { functionArn: string; timeoutMs: number }

type Outcome = { reply: Reply; error?: string }

/** `source` names the route to the function's policy: `<api>/<stage>/<method><path>`. */
export async function integrate(
  context: Context,
  { functionArn, timeoutMs }: Integration,
  source: string,
  event: object,
): Promise<Outcome> {
  const sourceArn = context.arn("execute-api", source)
  const by = { kind: "service", service: "apigateway.amazonaws.com", sourceArn } as const
  try {
    const result = await withinTime(context.deliver(functionArn, event, { by, wait: true }), timeoutMs)
    const reply = replyOf(result)
    if (reply !== undefined) return { reply }
    return { reply: messageReply(500, "Internal Server Error"), error: "the function's answer is no HTTP response" }
  } catch (error) {
    return refusal(error)
  }
}

function refusal(error: unknown): Outcome {
  const said = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  const unavailable =
    (error instanceof FunctionError && error.errorType === "Sandbox.Timedout") ||
    (error instanceof AwsError && error.status === 429) ||
    error instanceof Late
  if (unavailable) return { reply: messageReply(503, "Service Unavailable"), error: said }
  return { reply: messageReply(500, "Internal Server Error"), error: said }
}

class Late extends Error {}

async function withinTime<T>(work: Promise<T>, limitMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Late(`no answer within ${limitMs} ms`)), limitMs)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
