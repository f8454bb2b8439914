/**
 * What is still to be handed to targets. A task is written down before it is tried and struck off when its target took it
 * (or the dead-letter queue did), so a killed process tries again: at least once.
 */
import { randomUUID } from "node:crypto"
import { setTimeout as sleep } from "node:timers/promises"
import { AwsError } from "../aws-error.ts"
import type { Context, Principal } from "../family.ts"

export type Task = {
  target: string
  input: unknown
  by: Principal
  groupId?: string | undefined
  maximumRetries: number
  maximumAgeMs: number
  deadLetterQueue?: string | undefined
  /** Names the rule or schedule on the dead letter. */
  deadLetterAttributes: Record<string, string>
}

export type Outbox = {
  /** Writes the tasks down; they are tried as soon as the caller's turn is over. */
  add(tasks: Task[]): void
  start(): void
  stop(): Promise<void>
}

type Queued = Task & { queuedAt: number; attempts: number }

const shortestWaitMs = 50
const longestWaitMs = 60_000

export function createOutbox(context: Context): Outbox {
  const records = context.state.records<Queued>("events.outbox")
  const waiting = new Set<NodeJS.Timeout>()
  const running = new Set<Promise<void>>()
  let queuedSoFar = 0
  let started = false
  let stopped = false

  function run(key: string, task: Queued): void {
    if (!started || stopped) return
    const attempt = tried(key, task).finally(() => running.delete(attempt))
    running.add(attempt)
  }

  async function tried(key: string, task: Queued): Promise<void> {
    const failure = await handedOver(context, task)
    if (stopped) return
    if (failure === undefined) return records.delete(key)
    const next = { ...task, attempts: task.attempts + 1 }
    const condition = exhausted(next, failure, context.now())
    if (condition === undefined) {
      records.put(key, next)
      retryLater(key, next)
      return
    }
    await bury(context, next, failure, condition)
    if (!stopped) records.delete(key)
  }

  function retryLater(key: string, task: Queued): void {
    const wait = Math.min(shortestWaitMs * 2 ** Math.min(task.attempts - 1, 20), longestWaitMs)
    const timer = setTimeout(() => {
      waiting.delete(timer)
      run(key, task)
    }, wait)
    waiting.add(timer)
  }

  return {
    add(tasks) {
      if (tasks.length === 0) return
      const queuedAt = context.now()
      const queued = tasks.map((task): [string, Queued] => [
        `${String(queuedAt).padStart(15, "0")}-${String(++queuedSoFar).padStart(10, "0")}-${randomUUID()}`,
        { ...task, queuedAt, attempts: 0 },
      ])
      context.state.atomically(() => {
        for (const [key, task] of queued) records.put(key, task)
      })
      if (!started) return
      setImmediate(() => {
        for (const [key, task] of queued) run(key, task)
      })
    },
    start() {
      started = true
      for (const [key, task] of records.list()) run(key, task)
    },
    async stop() {
      started = false
      for (const timer of waiting) clearTimeout(timer)
      await Promise.race([Promise.allSettled(running), sleep(2000, undefined, { ref: false })])
      stopped = true
    },
  }
}

async function handedOver(context: Context, task: Queued): Promise<Error | undefined> {
  try {
    const group = task.groupId === undefined ? {} : { groupId: task.groupId }
    await context.deliver(task.target, task.input, { by: task.by, ...group })
    return undefined
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

/** Why a task is given up, or undefined while it may be tried again. What no retry can mend is given up at once. */
function exhausted(task: Queued, failure: Error, now: number): string | undefined {
  if (failure instanceof AwsError && /AccessDenied|NotFound|NotExist/.test(failure.code)) return "NotRetryable"
  if (task.attempts > task.maximumRetries) return "MaximumRetryAttempts"
  return now - task.queuedAt > task.maximumAgeMs ? "MaximumEventAgeInSeconds" : undefined
}

async function bury(context: Context, task: Queued, failure: Error, condition: string): Promise<void> {
  const what = `${task.target} did not take ${JSON.stringify(task.deadLetterAttributes)}: ${failure.message}`
  context.log("error", "events", what)
  if (task.deadLetterQueue === undefined) return
  const attributes = {
    ...task.deadLetterAttributes,
    TARGET_ARN: task.target,
    ERROR_CODE: failure instanceof AwsError ? failure.code : "SDK_CLIENT_ERROR",
    ERROR_MESSAGE: failure.message,
    EXHAUSTED_RETRY_CONDITION: condition,
    RETRY_ATTEMPTS: String(task.attempts - 1),
  }
  try {
    await context.deliver(task.deadLetterQueue, task.input, { by: task.by, attributes })
  } catch (error) {
    context.log("error", "events", `${task.deadLetterQueue} refused the dead letter: ${error}`)
  }
}
