import * as z from "zod"
import { checked } from "../checked.ts"
import { Flag, ignored, JsonObject, Whole } from "../shapes.ts"

/** Times in seconds, sizes in bytes. */
export type QueueSettings = {
  name: string
  arn: string
  url: string
  isFifo: boolean
  deduplicatesByContent: boolean
  deduplicatesByGroup: boolean
  visibilityTimeout: number
  delay: number
  retention: number
  receiveWait: number
  maximumSize: number
  redrive: { deadLetterTargetArn: string; maxReceiveCount: number } | undefined
}

const Redrive = z.object({ deadLetterTargetArn: z.string(), maxReceiveCount: Whole })

const Properties = z.strictObject({
  QueueName: z.string().optional(),
  FifoQueue: Flag.default(false),
  ContentBasedDeduplication: Flag.default(false),
  DeduplicationScope: z.enum(["queue", "messageGroup"]).default("queue"),
  VisibilityTimeout: Whole.default(30),
  DelaySeconds: Whole.default(0),
  MessageRetentionPeriod: Whole.default(345_600),
  ReceiveMessageWaitTimeSeconds: Whole.default(0),
  MaximumMessageSize: Whole.default(1_048_576),
  RedrivePolicy: JsonObject.pipe(Redrive).optional(),
  RedriveAllowPolicy: ignored,
  FifoThroughputLimit: ignored,
  KmsMasterKeyId: ignored,
  KmsDataKeyReusePeriodSeconds: ignored,
  SqsManagedSseEnabled: ignored,
  Tags: ignored,
})

type Naming = { name(max: number): string; arn(name: string): string; url(name: string): string }

export function queueSettings(properties: Record<string, unknown>, naming: Naming): QueueSettings {
  const given = checked(Properties, properties)
  const name = given.QueueName ?? (given.FifoQueue ? `${naming.name(75)}.fifo` : naming.name(80))
  return {
    name,
    arn: naming.arn(name),
    url: naming.url(name),
    isFifo: given.FifoQueue,
    deduplicatesByContent: given.ContentBasedDeduplication,
    deduplicatesByGroup: given.DeduplicationScope === "messageGroup",
    visibilityTimeout: given.VisibilityTimeout,
    delay: given.DelaySeconds,
    retention: given.MessageRetentionPeriod,
    receiveWait: given.ReceiveMessageWaitTimeSeconds,
    maximumSize: given.MaximumMessageSize,
    redrive: given.RedrivePolicy,
  }
}
