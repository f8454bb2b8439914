/** What Lambda polls for its functions: DynamoDB streams here, queues through the poller of their own family. */
import { AwsError } from "../aws-error.ts"
import type { Context, Family } from "../family.ts"
import type { PollQueue } from "../sqs/poll.ts"
import { type Mapping, readMapping } from "./mapping.ts"
import { pollStream, type StreamPoller } from "./stream.ts"
import { createStreamClient, type StreamClient } from "./stream-client.ts"

export type StreamOptions = {
  /** Where DynamoDB Local answers; asked at the start. */
  dynamodbUrl(): string
  /** The role a function runs as. */
  roleOf(functionArn: string): string
  queue: PollQueue
}

export type Streams = Family & {
  /** A table was written: the streams are looked at at once. */
  poke(): void
}

const actions: Record<string, string[]> = {
  dynamodb: ["dynamodb:DescribeStream", "dynamodb:GetShardIterator", "dynamodb:GetRecords"],
  sqs: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
}

export function createStreams(context: Context, { dynamodbUrl, roleOf, queue }: StreamOptions): Streams {
  const mappings: Mapping[] = []
  const pollers: StreamPoller[] = []
  const queuePollers: { stop(): Promise<void> }[] = []
  let client: StreamClient | undefined

  function begin(mapping: Mapping): void {
    const roleArn = roleOf(mapping.functionArn)
    assertMayRead(context, mapping, roleArn)
    if (serviceOf(mapping) === "sqs") {
      queuePollers.push(queue({ ...mapping, queueArn: mapping.sourceArn, ...queueDefaults(mapping) }))
      return
    }
    client ??= createStreamClient(dynamodbUrl())
    pollers.push(pollStream(context, mapping, roleArn, client))
  }

  return {
    name: "streams",
    types: {
      "AWS::Lambda::EventSourceMapping": (id, properties) => {
        const mapping = readMapping(context, id, properties)
        if (actions[serviceOf(mapping)] === undefined) {
          throw new AwsError("NotImplemented", `event source ${mapping.sourceArn} is not built in the local stack`, 501)
        }
        mappings.push(mapping)
        const ref = context.name(id)
        const arn = context.arn("lambda", `event-source-mapping:${ref}`)
        return { ref, attributes: { Id: ref, EventSourceMappingArn: arn } }
      },
    },
    poke() {
      for (const poller of pollers) poller.poke()
    },
    start() {
      for (const mapping of mappings) if (mapping.isEnabled) begin(mapping)
    },
    async stop() {
      await Promise.all([...pollers, ...queuePollers].map((poller) => poller.stop()))
      client?.close()
    },
  }
}

function serviceOf({ sourceArn }: Mapping): string {
  return sourceArn.split(":")[2] ?? ""
}

function queueDefaults({ batchSize, maximumConcurrency }: Mapping): { batchSize: number; concurrency: number } {
  return { batchSize: batchSize ?? 10, concurrency: maximumConcurrency ?? 5 }
}

/** Lambda polls with the rights of the function's role. */
function assertMayRead(context: Context, { id, sourceArn }: Mapping, roleArn: string): void {
  const service = sourceArn.split(":")[2] ?? ""
  for (const action of actions[service] ?? []) {
    try {
      context.iam.assert({ kind: "role", arn: roleArn }, action, sourceArn)
    } catch (error) {
      if (!(error instanceof AwsError)) throw error
      throw new AwsError(error.code, `${id}: ${error.message}`, error.status)
    }
  }
}
