import { AwsError } from "../aws-error.ts"
import type { Context } from "../family.ts"
import { createQueue, type Queue } from "./queue.ts"
import type { QueueSettings } from "./queue-settings.ts"

/** Every queue of the stack, by name, by ARN and by URL. */
export type Queues = {
  add(settings: QueueSettings): void
  byArn(arn: string): Queue
  byUrl(url: string): Queue
  byName(name: string): Queue
  all(): Iterable<Queue>
  start(): void
  stop(): void
}

export function createQueues(context: Context): Queues {
  const queues = new Map<string, Queue>()

  function byName(name: string): Queue {
    const queue = queues.get(name)
    if (queue !== undefined) return queue
    throw new AwsError("QueueDoesNotExist", `The specified queue does not exist: ${name}`)
  }
  const byArn = (arn: string) => byName(arn.split(":").pop() ?? arn)

  return {
    add(settings) {
      const target = settings.redrive?.deadLetterTargetArn
      queues.set(
        settings.name,
        createQueue(context, settings, () => (target === undefined ? undefined : byArn(target))),
      )
    },
    byArn,
    byUrl: (url) => byName(url.split("/").pop() ?? url),
    byName,
    all: () => queues.values(),
    start() {
      for (const { settings } of queues.values()) {
        if (settings.redrive !== undefined) byArn(settings.redrive.deadLetterTargetArn)
      }
    },
    stop() {
      for (const queue of queues.values()) queue.stop()
    },
  }
}
