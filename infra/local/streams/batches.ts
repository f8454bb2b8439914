/**
 * Takes a batch of stream records through its function until every record is done: taken by the function, or given up
 * and reported to the failure destination. Records are done in their order.
 */
import { setTimeout as sleep } from "node:timers/promises"
import * as z from "zod"
import { AwsError } from "../aws-error.ts"
import type { Context } from "../family.ts"
import { reportFailure } from "./failures.ts"
import type { Mapping } from "./mapping.ts"
import type { Item } from "./record.ts"

export type Work = { context: Context; mapping: Mapping; roleArn: string; shardId: string; signal: AbortSignal }

type Batch = { items: Item[]; attempts: number }

const shortestWaitMs = 100
const longestWaitMs = 10_000

export async function handleBatch(work: Work, items: Item[]): Promise<void> {
  let batches: Batch[] = [{ items, attempts: 0 }]
  while (!work.signal.aborted) {
    const [batch, ...rest] = batches
    if (batch === undefined) return
    batches = [...(await step(work, batch)), ...rest]
  }
}

/** One try; answers what is left of the batch. */
async function step(work: Work, batch: Batch): Promise<Batch[]> {
  const { mapping, context } = work
  const { items, attempts } = batch
  const tooOld = items.filter(({ bornAt }) => context.now() - bornAt > mapping.maximumAgeMs)
  if (tooOld.length > 0) {
    await giveUp(work, { items: tooOld, attempts }, "RecordAgeExceeded")
    return remaining({ items: items.filter((item) => !tooOld.includes(item)), attempts })
  }
  const taken = await invoke(work, items)
  if (work.signal.aborted && taken !== items.length) return []
  if (taken === "throttled") {
    await backOff(work, attempts)
    return [batch]
  }
  finish(items.slice(0, taken))
  if (taken > 0) return remaining({ items: items.slice(taken), attempts: 0 })
  return retry(work, batch)
}

async function retry(work: Work, { items, attempts }: Batch): Promise<Batch[]> {
  const { bisects, maximumRetries } = work.mapping
  if (bisects && items.length > 1) {
    const middle = Math.ceil(items.length / 2)
    return [
      { items: items.slice(0, middle), attempts: 0 },
      { items: items.slice(middle), attempts: 0 },
    ]
  }
  if (maximumRetries >= 0 && attempts >= maximumRetries) {
    await giveUp(work, { items, attempts }, "RetryAttemptsExhausted")
    return []
  }
  await backOff(work, attempts)
  return [{ items, attempts: attempts + 1 }]
}

function remaining(batch: Batch): Batch[] {
  return batch.items.length === 0 ? [] : [batch]
}

function finish(items: Item[]): void {
  for (const item of items) item.done()
}

async function giveUp(work: Work, { items, attempts }: Batch, condition: string): Promise<void> {
  await reportFailure(work, items, condition, attempts + 1)
  if (!work.signal.aborted) finish(items)
}

async function backOff({ signal }: Work, attempts: number): Promise<void> {
  const wait = Math.min(shortestWaitMs * 2 ** Math.min(attempts, 20), longestWaitMs)
  await sleep(wait, undefined, { signal }).catch(() => undefined)
}

const Failures = z.object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })).nullish() })

/** How many of the first records the function has done. */
async function invoke({ context, mapping }: Work, items: Item[]): Promise<number | "throttled"> {
  try {
    const event = { Records: items.map(({ record }) => record) }
    const answer = await context.deliver(mapping.functionArn, event, { by: { kind: "operator" }, wait: true })
    if (!mapping.reportsItemFailures || answer === null || answer === undefined) return items.length
    const { batchItemFailures } = Failures.parse(answer)
    const failed = (batchItemFailures ?? []).map(({ itemIdentifier }) =>
      items.findIndex(({ sequence }) => sequence === itemIdentifier),
    )
    return Math.max(0, Math.min(items.length, ...failed))
  } catch (error) {
    if (error instanceof AwsError && error.code === "TooManyRequestsException") return "throttled"
    context.log("warn", "streams", `${mapping.functionArn} failed on ${items.length} records: ${error}`)
    return 0
  }
}
