/** How far a mapping is in each shard: written after success only, so a restart repeats rather than skips. */
import type { Context } from "../family.ts"

export type Checkpoint = {
  /** The last record before which everything is done. */
  after?: string
  /** The shard was read to its end. */
  isDone?: boolean
}

export type Checkpoints = {
  get(shardId: string): Checkpoint | undefined
  put(shardId: string, checkpoint: Checkpoint): void
  /** Forgets shards that are no longer there. */
  keepOnly(shardIds: ReadonlySet<string>): void
  /** From now on nothing is written: the state may be gone. */
  close(): void
}

export function openCheckpoints(context: Context, mappingId: string, streamArn: string): Checkpoints {
  const records = context.state.records<Checkpoint>("streams.checkpoint")
  const prefix = `${mappingId}/`
  let isClosed = false
  const keyOf = (shardId: string) => `${prefix}${streamArn}/${shardId}`
  return {
    get: (shardId) => records.get(keyOf(shardId)),
    put(shardId, checkpoint) {
      if (!isClosed) records.put(keyOf(shardId), checkpoint)
    },
    keepOnly(shardIds) {
      const kept = new Set([...shardIds].map(keyOf))
      for (const [key] of records.list(prefix)) if (!kept.has(key)) records.delete(key)
    },
    close() {
      isClosed = true
    },
  }
}

/** Follows which records of a shard are done, in whatever order, and tells the last of those done without a gap. */
export type Progress = { begin(sequence: string): () => void; isComplete(): boolean }

export function createProgress(reached: (sequence: string) => void): Progress {
  const open: { sequence: string; isDone: boolean }[] = []
  let isScheduled = false
  function advance(): void {
    isScheduled = false
    const gap = open.findIndex(({ isDone }) => !isDone)
    const finished = open.splice(0, gap === -1 ? open.length : gap)
    const last = finished.at(-1)
    if (last !== undefined) reached(last.sequence)
  }
  return {
    begin(sequence) {
      const entry = { sequence, isDone: false }
      open.push(entry)
      return () => {
        entry.isDone = true
        if (isScheduled) return
        isScheduled = true
        queueMicrotask(advance)
      }
    },
    isComplete: () => open.length === 0,
  }
}
