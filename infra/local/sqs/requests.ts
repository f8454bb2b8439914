/** What SQS operations take, and what a message must be. */
import * as z from "zod"
import { AwsError } from "../aws-error.ts"
import type { NewMessage } from "./message.ts"
import type { QueueSettings } from "./queue-settings.ts"

const Attribute = z.object({
  DataType: z.string().regex(/^(String|Number|Binary)(\..*)?$/),
  StringValue: z.string().optional(),
  BinaryValue: z.string().optional(),
})

const Seconds = z.int().min(0)

export const NewMessageRequest = z.object({
  MessageBody: z.string(),
  DelaySeconds: Seconds.max(900).optional(),
  MessageAttributes: z.record(z.string(), Attribute).optional(),
  MessageSystemAttributes: z.object({ AWSTraceHeader: Attribute.optional() }).optional(),
  MessageGroupId: z.string().optional(),
  MessageDeduplicationId: z.string().optional(),
})
export type NewMessageRequest = z.infer<typeof NewMessageRequest>

export const OnQueue = z.object({ QueueUrl: z.string() })

export const ReceiveRequest = z.object({
  MaxNumberOfMessages: z.int().min(1).max(10).default(1),
  VisibilityTimeout: Seconds.max(43_200).optional(),
  WaitTimeSeconds: Seconds.max(20).optional(),
  MessageAttributeNames: z.array(z.string()).default([]),
  AttributeNames: z.array(z.string()).default([]),
  MessageSystemAttributeNames: z.array(z.string()).default([]),
})

export const DeleteRequest = z.object({ ReceiptHandle: z.string() })
export const VisibilityRequest = DeleteRequest.extend({ VisibilityTimeout: Seconds.max(43_200) })
export const AttributesRequest = z.object({ AttributeNames: z.array(z.string()).default([]) })
export const NameRequest = z.object({ QueueName: z.string() })
export const ListRequest = z.object({ QueueNamePrefix: z.string().default("") })
export const MoveRequest = z.object({ SourceArn: z.string(), DestinationArn: z.string().optional() })

const Batch = z.object({ Entries: z.array(z.looseObject({ Id: z.string() })).default([]) })
export type BatchEntry = z.infer<typeof Batch>["Entries"][number]

export function batchEntries(input: Record<string, unknown>): BatchEntry[] {
  const parsed = Batch.safeParse(input)
  if (!parsed.success) throw new AwsError("InvalidParameterValue", `Entries: ${z.prettifyError(parsed.error)}`)
  const { Entries } = parsed.data
  if (Entries.length === 0)
    throw new AwsError("EmptyBatchRequest", "There should be at least one entry in the request.")
  if (Entries.length > 10) {
    throw new AwsError("TooManyEntriesInBatchRequest", "Maximum number of entries per request are 10.")
  }
  if (new Set(Entries.map(({ Id }) => Id)).size < Entries.length) {
    throw new AwsError("BatchEntryIdsNotDistinct", "Two or more batch entries in the request have the same Id.")
  }
  return Entries
}

export function newMessage(settings: QueueSettings, given: NewMessageRequest, sender: string): NewMessage {
  const { MessageBody: body, MessageAttributes: attributes = {} } = given
  if (body === "") throw new AwsError("MissingParameter", "The request must contain the parameter MessageBody.")
  if (!isXmlText(body))
    throw new AwsError("InvalidMessageContents", "The message contains characters outside the allowed set.")
  if (sizeOf(given) > settings.maximumSize) {
    const limit = `One or more parameters are invalid. Reason: Message must be shorter than ${settings.maximumSize} bytes.`
    throw new AwsError("InvalidParameterValue", limit)
  }
  for (const [name, { DataType, StringValue, BinaryValue }] of Object.entries(attributes)) {
    if ((DataType.startsWith("Binary") ? BinaryValue : StringValue) === undefined) {
      throw new AwsError(
        "InvalidParameterValue",
        `The message attribute '${name}' has no value of its type ${DataType}.`,
      )
    }
  }
  if (settings.isFifo && given.DelaySeconds !== undefined) {
    throw new AwsError("InvalidParameterValue", "DelaySeconds is invalid for a message of a FIFO queue.")
  }
  return {
    body,
    sender,
    attributes,
    traceHeader: given.MessageSystemAttributes?.AWSTraceHeader?.StringValue,
    delayMs: given.DelaySeconds === undefined ? undefined : given.DelaySeconds * 1000,
    groupId: given.MessageGroupId,
    deduplicationId: given.MessageDeduplicationId,
  }
}

function isXmlText(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters SQS refuses
  return !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(text)
}

export function sizeOf({ MessageBody, MessageAttributes = {} }: NewMessageRequest): number {
  return Object.entries(MessageAttributes).reduce(
    (sum, [name, { DataType, StringValue = "", BinaryValue = "" }]) =>
      sum + Buffer.byteLength(name + DataType + StringValue) + Buffer.byteLength(BinaryValue, "base64"),
    Buffer.byteLength(MessageBody),
  )
}
