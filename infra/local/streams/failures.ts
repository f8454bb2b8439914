import { randomUUID } from "node:crypto"
import type { Work } from "./batches.ts"
import type { Item } from "./record.ts"
import { lambdaStreamArn } from "./stream-arn.ts"

const tries = 3

/** Tells the failure destination which records were given up, in the words of Lambda's invocation record. */
export async function reportFailure(work: Work, items: Item[], condition: string, invokeCount: number): Promise<void> {
  const { context, mapping, roleArn } = work
  const { failureDestination: destination, functionArn } = mapping
  context.log("error", "streams", `${functionArn} gave up ${items.length} records: ${condition}`)
  if (destination === undefined) return
  const document = invocationRecord(work, items, condition, invokeCount)
  for (let attempt = 1; attempt <= tries; attempt++) {
    try {
      await context.deliver(destination, document, { by: { kind: "role", arn: roleArn } })
      return
    } catch (error) {
      context.log("error", "streams", `${destination} refused the report of given up records: ${error}`)
    }
  }
}

function invocationRecord(
  { context, mapping, shardId }: Work,
  items: Item[],
  condition: string,
  invokeCount: number,
): Record<string, unknown> {
  const [first, last] = [items[0], items.at(-1)]
  const instant = (at: number | undefined) => new Date(at ?? 0).toISOString()
  return {
    requestContext: {
      requestId: randomUUID(),
      functionArn: mapping.functionArn,
      condition,
      approximateInvokeCount: invokeCount,
    },
    responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
    version: "1.0",
    timestamp: instant(context.now()),
    DDBStreamBatchInfo: {
      shardId,
      startSequenceNumber: first?.sequence,
      endSequenceNumber: last?.sequence,
      approximateArrivalOfFirstRecord: instant(first?.createdAt),
      approximateArrivalOfLastRecord: instant(last?.createdAt),
      batchSize: items.length,
      streamArn: lambdaStreamArn(context, mapping.sourceArn),
    },
  }
}
