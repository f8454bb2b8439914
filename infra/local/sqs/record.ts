import { type Message, md5, md5OfAttributes, receiptHandle, systemAttributes } from "./message.ts"
import type { Queue } from "./queue.ts"

/** A message as Lambda hands it to a function. */
export function lambdaRecord({ settings }: Queue, message: Message): Record<string, unknown> {
  const attributes = Object.entries(message.attributes ?? {})
  return {
    messageId: message.id,
    receiptHandle: receiptHandle(message),
    body: message.body,
    attributes: systemAttributes(message),
    messageAttributes: Object.fromEntries(
      attributes.map(([name, { DataType, StringValue, BinaryValue }]) => [
        name,
        {
          ...(StringValue !== undefined && { stringValue: StringValue }),
          ...(BinaryValue !== undefined && { binaryValue: BinaryValue }),
          stringListValues: [],
          binaryListValues: [],
          dataType: DataType,
        },
      ]),
    ),
    md5OfBody: md5(message.body),
    ...(attributes.length > 0 && { md5OfMessageAttributes: md5OfAttributes(message.attributes ?? {}) }),
    eventSource: "aws:sqs",
    eventSourceARN: settings.arn,
    awsRegion: settings.arn.split(":")[3],
  }
}
