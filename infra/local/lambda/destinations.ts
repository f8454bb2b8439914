/** Hands what became of an asynchronous invocation to the function's destinations and dead-letter queue. */
import type { Context } from "../family.ts"
import type { FunctionError } from "../function-error.ts"
import type { Pending, Target } from "./async-invocations.ts"

export type Outcome = { result: string; error?: undefined } | { error: FunctionError }

export async function handOver(
  context: Context,
  { definition, config }: Target,
  pending: Pending,
  requestId: string,
  outcome: Outcome,
): Promise<void> {
  const by = { kind: "role", arn: definition.roleArn } as const
  const { error } = outcome
  const destination = error === undefined ? config.onSuccess : config.onFailure
  if (destination !== undefined) {
    const record = recordOf(context, definition.arn, pending, requestId, outcome)
    await context.deliver(destination, record, { by })
  }
  if (error !== undefined && definition.deadLetterArn !== undefined) {
    await context.deliver(definition.deadLetterArn, JSON.parse(pending.event), {
      by,
      attributes: { RequestID: requestId, ErrorCode: "200", ErrorMessage: error.errorMessage },
    })
  }
  if (error !== undefined) context.log("warn", definition.name, `gave up ${requestId}: ${error.errorMessage}`)
}

function recordOf(context: Context, arn: string, pending: Pending, requestId: string, outcome: Outcome): object {
  const { error } = outcome
  return {
    version: "1.0",
    timestamp: new Date(context.now()).toISOString(),
    requestContext: {
      requestId,
      functionArn: `${arn}:$LATEST`,
      condition: error === undefined ? "Success" : "RetriesExhausted",
      approximateInvokeCount: pending.attempts,
    },
    requestPayload: JSON.parse(pending.event),
    responseContext: {
      statusCode: 200,
      executedVersion: "$LATEST",
      ...(error !== undefined && { functionError: "Unhandled" }),
    },
    responsePayload: outcome.error === undefined ? JSON.parse(outcome.result) : outcome.error.payload,
  }
}
