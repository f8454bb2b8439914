import { randomUUID } from "node:crypto"
import * as z from "zod"
import { asRole, type Call, call, type Integration } from "./call.ts"
import { StateError } from "./state-error.ts"

const invoke = call(
  "Lambda",
  {
    FunctionName: z.string(),
    Payload: z.unknown().optional(),
    InvocationType: z.enum(["RequestResponse", "Event"]).optional(),
    Qualifier: z.string().optional(),
  },
  async (sender, { FunctionName, Payload, InvocationType, Qualifier }) => {
    const { context } = sender
    const name = FunctionName.startsWith("arn:") ? FunctionName : context.arn("lambda", `function:${FunctionName}`)
    const arn = (Qualifier === undefined ? name : `${name}:${Qualifier}`).replace(/:\$LATEST$/, "")
    const wait = InvocationType !== "Event"
    const answer = await context.deliver(arn, Payload ?? {}, { by: asRole(sender), wait })
    const StatusCode = wait ? 200 : 202
    return {
      ...(wait && { ExecutedVersion: "$LATEST" }),
      Payload: wait ? (answer ?? null) : "",
      SdkHttpMetadata: { HttpStatusCode: StatusCode },
      SdkResponseMetadata: { RequestId: randomUUID() },
      StatusCode,
    }
  },
)

const Entry = z.strictObject({
  Detail: z.unknown(),
  DetailType: z.string(),
  Source: z.string(),
  EventBusName: z.string().default("default"),
  Resources: z.array(z.string()).default([]),
  Time: z.string().optional(),
})

const putEvents = call("EventBridge", { Entries: z.array(Entry).min(1).max(10) }, async (sender, { Entries }) => {
  const { context, execution } = sender
  const answers: unknown[] = []
  for (const { EventBusName, Detail, Resources, Time, ...named } of Entries) {
    const bus = EventBusName.startsWith("arn:") ? EventBusName : context.arn("events", `event-bus/${EventBusName}`)
    const event = {
      ...named,
      Detail: typeof Detail === "string" ? Detail : JSON.stringify(Detail),
      Resources: [...Resources, execution.arn, execution.machineArn],
      ...(Time !== undefined && { time: Time }),
    }
    answers.push(await context.deliver(bus, event, { by: asRole(sender), wait: true }))
  }
  return { Entries: answers.map((answer) => withId("EventId", answer)), FailedEntryCount: 0 }
})

const sendMessage = call(
  "SQS",
  {
    QueueUrl: z.string(),
    MessageBody: z.unknown(),
    MessageGroupId: z.string().optional(),
    MessageDeduplicationId: z.string().optional(),
    MessageAttributes: z.record(z.string(), z.object({ StringValue: z.string() })).optional(),
  },
  async (sender, { QueueUrl, MessageBody, MessageGroupId, MessageDeduplicationId, MessageAttributes = {} }) => {
    const attributes = Object.entries(MessageAttributes).map(([name, { StringValue }]) => [name, StringValue] as const)
    const answer = await sender.context.deliver(
      sender.context.arn("sqs", QueueUrl.split("/").pop() ?? ""),
      MessageBody,
      {
        by: asRole(sender),
        wait: true,
        attributes: Object.fromEntries(attributes),
        ...(MessageGroupId !== undefined && { groupId: MessageGroupId }),
        ...(MessageDeduplicationId !== undefined && { name: MessageDeduplicationId }),
      },
    )
    return withId("MessageId", answer)
  },
)

const Started = z.object({ executionArn: z.string(), startDate: z.number() })

const startExecution = call(
  "StepFunctions",
  { StateMachineArn: z.string(), Input: z.unknown().optional(), Name: z.string().optional() },
  async (sender, { StateMachineArn, Input = {}, Name = "" }) => {
    const answer = await sender.context.deliver(StateMachineArn, Input, { by: asRole(sender), name: Name })
    const { executionArn, startDate } = Started.parse(answer)
    return { ExecutionArn: executionArn, StartDate: startDate * 1000 }
  },
  (input) => ({ ...input, Name: input.Name ?? randomUUID() }),
)

const calls: Record<string, Call> = {
  "lambda:invoke": invoke,
  "events:putEvents": putEvents,
  "sqs:sendMessage": sendMessage,
  "states:startExecution": startExecution,
}

/** Throws `StateError`, naming the resource, for what is not built here. */
export function integrationOf(resource: string): Integration {
  const arn = /^arn:[^:]+:([^:]+):[^:]*:[^:]*:(.+)$/.exec(resource)
  const [, service = "", action = ""] = arn ?? []
  if (service === "lambda" && action.startsWith("function:")) return directly(resource)
  const pattern = ".waitForTaskToken"
  const awaitsToken = action.endsWith(pattern)
  const name = awaitsToken ? action.slice(0, -pattern.length) : action
  const found = service === "states" && Object.hasOwn(calls, name) ? calls[name] : undefined
  if (found !== undefined) {
    const [called = "", operation = ""] = action.split(":")
    return { ...found, service: called, action: operation, awaitsToken }
  }
  throw new StateError("States.Runtime", `${resource} is not built in the local stack`)
}

/** A function named as the Resource itself: the arguments are its event, its answer is the result. */
function directly(arn: string): Integration {
  const payload = (answer: unknown) => z.object({ Payload: z.unknown() }).parse(answer).Payload
  return {
    service: "lambda",
    action: "invoke",
    awaitsToken: false,
    misfits: () => [],
    complete: (input) => input,
    send: async (sender, input) => payload(await invoke.send(sender, { FunctionName: arn, Payload: input })),
  }
}

function withId(id: "EventId" | "MessageId", answer: unknown): object {
  return { [id]: randomUUID(), ...(typeof answer === "object" && answer) }
}
