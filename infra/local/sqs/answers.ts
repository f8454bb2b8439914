import {
  type Message,
  type MessageAttribute,
  md5,
  md5OfAttributes,
  receiptHandle,
  sequenceNumber,
  systemAttributes,
} from "./message.ts"
import type { Queue } from "./queue.ts"

export function describeSent(queue: Queue, message: Message): Record<string, unknown> {
  return {
    MessageId: message.id,
    MD5OfMessageBody: md5(message.body),
    MD5OfMessageAttributes: md5OfAttributes(message.attributes ?? {}),
    SequenceNumber: queue.settings.isFifo ? sequenceNumber(message) : undefined,
  }
}

export function describeReceived(message: Message, systemNames: string[], names: string[]): Record<string, unknown> {
  const attributes = pick<MessageAttribute>(message.attributes ?? {}, names)
  const system = pick(systemAttributes(message), systemNames)
  return {
    MessageId: message.id,
    ReceiptHandle: receiptHandle(message),
    Body: message.body,
    MD5OfBody: md5(message.body),
    MD5OfMessageAttributes: md5OfAttributes(attributes),
    ...(Object.keys(attributes).length > 0 && { MessageAttributes: attributes }),
    ...(Object.keys(system).length > 0 && { Attributes: system }),
  }
}

export function queueAttributes({ settings, count }: Queue, names: string[]): Record<string, string> {
  const { visible, inFlight, delayed } = count()
  const all: Record<string, string> = {
    QueueArn: settings.arn,
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    VisibilityTimeout: String(settings.visibilityTimeout),
    DelaySeconds: String(settings.delay),
    MessageRetentionPeriod: String(settings.retention),
    MaximumMessageSize: String(settings.maximumSize),
    ReceiveMessageWaitTimeSeconds: String(settings.receiveWait),
    ...(settings.redrive !== undefined && { RedrivePolicy: JSON.stringify(settings.redrive) }),
    ...(settings.isFifo && { FifoQueue: "true", ContentBasedDeduplication: String(settings.deduplicatesByContent) }),
  }
  return pick(all, names)
}

/** `All`, `.*`, a name, or the beginning of names (`trace.*`). */
function pick<T>(all: Record<string, T>, names: string[]): Record<string, T> {
  const isWanted = (key: string) =>
    names.some((name) => name === "All" || name === key || (name.endsWith(".*") && key.startsWith(name.slice(0, -2))))
  return Object.fromEntries(Object.entries(all).filter(([key]) => isWanted(key)))
}
