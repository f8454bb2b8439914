/** Follows a stream's shards: a shard is read when its parent is done, and all are read at once otherwise. */
import { setMaxListeners } from "node:events"
import { setTimeout as sleep } from "node:timers/promises"
import type { Shard } from "@aws-sdk/client-dynamodb-streams"
import type { Context } from "../family.ts"
import { createBell } from "./bell.ts"
import { type Checkpoints, openCheckpoints } from "./checkpoints.ts"
import { openCursor } from "./cursor.ts"
import type { Mapping } from "./mapping.ts"
import { createPace, type Pace } from "./pace.ts"
import { readShard } from "./shard.ts"
import { lambdaStreamArn } from "./stream-arn.ts"
import type { StreamClient } from "./stream-client.ts"

export type Source = {
  context: Context
  mapping: Mapping
  roleArn: string
  client: StreamClient
  signal: AbortSignal
  /** The stream's ARN as functions are told it. */
  lambdaArn: string
}

export type StreamPoller = {
  /** Something was written: looks at once. */
  poke(): void
  stop(): Promise<void>
}

/** New shards are looked for when one ends, and now and then. */
const discoverMs = 5000
const retryMs = 500
const graceMs = 2000

export function pollStream(context: Context, mapping: Mapping, roleArn: string, client: StreamClient): StreamPoller {
  const stopping = new AbortController()
  const { signal } = stopping
  setMaxListeners(0, signal)
  const lambdaArn = lambdaStreamArn(context, mapping.sourceArn)
  const source = { context, mapping, roleArn, client, signal, lambdaArn }
  const checkpoints = openCheckpoints(context, mapping.id, lambdaArn)
  const paces = new Map<string, Pace>()
  const ended = createBell(signal)
  const reading = new Set<Promise<void>>()

  function begin(shardId: string): void {
    const pace = createPace(createBell(signal))
    paces.set(shardId, pace)
    const reader = readShard(source, shardId, checkpoints, pace)
      .catch((error) => context.log("error", "streams", `${shardId}: ${error}`))
      .finally(() => {
        paces.delete(shardId)
        reading.delete(reader)
        ended.ring()
      })
    reading.add(reader)
  }

  async function follow(): Promise<void> {
    while (!signal.aborted) {
      let waitMs = discoverMs
      try {
        const shards = await client.shards(mapping.sourceArn, signal)
        await establish(source, checkpoints, shards)
        checkpoints.keepOnly(new Set([startedKey, ...shards.map(idOf)]))
        for (const shard of ready(shards, checkpoints)) if (!paces.has(idOf(shard))) begin(idOf(shard))
      } catch (error) {
        waitMs = retryMs
        if (!signal.aborted) context.log("warn", "streams", `${mapping.sourceArn}: ${error}`)
      }
      await ended.rung(waitMs)
    }
  }

  const following = follow()
  return {
    poke() {
      for (const pace of paces.values()) pace.ring()
    },
    async stop() {
      stopping.abort()
      await following
      await Promise.race([Promise.allSettled(reading), sleep(graceMs, undefined, { ref: false })])
      checkpoints.close()
    },
  }
}

function idOf({ ShardId = "" }: Shard): string {
  return ShardId
}

/** Shards not yet done whose parent is done, or no longer there. */
function ready(shards: Shard[], checkpoints: Checkpoints): Shard[] {
  const there = new Set(shards.map(idOf))
  const isDone = (shardId: string) => checkpoints.get(shardId)?.isDone === true
  return shards.filter(
    ({ ShardId = "", ParentShardId: parent }) =>
      !isDone(ShardId) && (parent === undefined || !there.has(parent) || isDone(parent)),
  )
}

const startedKey = "started"

/** The first time it runs, a mapping that starts at the end passes over what is already there. */
async function establish(source: Source, checkpoints: Checkpoints, shards: Shard[]): Promise<void> {
  if (checkpoints.get(startedKey) !== undefined) return
  if (source.mapping.startsAtEnd) {
    for (const shard of shards) {
      const after = await lastRecord(source, idOf(shard))
      if (after === undefined || source.signal.aborted) continue
      checkpoints.put(idOf(shard), { after })
    }
  }
  if (!source.signal.aborted) checkpoints.put(startedKey, { isDone: true })
}

async function lastRecord(source: Source, shardId: string): Promise<string | undefined> {
  const cursor = openCursor({ ...source, streamArn: source.mapping.sourceArn, shardId }, undefined)
  for (;;) {
    const { records, isEnd } = await cursor.read(1000)
    if (isEnd || records.length === 0) return cursor.position()
  }
}
