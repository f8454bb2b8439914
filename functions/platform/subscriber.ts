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

/** The handler of a subscriber. An event may come more than once: `hear` is idempotent. */
export function subscriber(hear: (event: CrmEvent) => Promise<void>) {
  const processor = new BatchProcessor(EventType.SQS)
  const each = async (record: SQSRecord) => hear(Envelope.parse(JSON.parse(record.body)).detail)
  return middy<SQSEvent, SQSBatchResponse>()
    .use(injectLambdaContext(logger))
    .use(captureLambdaHandler(tracer))
    .handler((event, context) =>
      processPartialResponse(event, each, processor, { context, throwOnFullBatchFailure: false }),
    )
}
