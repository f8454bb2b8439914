/** How a Lambda behind a queue of events is run: each message is one event of the bus, and fails or is done by itself. */
import { BatchProcessor, EventType, processPartialResponse } from "@aws-lambda-powertools/batch"
import { injectLambdaContext } from "@aws-lambda-powertools/logger/middleware"
import { captureLambdaHandler } from "@aws-lambda-powertools/tracer/middleware"
import middy from "@middy/core"
import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda"
import * as z from "zod"
import { CrmEvent } from "../../shared/event.ts"
import { logger, tracer } from "./telemetry.ts"

const Envelope = z.object({ detail: CrmEvent })

/** Reads something of a workspace once for all events of a batch. */
export type Once<T> = (workspaceId: string, read: (workspaceId: string) => Promise<T>) => Promise<T>

/** The handler of a subscriber. An event may come more than once: `hear` is idempotent. */
export function subscriber<T = never>(hear: (event: CrmEvent, once: Once<T>) => Promise<void>) {
  const processor = new BatchProcessor(EventType.SQS)
  return middy<SQSEvent, SQSBatchResponse>()
    .use(injectLambdaContext(logger))
    .use(captureLambdaHandler(tracer))
    .handler((event, context) => {
      const once = onceEach<T>()
      const each = async (record: SQSRecord) => hear(Envelope.parse(JSON.parse(record.body)).detail, once)
      return processPartialResponse(event, each, processor, { context, throwOnFullBatchFailure: false })
    })
}

function onceEach<T>(): Once<T> {
  const known = new Map<string, Promise<T>>()
  return (workspaceId, read) => {
    const found = known.get(workspaceId) ?? read(workspaceId)
    known.set(workspaceId, found)
    return found
  }
}
