/**
 * Fact segments: one item holds the facts of up to 256 records of a kind, compressed. A row carries its record's version and
 * is only replaced by a newer one, so that it does not matter how often, how late or in what order changes arrive. Beside a
 * segment of deals stands what its open deals add up to.
 */
import { deflateRawSync, inflateRawSync } from "node:zlib"
import { type Columns, decode, encode, type Opened, open as openColumns, type Row } from "../../shared/columns.ts"
import { ConditionFailed, commit, type Write } from "./commit.ts"
import { rebuiltSumsWrite, sumsWrite } from "./open-sums.ts"
import { bucketOf, FACT_SHARDS, keys, type SegmentsOf } from "./patterns.ts"
import { get, type Item, query } from "./table.ts"

export type Fact = { row: Row; columns: Columns }

/** Brings rows into their segments. Rows that are not newer than what stands there change nothing. */
export async function project(w: string, kind: SegmentsOf, facts: readonly Fact[]): Promise<void> {
  const byBucket = new Map<number, Fact[]>()
  for (const fact of facts) {
    const bucket = bucketOf(Number(fact.row.id))
    byBucket.set(bucket, [...(byBucket.get(bucket) ?? []), fact])
  }
  for (const [bucket, changes] of byBucket) await projectInto(w, kind, bucket, changes)
}

async function projectInto(w: string, kind: SegmentsOf, bucket: number, changes: readonly Fact[]): Promise<void> {
  await persistently(async () => {
    const before = await get(keys.facts(w, kind, bucket))
    const { rows, changed, columns } = merged(before, changes)
    const v = Number(before?.v ?? 0) + (changed ? 1 : 0)
    if (changed) await commit(segmentWrite(w, kind, bucket, v, rows, columns))
    if (kind === "deal") await summarize(w, bucket, v, rows)
  })
}

/** Tries again as long as someone else writes the same segment, at most 20 times. */
async function persistently(attempt: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt()
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
  return { rows: inOrder([...rows.values()]), changed, columns }
}

const inOrder = (rows: Row[]) => rows.sort((a, b) => Number(a.id) - Number(b.id))
const rowsOf = (item: Item): Row[] => decode(inflateRawSync(bytesOf(item))).rows

function segmentWrite(w: string, kind: SegmentsOf, bucket: number, v: number, rows: Row[], columns: Columns): Write {
  return {
    put: { ...keys.facts(w, kind, bucket), v, rows: rows.length, data: deflateRawSync(encode(rows, columns)) },
    if:
      v === 1
        ? { expression: "attribute_not_exists(pk)" }
        : { expression: "v = :before", values: { ":before": v - 1 } },
  }
}

async function summarize(w: string, bucket: number, v: number, rows: readonly Row[]): Promise<void> {
  try {
    await commit(sumsWrite(w, bucket, v, rows))
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error
  }
}

/**
 * Writes a segment anew from its records. What stands there is read before they are, so each record is at least as new as its
 * row; a row without a record is of one that is gone for good, and says so from then on. `records` is asked again when the
 * projector was at the segment meanwhile.
 */
export async function rebuild(
  w: string,
  kind: SegmentsOf,
  bucket: number,
  records: () => Promise<readonly Fact[]>,
  now = Date.now(),
): Promise<void> {
  await persistently(async () => {
    const before = await get(keys.facts(w, kind, bucket))
    const facts = await records()
    const known = new Set(facts.map((fact) => Number(fact.row.id)))
    const lost = before === undefined ? [] : rowsOf(before).filter((row) => !known.has(Number(row.id)))
    const all = [...facts, ...lost.map(goneFor)]
    if (all.length === 0) return
    const rows = inOrder(all.map((fact) => fact.row))
    const columns: Columns = Object.assign({}, ...all.map((fact) => fact.columns))
    const v = Number(before?.v ?? 0) + 1
    const sums = kind === "deal" ? [rebuiltSumsWrite(w, bucket, v, rows, now)] : []
    await commit(segmentWrite(w, kind, bucket, v, rows, columns), ...sums)
  })
}

function goneFor(row: Row): Fact {
  return goneFact(Number(row.id), Number(row.version) + (row.gone === 1 && row.owner === undefined ? 0 : 1))
}

/** The row of a record that is gone for good: it keeps what comes late from bringing the record back. */
export function goneFact(id: number, version: number): Fact {
  return { row: { id, version, gone: 1 }, columns: { id: "int", version: "int", gone: "int" } }
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
export async function readAll(w: string, kind: SegmentsOf, each: (segment: Segment) => void): Promise<number> {
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
export async function readRange(w: string, kind: SegmentsOf, from: number, to: number): Promise<Segment[]> {
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
