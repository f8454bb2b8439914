/**
 * Works on the records of a shard in parallel lanes. Records of one key share a lane, so they keep their order; a lane works
 * on one batch at a time.
 */
import { hash } from "node:crypto"
import { type Bell, createBell } from "./bell.ts"
import type { Item } from "./record.ts"

export type Lanes = {
  push(item: Item): void
  /** How many more records may wait. */
  room(): number
  /** Resolves after the next batch, or when the lanes are stopped. */
  next(): Promise<void>
  isEmpty(): boolean
  /** Resolves when the signal has ended the lanes and the batches they were at. */
  ended(): Promise<unknown>
}

type Lane = { queue: Item[]; pushed: Bell }

type Options = {
  count: number
  batchSize: number
  windowMs: number
  signal: AbortSignal
  handle(items: Item[]): Promise<void>
}

export function createLanes(options: Options): Lanes {
  const { count, batchSize, signal } = options
  const done = createBell(signal)
  const lanes = Array.from({ length: count }, (): Lane => ({ queue: [], pushed: createBell(signal) }))
  const running = lanes.map(work)
  let unfinished = 0

  async function work({ queue, pushed }: Lane): Promise<void> {
    while (!signal.aborted) {
      if (queue.length === 0) {
        await pushed.rung()
        continue
      }
      await gather({ queue, pushed }, options)
      const batch = queue.splice(0, batchSize)
      await options.handle(batch)
      unfinished -= batch.length
      done.ring()
    }
  }

  return {
    push(item) {
      unfinished++
      const index = count === 1 ? 0 : Number.parseInt(hash("sha1", item.key).slice(0, 8), 16) % count
      lanes[index]?.queue.push(item)
      lanes[index]?.pushed.ring()
    },
    room: () => Math.max(0, batchSize * count * 2 - unfinished),
    next: done.rung,
    isEmpty: () => unfinished === 0,
    ended: () => Promise.all(running),
  }
}

/** Waits until the batch is full or its window is over. */
async function gather({ queue, pushed }: Lane, { batchSize, windowMs, signal }: Options): Promise<void> {
  const until = performance.now() + windowMs
  while (queue.length < batchSize && !signal.aborted) {
    const left = until - performance.now()
    if (left <= 0) return
    await pushed.rung(left)
  }
}
