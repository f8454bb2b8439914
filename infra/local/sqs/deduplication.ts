import { createHash } from "node:crypto"
import { AwsError } from "../aws-error.ts"
import type { Context } from "../family.ts"
import type { Message, NewMessage } from "./message.ts"
import type { QueueSettings } from "./queue-settings.ts"

/** What a FIFO queue sent in the last five minutes, so that it is not sent twice. */
export type Deduplication = {
  idOf(message: NewMessage): string | undefined
  find(groupId: string | undefined, deduplicationId: string | undefined): Message | undefined
  remember(message: Message): void
}

const windowMs = 5 * 60_000

export function createDeduplication(context: Context, settings: QueueSettings): Deduplication {
  const records = context.state.records<Message>("sqs.deduplication")
  const prefix = `${settings.name}/`
  const sent = new Map([...records.list(prefix)].sort(([, a], [, b]) => a.sentAt - b.sentAt))
  const keyOf = (groupId: string | undefined, id: string) =>
    `${prefix}${settings.deduplicatesByGroup ? `${groupId}/` : ""}${id}`

  function expire(): void {
    for (const [key, { sentAt }] of sent) {
      if (context.now() - sentAt < windowMs) return
      records.delete(key)
      sent.delete(key)
    }
  }

  return {
    idOf(message) {
      if (!settings.isFifo) return undefined
      if (message.groupId === undefined) {
        throw new AwsError("MissingParameter", "The request must contain the parameter MessageGroupId.")
      }
      if (message.deduplicationId !== undefined) return message.deduplicationId
      if (settings.deduplicatesByContent) return createHash("sha256").update(message.body).digest("hex")
      throw new AwsError(
        "InvalidParameterValue",
        "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
      )
    },
    find(groupId, deduplicationId) {
      if (deduplicationId === undefined) return undefined
      expire()
      return sent.get(keyOf(groupId, deduplicationId))
    },
    remember(message) {
      if (message.deduplicationId === undefined) return
      const key = keyOf(message.groupId, message.deduplicationId)
      records.put(key, message)
      sent.set(key, message)
    },
  }
}
