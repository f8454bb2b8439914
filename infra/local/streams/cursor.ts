/** A place in a shard from which records are read, one page after the other. */
import type { _Record as StreamRecord } from "@aws-sdk/client-dynamodb-streams"
import type { Context } from "../family.ts"
import type { StreamClient } from "./stream-client.ts"

export type Cursor = {
  /** The next records; none is not the end, `isEnd` is. */
  read(limit: number): Promise<{ records: StreamRecord[]; isEnd: boolean }>
  /** The last record read. */
  position(): string | undefined
}

type Place = { context: Context; client: StreamClient; streamArn: string; shardId: string; signal: AbortSignal }

export function openCursor({ context, client, streamArn, shardId, signal }: Place, after: string | undefined): Cursor {
  let position = after
  let iterator: string | undefined

  async function find(): Promise<string> {
    try {
      return await client.iterator(streamArn, shardId, position, signal)
    } catch (error) {
      if (!isNamed(error, "TrimmedDataAccessException")) throw error
      context.log(
        "warn",
        "streams",
        `${shardId}: records after ${position} are gone, going on with the oldest there is`,
      )
      position = undefined
      return client.iterator(streamArn, shardId, undefined, signal)
    }
  }

  return {
    async read(limit) {
      try {
        iterator ??= await find()
        const { records, next } = await client.read(iterator, limit, signal)
        position = records.at(-1)?.dynamodb?.SequenceNumber ?? position
        iterator = next
        return { records, isEnd: next === undefined }
      } catch (error) {
        iterator = undefined
        if (isNamed(error, "ExpiredIteratorException")) return { records: [], isEnd: false }
        if (isNamed(error, "TrimmedDataAccessException")) {
          position = undefined
          return { records: [], isEnd: false }
        }
        throw error
      }
    },
    position: () => position,
  }
}

function isNamed(error: unknown, name: string): boolean {
  return error instanceof Error && error.name === name
}
