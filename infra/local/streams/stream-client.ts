/** What the pollers ask of DynamoDB Local's streams. */
import { Agent } from "node:http"
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetShardIteratorCommand,
  type Shard,
  type _Record as StreamRecord,
} from "@aws-sdk/client-dynamodb-streams"
import { getRecords } from "./get-records.ts"
import { localStreamArn } from "./stream-arn.ts"

export type Page = { records: StreamRecord[]; next: string | undefined }

export type StreamClient = {
  shards(streamArn: string, signal: AbortSignal): Promise<Shard[]>
  /** An iterator after a record, or at the oldest record there still is. */
  iterator(streamArn: string, shardId: string, after: string | undefined, signal: AbortSignal): Promise<string>
  read(iterator: string, limit: number, signal: AbortSignal): Promise<Page>
  close(): void
}

export function createStreamClient(url: string): StreamClient {
  const client = new DynamoDBStreamsClient({
    endpoint: url,
    region: "us-east-1",
    credentials: { accessKeyId: "LOCAL", secretAccessKey: "LOCAL" },
    maxAttempts: 1,
  })
  const agent = new Agent({ keepAlive: true })
  return {
    async shards(streamArn, abortSignal) {
      const shards: Shard[] = []
      let ExclusiveStartShardId: string | undefined
      do {
        const StreamArn = localStreamArn(streamArn)
        const command = new DescribeStreamCommand({ StreamArn, ExclusiveStartShardId })
        const { StreamDescription } = await client.send(command, { abortSignal })
        shards.push(...(StreamDescription?.Shards ?? []))
        ExclusiveStartShardId = StreamDescription?.LastEvaluatedShardId
      } while (ExclusiveStartShardId !== undefined)
      return shards
    },
    async iterator(streamArn, ShardId, after, abortSignal) {
      const StreamArn = localStreamArn(streamArn)
      const { ShardIterator } = await client.send(
        new GetShardIteratorCommand({
          StreamArn,
          ShardId,
          ShardIteratorType: after === undefined ? "TRIM_HORIZON" : "AFTER_SEQUENCE_NUMBER",
          SequenceNumber: after,
        }),
        { abortSignal },
      )
      if (ShardIterator === undefined) throw new Error(`no iterator for ${ShardId}`)
      return ShardIterator
    },
    read: (iterator, limit, signal) => getRecords({ url, agent, signal }, iterator, Math.min(limit, 1000)),
    close() {
      client.destroy()
      agent.destroy()
    },
  }
}
