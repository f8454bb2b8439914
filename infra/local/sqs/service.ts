/** The SQS API as its SDK speaks it. */
import * as z from "zod"
import { AwsError } from "../aws-error.ts"
import type { Context, Principal, Service } from "../family.ts"
import { jsonService, type Operation } from "../json-service.ts"
import { valid } from "../valid.ts"
import { describeReceived, describeSent, queueAttributes } from "./answers.ts"
import type { Queue } from "./queue.ts"
import type { Queues } from "./queues.ts"
import * as requests from "./requests.ts"

type Run = (queue: Queue, input: Record<string, unknown>, principal: Principal) => unknown

export function sqsService(context: Context, queues: Queues): Service {
  return (call) => {
    const hungUp = new AbortController()
    call.response.once("close", () => hungUp.abort())
    return jsonService("sqs", context.iam, "1.0", operations(queues, hungUp.signal))(call)
  }
}

function operations(queues: Queues, hungUp: AbortSignal): Record<string, Operation> {
  const on = (run: Run, action?: string): Operation => {
    const queueOf = (input: Record<string, unknown>) => queues.byUrl(valid(requests.OnQueue, input).QueueUrl)
    const operation: Operation = {
      resources: (input) => [queueOf(input).settings.arn],
      run: (input, principal) => run(queueOf(input), input, principal),
    }
    return action === undefined ? operation : { ...operation, action }
  }
  return {
    SendMessage: on((queue, input, principal) => send(queue, input, principal)),
    SendMessageBatch: on(sendBatch, "sqs:SendMessage"),
    ReceiveMessage: on((queue, input) => receive(queue, input, hungUp)),
    DeleteMessage: on(remove),
    DeleteMessageBatch: on((queue, input) => batch(input, (entry) => remove(queue, entry)), "sqs:DeleteMessage"),
    ChangeMessageVisibility: on(changeVisibility),
    ChangeMessageVisibilityBatch: on(
      (queue, input) => batch(input, (entry) => changeVisibility(queue, entry)),
      "sqs:ChangeMessageVisibility",
    ),
    PurgeQueue: on((queue) => queue.purge()),
    GetQueueAttributes: on((queue, input) => ({
      Attributes: queueAttributes(queue, valid(requests.AttributesRequest, input).AttributeNames),
    })),
    ...overQueues(queues),
  }
}

function overQueues(queues: Queues): Record<string, Operation> {
  const named = (input: Record<string, unknown>) => queues.byName(valid(requests.NameRequest, input).QueueName)
  return {
    GetQueueUrl: {
      resources: (input) => [named(input).settings.arn],
      run: (input) => ({ QueueUrl: named(input).settings.url }),
    },
    ListQueues: {
      resources: () => ["*"],
      run(input) {
        const { QueueNamePrefix } = valid(requests.ListRequest, input)
        const found = [...queues.all()].map(({ settings }) => settings)
        return { QueueUrls: found.filter(({ name }) => name.startsWith(QueueNamePrefix)).map(({ url }) => url) }
      },
    },
    StartMessageMoveTask: {
      resources: (input) => [valid(requests.MoveRequest, input).SourceArn],
      run: (input) => move(queues, input),
    },
  }
}

function send(queue: Queue, input: unknown, principal: Principal): Record<string, unknown> {
  const request = valid(requests.NewMessageRequest, input)
  return describeSent(queue, queue.send(requests.newMessage(queue.settings, request, senderOf(principal))))
}

function sendBatch(queue: Queue, input: Record<string, unknown>, principal: Principal): unknown {
  const Sized = z.array(requests.NewMessageRequest)
  const parsed = Sized.safeParse(input.Entries)
  if (
    parsed.success &&
    parsed.data.reduce((sum, entry) => sum + requests.sizeOf(entry), 0) > queue.settings.maximumSize
  ) {
    throw new AwsError("BatchRequestTooLong", "The length of all the messages put together is more than the limit.")
  }
  return batch(input, (entry) => send(queue, entry, principal))
}

/** Runs each entry by itself and sorts the answers into successful and failed. */
function batch(
  input: Record<string, unknown>,
  run: (entry: requests.BatchEntry) => Record<string, unknown> | undefined,
): unknown {
  const Successful: unknown[] = []
  const Failed: unknown[] = []
  for (const entry of requests.batchEntries(input)) {
    try {
      Successful.push({ Id: entry.Id, ...run(entry) })
    } catch (error) {
      if (!(error instanceof AwsError)) throw error
      Failed.push({ Id: entry.Id, SenderFault: true, Code: error.code, Message: error.message })
    }
  }
  return { Successful, ...(Failed.length > 0 && { Failed }) }
}

async function receive(queue: Queue, input: unknown, signal: AbortSignal): Promise<unknown> {
  const request = valid(requests.ReceiveRequest, input)
  const messages = await queue.receive({
    max: request.MaxNumberOfMessages,
    waitMs: (request.WaitTimeSeconds ?? queue.settings.receiveWait) * 1000,
    visibilityMs: request.VisibilityTimeout === undefined ? undefined : request.VisibilityTimeout * 1000,
    signal,
  })
  const system = [...request.AttributeNames, ...request.MessageSystemAttributeNames]
  const Messages = messages.map((message) => describeReceived(message, system, request.MessageAttributeNames))
  return Messages.length === 0 ? {} : { Messages }
}

function remove(queue: Queue, input: unknown): undefined {
  queue.delete(valid(requests.DeleteRequest, input).ReceiptHandle)
}

function changeVisibility(queue: Queue, input: unknown): undefined {
  const { ReceiptHandle, VisibilityTimeout } = valid(requests.VisibilityRequest, input)
  queue.changeVisibility(ReceiptHandle, VisibilityTimeout)
}

function move(queues: Queues, input: unknown): unknown {
  const { SourceArn, DestinationArn } = valid(requests.MoveRequest, input)
  const source = queues.byArn(SourceArn)
  if (![...queues.all()].some(({ settings }) => settings.redrive?.deadLetterTargetArn === SourceArn)) {
    throw new AwsError("InvalidParameterValue", "Source queue must be configured as a Dead Letter Queue.")
  }
  source.drain((message) => {
    const destination = DestinationArn ?? message.deadLetterSource
    if (destination === undefined) {
      throw new AwsError(
        "InvalidParameterValue",
        "DestinationArn is needed: a message does not know where it came from.",
      )
    }
    queues.byArn(destination).accept(message, undefined)
  })
  return { TaskHandle: Buffer.from(JSON.stringify({ SourceArn })).toString("base64url") }
}

export function senderOf(principal: Principal): string {
  if (principal.kind === "role") return principal.arn
  return principal.kind === "service" ? principal.service : principal.kind
}
