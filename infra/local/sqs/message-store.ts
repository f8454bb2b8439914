import type { Context } from "../family.ts"
import type { Message } from "./message.ts"

/** The messages of one queue in their order: in memory, and in the state, which is written first. */
export type MessageStore = {
  all(): Iterable<Message>
  size(): number
  get(sequence: number): Message | undefined
  put(message: Message): void
  delete(message: Message): void
  /** Puts a message behind all others. */
  append(message: Omit<Message, "sequence">): Message
}

export function openMessages(context: Context, queue: string): MessageStore {
  const records = context.state.records<Message>("sqs.message")
  const messages = new Map(
    [...records.list(`${queue}/`)].map(([, { ...message }]) => [message.sequence, seenAgain(message)]),
  )
  let last = [...messages.keys()].at(-1) ?? 0

  const keyOf = (sequence: number) => `${queue}/${String(sequence).padStart(20, "0")}`
  function put(message: Message): void {
    records.put(keyOf(message.sequence), message)
    messages.set(message.sequence, message)
  }

  return {
    all: () => messages.values(),
    size: () => messages.size,
    get: (sequence) => messages.get(sequence),
    put,
    delete({ sequence }) {
      records.delete(keyOf(sequence))
      messages.delete(sequence)
    },
    append(message) {
      last = Math.max(last + 1, context.now() * 1000)
      const appended = { ...message, sequence: last }
      put(appended)
      return appended
    },
  }
}

/** Who received a message before the start is gone: it is to be seen again, unless its time was chosen. */
function seenAgain(message: Message): Message {
  const isAbandoned = message.receipt !== undefined && message.isDeferred !== true
  return isAbandoned ? { ...message, visibleAt: 0 } : message
}
