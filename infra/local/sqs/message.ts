import { createHash } from "node:crypto"
import { AwsError } from "../aws-error.ts"

/** A message attribute as the API writes it; a binary value is base64. */
export type MessageAttribute = {
  DataType: string
  StringValue?: string | undefined
  BinaryValue?: string | undefined
}

export type NewMessage = {
  body: string
  sender: string
  attributes?: Record<string, MessageAttribute> | undefined
  traceHeader?: string | undefined
  delayMs?: number | undefined
  groupId?: string | undefined
  deduplicationId?: string | undefined
}

/** A message as a queue keeps it. */
export type Message = Omit<NewMessage, "delayMs"> & {
  id: string
  /** Its place in the queue; also FIFO's sequence number. */
  sequence: number
  sentAt: number
  visibleAt: number
  receiveCount: number
  firstReceivedAt?: number
  /** Of the latest receive: only its holder deletes the message or changes its visibility. */
  receipt?: string
  /** The holder chose when it is to be seen again. */
  isDeferred?: boolean
  deadLetterSource?: string
}

export function md5(text: string): string {
  return createHash("md5").update(text).digest("hex")
}

/** SQS's digest of message attributes: by name, each part preceded by its length, text marked 1 and binary 2. */
export function md5OfAttributes(attributes: Record<string, MessageAttribute>): string | undefined {
  const names = Object.keys(attributes).sort()
  if (names.length === 0) return undefined
  const hash = createHash("md5")
  const add = (bytes: Buffer) => {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(bytes.length)
    hash.update(length).update(bytes)
  }
  for (const name of names) {
    const attribute = attributes[name]
    if (attribute === undefined) continue
    add(Buffer.from(name))
    add(Buffer.from(attribute.DataType))
    const isBinary = attribute.DataType.startsWith("Binary")
    hash.update(Buffer.from([isBinary ? 2 : 1]))
    add(isBinary ? Buffer.from(attribute.BinaryValue ?? "", "base64") : Buffer.from(attribute.StringValue ?? ""))
  }
  return hash.digest("hex")
}

/** Attributes that SQS itself gives a message. */
export function systemAttributes(message: Message): Record<string, string> {
  const { firstReceivedAt, groupId, deduplicationId, traceHeader, deadLetterSource } = message
  return {
    SenderId: message.sender,
    SentTimestamp: String(message.sentAt),
    ApproximateReceiveCount: String(message.receiveCount),
    ...(firstReceivedAt !== undefined && { ApproximateFirstReceiveTimestamp: String(firstReceivedAt) }),
    ...(groupId !== undefined && { MessageGroupId: groupId }),
    ...(deduplicationId !== undefined && { MessageDeduplicationId: deduplicationId }),
    ...(deduplicationId !== undefined && { SequenceNumber: sequenceNumber(message) }),
    ...(traceHeader !== undefined && { AWSTraceHeader: traceHeader }),
    ...(deadLetterSource !== undefined && { DeadLetterQueueSourceArn: deadLetterSource }),
  }
}

export function sequenceNumber({ sequence }: Message): string {
  return String(sequence).padStart(20, "0")
}

export function receiptHandle({ sequence, receipt }: Message): string {
  return Buffer.from(`${sequence}#${receipt}`).toString("base64url")
}

export function readReceipt(handle: string): { sequence: number; receipt: string } {
  const [sequence, receipt] = Buffer.from(handle, "base64url").toString().split("#")
  if (receipt !== undefined) return { sequence: Number(sequence), receipt }
  throw new AwsError("ReceiptHandleIsInvalid", `The input receipt handle "${handle}" is not valid.`)
}
