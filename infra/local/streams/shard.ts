/** Reads one shard from its checkpoint to its end and takes its records through the function. */
import { setTimeout as sleep } from "node:timers/promises"
import type { _Record as StreamRecord } from "@aws-sdk/client-dynamodb-streams"
import { handleBatch } from "./batches.ts"
import { type Checkpoints, createProgress } from "./checkpoints.ts"
import { openCursor } from "./cursor.ts"
import { createLanes, type Lanes } from "./lanes.ts"
import type { Pace } from "./pace.ts"
import { createdAt, lambdaRecord } from "./record.ts"
import type { Source } from "./stream.ts"

const retryMs = 500
const minuteMs = 60_000

/** Resolves when the shard is closed and everything in it is done, or when the signal ends it. */
export async function readShard(source: Source, shardId: string, checkpoints: Checkpoints, pace: Pace): Promise<void> {
  const { context, mapping, roleArn, client, signal } = source
  const progress = createProgress((after) => checkpoints.put(shardId, { after }))
  const lanes = createLanes({
    count: mapping.parallelization,
    batchSize: mapping.batchSize ?? 100,
    windowMs: mapping.windowMs,
    signal,
    handle: (items) => handleBatch({ context, mapping, roleArn, shardId, signal }, items),
  })
  const place = { context, client, streamArn: mapping.sourceArn, shardId, signal }
  const cursor = openCursor(place, checkpoints.get(shardId)?.after)
  while (!signal.aborted) {
    const room = lanes.room()
    if (room === 0) {
      await lanes.next()
      continue
    }
    const page = await cursor.read(room).catch((error) => failed(source, shardId, error))
    if (page === undefined) {
      await sleep(retryMs, undefined, { signal }).catch(() => undefined)
      continue
    }
    for (const record of page.records) pass(source, lanes, record, progress.begin(sequenceOf(record)))
    if (page.isEnd) break
    if (page.records.length === 0) await pace.wait()
  }
  while (!signal.aborted && !lanes.isEmpty()) await lanes.next()
  if (signal.aborted) await lanes.ended()
  else checkpoints.put(shardId, { isDone: true })
}

function failed({ context, signal }: Source, shardId: string, error: unknown): undefined {
  if (!signal.aborted) context.log("warn", "streams", `${shardId}: ${error}`)
}

function sequenceOf({ dynamodb }: StreamRecord): string {
  return dynamodb?.SequenceNumber ?? ""
}

/** Hands a record that the filter lets through to its lane; any other is done. */
function pass({ context, mapping, lambdaArn }: Source, lanes: Lanes, found: StreamRecord, done: () => void): void {
  const record = lambdaRecord(context, lambdaArn, found)
  if (!mapping.matches(record)) {
    done()
    return
  }
  const at = createdAt(found)
  lanes.push({
    record,
    sequence: sequenceOf(found),
    key: JSON.stringify(found.dynamodb?.Keys),
    createdAt: at,
    bornAt: Math.min(context.now(), at + minuteMs),
    done,
  })
}
