import type { Context } from "../family.ts"
import type { Message } from "./message.ts"

export type Receive = {
  max: number
  waitMs: number
  visibilityMs?: number | undefined
  signal?: AbortSignal | undefined
}

/** Those who wait for messages of a queue, served in the order they came. */
export type Waiters = {
  receive(options: Receive): Promise<Message[]>
  /** Something may have become visible: looks once the caller's turn is over. */
  wake(): void
  stop(): void
}

type Waiter = Receive & { answer(messages: Message[]): void }

/** The clock may be bent or the machine asleep: never trust a timer for longer. */
const longestWaitMs = 500

export function createWaiters(
  context: Context,
  take: (max: number, visibilityMs: number | undefined) => Message[],
  nextVisibleAt: () => number | undefined,
): Waiters {
  const waiting = new Set<Waiter>()
  let timer: NodeJS.Timeout | undefined
  let isWoken = false
  let stopped = false

  function serve(): void {
    isWoken = false
    clearTimeout(timer)
    if (stopped) return
    for (const waiter of waiting) {
      const messages = take(waiter.max, waiter.visibilityMs)
      if (messages.length === 0) break
      waiter.answer(messages)
    }
    const next = waiting.size === 0 ? undefined : nextVisibleAt()
    if (next !== undefined) timer = setTimeout(serve, Math.max(1, Math.min(next - context.now(), longestWaitMs)))
  }

  function wait(options: Receive): Promise<Message[]> {
    return new Promise((resolve) => {
      const waiter = { ...options, answer }
      const end = () => answer([])
      const deadline = Number.isFinite(options.waitMs) ? setTimeout(end, options.waitMs) : undefined
      options.signal?.addEventListener("abort", end)
      waiting.add(waiter)
      serve()
      function answer(messages: Message[]): void {
        waiting.delete(waiter)
        clearTimeout(deadline)
        options.signal?.removeEventListener("abort", end)
        resolve(messages)
      }
    })
  }

  return {
    async receive(options) {
      if (stopped || options.signal?.aborted) return []
      const messages = waiting.size === 0 ? take(options.max, options.visibilityMs) : []
      return messages.length > 0 || options.waitMs <= 0 ? messages : wait(options)
    },
    wake() {
      if (isWoken || stopped) return
      isWoken = true
      queueMicrotask(serve)
    },
    stop() {
      stopped = true
      clearTimeout(timer)
      for (const waiter of waiting) waiter.answer([])
    },
  }
}
