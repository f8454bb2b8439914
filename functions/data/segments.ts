/**
 * Fact segments: one item holds the facts of up to 256 records of a kind, compressed. A row carries its record's version and
 * is only replaced by a newer one, so that it does not matter how often, how late or in what order changes arrive. Beside a
 * segment of deals stands its summary: what its open deals add up to by stage, owner and currency; none where none are open.
 */
import { deflateRawSync, inflateRawSync } from "node:zlib"
import { type Columns, decode, encode, type Opened, open as openColumns, type Row } from "../../shared/columns.ts"
import { STATUS } from "../../shared/facts.ts"
import type { RecordKind } from "../../shared/record.ts"
import { ConditionFailed, commit, type Write, writeAll } from "./commit.ts"
import { bucketOf, FACT_SHARDS, keys } from "./patterns.ts"
import { get, type Item, query } from "./table.ts"

export type Fact = { row: Row; columns: Columns }

/** Open deals of one stage, owner and currency within a segment. Amounts are minor units. */
export type OpenSum = {
  pipeline: number
  stage: number
  owner: number
  /** Only the owner and admins may see these. */
  restricted: boolean
  currency: string
  count: number
  value: number
  /** Value of the deals that have no chance of their own: their stage's applies. */
  valueByStage: number
  /** Value times chance, of those that have their own. */
  weighted: number
}

/** Brings rows into their segments. Rows that are not newer than what stands there change nothing. */
export async function project(w: string, kind: RecordKind, facts: readonly Fact[]): Promise<void> {
  const byBucket = new Map<number, Fact[]>()
  for (const fact of facts) {
    const bucket = bucketOf(Number(fact.row.id))
    byBucket.set(bucket, [...(byBucket.get(bucket) ?? []), fact])
  }
  for (const [bucket, changes] of byBucket) await projectInto(w, kind, bucket, changes)
}

async function projectInto(w: string, kind: RecordKind, bucket: number, changes: readonly Fact[]): Promise<void> {
  for (let tries = 1; ; tries++) {
    const before = await get(keys.facts(w, kind, bucket))
    const { rows, changed, columns } = merged(before, changes)
    const v = Number(before?.v ?? 0) + (changed ? 1 : 0)
    try {
      if (changed) await commit(segmentWrite(w, kind, bucket, v, rows, columns))
      if (kind === "deal") await summarize(w, bucket, v, rows)
      return
    } catch (error) {
      if (!(error instanceof ConditionFailed) || tries === 20) throw error
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * tries))
    }
  }
}

function merged(before: Item | undefined, changes: readonly Fact[]) {
  const known = before === undefined ? { rows: [], columns: {} } : decode(inflateRawSync(bytesOf(before)))
  const rows = new Map(known.rows.map((row) => [Number(row.id), row]))
  const columns = { ...known.columns }
  let changed = false
  for (const fact of changes) {
    const id = Number(fact.row.id)
    if (Number(rows.get(id)?.version ?? 0) >= Number(fact.row.version)) continue
    rows.set(id, fact.row)
    Object.assign(columns, fact.columns)
    changed = true
  }
  return { rows: [...rows.values()].sort((a, b) => Number(a.id) - Number(b.id)), changed, columns }
}

function segmentWrite(w: string, kind: RecordKind, bucket: number, v: number, rows: Row[], columns: Columns): Write {
  return {
    put: { ...keys.facts(w, kind, bucket), v, rows: rows.length, data: deflateRawSync(encode(rows, columns)) },
    if:
      v === 1
        ? { expression: "attribute_not_exists(pk)" }
        : { expression: "v = :before", values: { ":before": v - 1 } },
  }
}

async function summarize(w: string, bucket: number, v: number, rows: readonly Row[]): Promise<void> {
  const sums = openSums(rows)
  const key = keys.openSums(w, bucket)
  const older = { expression: "attribute_not_exists(pk) OR v <= :v", values: { ":v": v } }
  try {
    await commit(sums.length === 0 ? { delete: key, if: older } : { put: { ...key, v, sums }, if: older })
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error
  }
}

export function openSums(rows: readonly Row[]): OpenSum[] {
  const sums = new Map<string, OpenSum>()
  for (const row of rows) {
    if (row.status !== STATUS.open || (row.gone ?? null) !== null || (row.archived ?? null) !== null) continue
    const restricted = row.visibleTo === 1
    const key = [row.stage, row.owner, restricted, row.currency].join()
    const sum = sums.get(key) ?? {
      pipeline: Number(row.pipeline),
      stage: Number(row.stage),
      owner: Number(row.owner),
      restricted,
      currency: String(row.currency),
      count: 0,
      value: 0,
      valueByStage: 0,
      weighted: 0,
    }
    const value = Number(row.value)
    sum.count++
    sum.value += value
    if (typeof row.probability === "number") sum.weighted += Math.round((value * row.probability) / 100)
    else sum.valueByStage += value
    sums.set(key, sum)
  }
  return [...sums.values()]
}

function bytesOf(item: Item): Uint8Array {
  if (!(item.data instanceof Uint8Array)) throw new Error(`fact segment ${item.pk} ${item.sk} holds no bytes`)
  return item.data
}

export type Segment = { bucket: number; opened: Opened }

function opened(item: Item): Segment {
  return { bucket: Number(item.sk), opened: openColumns(inflateRawSync(bytesOf(item))) }
}

/** Every segment of a kind, in no order; `each` is called as pages arrive. */
export async function readAll(w: string, kind: RecordKind, each: (segment: Segment) => void): Promise<number> {
  const counts = await Promise.all(
    Array.from({ length: FACT_SHARDS }, async (_, shard) => {
      let count = 0
      let after: Record<string, unknown> | undefined
      do {
        const page = await query({
          pk: { name: "pk", value: keys.factShard(w, kind, shard) },
          consistent: false,
          ...(after && { after }),
        })
        for (const item of page.items) each(opened(item))
        count += page.items.length
        after = page.next
      } while (after !== undefined)
      return count
    }),
  )
  return counts.reduce((sum, count) => sum + count, 0)
}

/** Segments of the buckets `from` to `to` (inclusive), in order. */
export async function readRange(w: string, kind: RecordKind, from: number, to: number): Promise<Segment[]> {
  const shards = await Promise.all(
    Array.from({ length: FACT_SHARDS }, (_, shard) =>
      query({
        pk: { name: "pk", value: keys.factShard(w, kind, shard) },
        sk: { name: "sk", from: keys.facts(w, kind, from).sk, to: keys.facts(w, kind, to).sk },
        consistent: false,
      }),
    ),
  )
  return shards.flatMap(({ items }) => items.map(opened)).sort((a, b) => a.bucket - b.bucket)
}

/** What the open deals of a workspace add up to, in as many parts as segments hold open deals. */
export async function readOpenSums(w: string): Promise<OpenSum[]> {
  const sums: OpenSum[] = []
  let after: Record<string, unknown> | undefined
  do {
    const page = await query({
      pk: { name: "pk", value: keys.allOpenSums(w) },
      consistent: false,
      ...(after && { after }),
    })
    for (const item of page.items) sums.push(...(item.sums as OpenSum[]))
    after = page.next
  } while (after !== undefined)
  return sums
}

/** Forgets every segment and summary of a kind, for a rebuild. */
export async function forget(w: string, kind: RecordKind): Promise<void> {
  const partitions = Array.from({ length: FACT_SHARDS }, (_, shard) => keys.factShard(w, kind, shard))
  if (kind === "deal") partitions.push(keys.allOpenSums(w))
  for (const partition of partitions) {
    for (let items: Item[] = []; ; ) {
      items = (await query({ pk: { name: "pk", value: partition }, limit: 100 })).items
      if (items.length === 0) break
      await writeAll(items.map(({ pk, sk }) => ({ delete: { pk, sk } })))
    }
  }
}
