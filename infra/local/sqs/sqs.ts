import * as z from "zod"
import { checked } from "../checked.ts"
import type { Context, Delivery, Family, Provision } from "../family.ts"
import { Statement } from "../statement.ts"
import { type PollQueue, pollQueue, type QueuePoller } from "./poll.ts"
import { queueSettings } from "./queue-settings.ts"
import { createQueues, type Queues } from "./queues.ts"
import { senderOf, sqsService } from "./service.ts"

/** SQS: queues whose messages survive, and the poller that event source mappings use. */
export function createSqs(context: Context): Family & { poll: PollQueue } {
  const queues = createQueues(context)
  const pollers = new Set<QueuePoller>()
  context.endpoint.service("sqs", sqsService(context, queues))
  context.receive("sqs", async (arn, input, delivery) => take(context, queues, arn, input, delivery))
  return {
    name: "sqs",
    types: queueTypes(context, queues),
    poll(mapping) {
      const poller = pollQueue(context, queues.byArn(mapping.queueArn), mapping)
      pollers.add(poller)
      return poller
    },
    start: queues.start,
    async stop() {
      await Promise.all([...pollers].map((poller) => poller.stop()))
      queues.stop()
    },
  }
}

const PolicyProperties = z.object({
  Queues: z.array(z.string()),
  PolicyDocument: z.object({ Statement: z.union([Statement.transform((one) => [one]), z.array(Statement)]) }),
})

function queueTypes(context: Context, queues: Queues): Record<string, Provision> {
  return {
    "AWS::SQS::Queue": (id, properties) => {
      const settings = queueSettings(properties, {
        name: (max) => context.name(id, max),
        arn: (name) => context.arn("sqs", name),
        url: (name) => `${context.endpoint.url}/${context.account}/${name}`,
      })
      queues.add(settings)
      const { name, arn, url } = settings
      return { ref: url, attributes: { Arn: arn, QueueName: name, QueueUrl: url } }
    },
    "AWS::SQS::QueuePolicy": (id, properties) => {
      const policy = checked(PolicyProperties, properties)
      for (const url of policy.Queues) {
        for (const statement of policy.PolicyDocument.Statement) {
          context.iam.attach(queues.byUrl(url).settings.arn, statement)
        }
      }
      return { ref: id }
    },
  }
}

/** Takes what a rule, a schedule, a bucket or a state machine sends to a queue. */
function take(context: Context, queues: Queues, arn: string, input: unknown, delivery: Delivery): unknown {
  const queue = queues.byArn(arn)
  const { by, attributes = {}, groupId, name } = delivery
  const sourceArn = by.kind === "service" ? by.sourceArn : undefined
  context.iam.assert(by, "sqs:SendMessage", arn, sourceArn === undefined ? {} : { "aws:SourceArn": sourceArn })
  const body = typeof input === "string" ? input : JSON.stringify(input)
  const message = queue.send({
    body,
    sender: senderOf(by),
    attributes: Object.fromEntries(
      Object.entries(attributes).map(([key, StringValue]) => [key, { DataType: "String", StringValue }]),
    ),
    groupId,
    deduplicationId: name,
  })
  return { MessageId: message.id }
}
