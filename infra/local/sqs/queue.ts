import { randomUUID } from "node:crypto"
import { AwsError } from "../aws-error.ts"
import type { Context } from "../family.ts"
import { createDeduplication } from "./deduplication.ts"
import { type Message, type NewMessage, readReceipt } from "./message.ts"
import { openMessages } from "./message-store.ts"
import type { QueueSettings } from "./queue-settings.ts"
import { createWaiters, type Receive } from "./waiters.ts"

/** One queue. What was sent, received or deleted is so after a kill as well. */
export type Queue = {
  settings: QueueSettings
  /** Keeps a message; a duplicate within five minutes (FIFO) answers the one already sent. */
  send(message: NewMessage): Message
  /** Takes visible messages in order, waiting for the first; none when the wait or the signal ends. */
  receive(options: Receive): Promise<Message[]>
  delete(receiptHandle: string): void
  changeVisibility(receiptHandle: string, seconds: number): void
  purge(): void
  count(): { visible: number; inFlight: number; delayed: number }
  /** Takes over a message of another queue. */
  accept(message: Message, source: string | undefined): void
  /** Gives every visible message to `move` and forgets it. */
  drain(move: (message: Message) => void): number
  stop(): void
}

export function createQueue(context: Context, settings: QueueSettings, deadLetters: () => Queue | undefined): Queue {
  const { name, isFifo, redrive } = settings
  const messages = openMessages(context, name)
  const deduplication = createDeduplication(context, settings)
  const waiters = createWaiters(context, take, nextVisibleAt)

  function take(max: number, visibilityMs: number | undefined): Message[] {
    if (messages.size() === 0) return []
    const now = context.now()
    const until = now + (visibilityMs ?? settings.visibilityTimeout * 1000)
    return context.state.atomically(() =>
      available(max, now).map((message) => {
        const received = {
          ...message,
          receiveCount: message.receiveCount + 1,
          firstReceivedAt: message.firstReceivedAt ?? now,
          visibleAt: until,
          receipt: randomUUID(),
          isDeferred: false,
        }
        messages.put(received)
        return received
      }),
    )
  }

  /** In order; a message of a group (FIFO) waits for those before it. */
  function available(max: number, now: number): Message[] {
    const found: Message[] = []
    const blocked = new Set<string>()
    for (const message of messages.all()) {
      if (found.length >= max) break
      const { groupId } = message
      if (now - message.sentAt > settings.retention * 1000) messages.delete(message)
      else if (isFifo && groupId !== undefined && blocked.has(groupId)) continue
      else if (message.visibleAt > now) blocked.add(groupId ?? "")
      else if (redrive !== undefined && message.receiveCount >= redrive.maxReceiveCount) bury(message)
      else found.push(message)
    }
    return found
  }

  function bury(message: Message): void {
    const queue = deadLetters()
    if (queue === undefined) return
    queue.accept(message, settings.arn)
    messages.delete(message)
  }

  function nextVisibleAt(): number | undefined {
    const now = context.now()
    let next: number | undefined
    for (const { visibleAt } of messages.all()) {
      if (visibleAt > now && (next === undefined || visibleAt < next)) next = visibleAt
    }
    return next
  }

  function held(handle: string): Message | undefined {
    const { sequence, receipt } = readReceipt(handle)
    const message = messages.get(sequence)
    return message?.receipt === receipt ? message : undefined
  }

  return {
    settings,
    send({ delayMs = settings.delay * 1000, ...message }) {
      const now = context.now()
      const deduplicationId = deduplication.idOf(message)
      const known = deduplication.find(message.groupId, deduplicationId)
      if (known !== undefined) return known
      return context.state.atomically(() => {
        const id = randomUUID()
        const fresh = { ...message, deduplicationId, id, sentAt: now, visibleAt: now + delayMs, receiveCount: 0 }
        const sent = messages.append(fresh)
        deduplication.remember(sent)
        waiters.wake()
        return sent
      })
    },
    receive: waiters.receive,
    delete(receiptHandle) {
      const message = held(receiptHandle)
      if (message === undefined) return
      messages.delete(message)
      waiters.wake()
    },
    changeVisibility(receiptHandle, seconds) {
      const message = held(receiptHandle)
      const now = context.now()
      if (message === undefined || message.visibleAt <= now) {
        throw new AwsError("MessageNotInflight", "The specified message isn't in flight.")
      }
      messages.put({ ...message, visibleAt: now + seconds * 1000, isDeferred: true })
      waiters.wake()
    },
    purge: () =>
      context.state.atomically(() => {
        for (const message of messages.all()) messages.delete(message)
      }),
    count() {
      const now = context.now()
      const hidden = [...messages.all()].filter(({ visibleAt }) => visibleAt > now)
      const delayed = hidden.filter(({ receipt }) => receipt === undefined).length
      return { visible: messages.size() - hidden.length, inFlight: hidden.length - delayed, delayed }
    },
    accept({ receipt: _receipt, firstReceivedAt: _first, deadLetterSource: _source, ...message }, source) {
      const origin = source === undefined ? { sentAt: context.now() } : { deadLetterSource: source }
      messages.append({ ...message, ...origin, visibleAt: 0, receiveCount: 0, isDeferred: false })
      waiters.wake()
    },
    drain(move) {
      const now = context.now()
      const movable = [...messages.all()].filter(({ visibleAt }) => visibleAt <= now)
      context.state.atomically(() => {
        for (const message of movable) {
          move(message)
          messages.delete(message)
        }
      })
      return movable.length
    },
    stop: waiters.stop,
  }
}
