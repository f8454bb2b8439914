/** Hands the messages of a queue to a function in batches, as Lambda does for an event source mapping. */
import { setTimeout as sleep, setImmediate as turn } from "node:timers/promises"
import * as z from "zod"
import { AwsError } from "../aws-error.ts"
import type { Context } from "../family.ts"
import { parsed } from "../shapes.ts"
import { type Message, receiptHandle } from "./message.ts"
import type { Queue } from "./queue.ts"
import { lambdaRecord } from "./record.ts"

export type QueueMapping = {
  queueArn: string
  functionArn: string
  batchSize: number
  /** How long a batch may gather after its first message. */
  windowMs: number
  /** The filter criteria; what does not match is deleted unseen. */
  matches(record: unknown): boolean
  reportsItemFailures: boolean
  /** Batches the function works on at the same time. */
  concurrency: number
}

export type QueuePoller = { stop(): Promise<void> }
export type PollQueue = (mapping: QueueMapping) => QueuePoller

type Work = { context: Context; queue: Queue; mapping: QueueMapping; signal: AbortSignal }

export function pollQueue(context: Context, queue: Queue, mapping: QueueMapping): QueuePoller {
  const stopping = new AbortController()
  const running = new Set<Promise<void>>()
  let stopped = false

  async function loop(): Promise<void> {
    while (!stopping.signal.aborted) {
      if (running.size >= mapping.concurrency) {
        await Promise.race(running)
        continue
      }
      const batch = await gather(queue, mapping, stopping.signal)
      if (batch.length === 0) continue
      const work = handle(batch).finally(() => running.delete(work))
      running.add(work)
      // A queue without a visibility timeout would keep this loop in one turn for ever.
      await turn()
    }
  }

  async function handle(batch: Message[]): Promise<void> {
    const failed = await failures({ context, queue, mapping, signal: stopping.signal }, batch)
    if (stopped) return
    context.state.atomically(() => {
      for (const message of batch) if (!failed.has(message.id)) queue.delete(receiptHandle(message))
    })
  }

  const looping = loop().catch((error) => context.log("error", "sqs", `poller of ${mapping.queueArn}: ${error}`))
  return {
    async stop() {
      stopping.abort()
      await looping
      await Promise.race([Promise.allSettled(running), sleep(2000, undefined, { ref: false })])
      stopped = true
    },
  }
}

async function gather(queue: Queue, mapping: QueueMapping, signal: AbortSignal): Promise<Message[]> {
  const receive = async (max: number, waitMs: number) =>
    filtered(queue, mapping, await queue.receive({ max, waitMs, signal }))
  const batch = await receive(mapping.batchSize, Number.POSITIVE_INFINITY)
  const until = performance.now() + mapping.windowMs
  while (batch.length > 0 && batch.length < mapping.batchSize && !signal.aborted) {
    const left = until - performance.now()
    if (left <= 0) break
    batch.push(...(await receive(mapping.batchSize - batch.length, left)))
  }
  return batch
}

function filtered(queue: Queue, mapping: QueueMapping, messages: Message[]): Message[] {
  return messages.filter((message) => {
    const record = lambdaRecord(queue, message)
    const isWanted = mapping.matches(record) || mapping.matches({ ...record, body: parsed(message.body) })
    if (!isWanted) queue.delete(receiptHandle(message))
    return isWanted
  })
}

const Failures = z.object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })).nullish() })

/** The ids of messages the function did not do; all of them when it failed or its answer is not understood. */
async function failures(work: Work, batch: Message[]): Promise<ReadonlySet<string>> {
  const { context, queue, mapping } = work
  const ids = new Set(batch.map(({ id }) => id))
  try {
    const event = { Records: batch.map((message) => lambdaRecord(queue, message)) }
    const answer = await invoke(work, event)
    if (!mapping.reportsItemFailures || answer === null || answer === undefined) return new Set()
    const { batchItemFailures } = Failures.parse(answer)
    const failed = new Set((batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier))
    return [...failed].every((id) => ids.has(id)) ? failed : ids
  } catch (error) {
    context.log("warn", "sqs", `${mapping.functionArn} failed on ${batch.length} messages: ${error}`)
    return ids
  }
}

const throttledMs = 200

/** Calls the function; one that is at its limit is asked again while the messages are hidden anyway. */
async function invoke({ context, queue, mapping, signal }: Work, event: unknown): Promise<unknown> {
  const until = performance.now() + (queue.settings.visibilityTimeout * 1000) / 2
  for (;;) {
    try {
      return await context.deliver(mapping.functionArn, event, { by: { kind: "operator" }, wait: true })
    } catch (error) {
      const isThrottled = error instanceof AwsError && error.code === "TooManyRequestsException"
      if (!isThrottled || performance.now() > until) throw error
      await sleep(throttledMs, undefined, { signal })
    }
  }
}
