/** Projections of a workspace as plain values, to be compared: what is in the table, and what its records say should be. */

import { inflateRawSync } from "node:zlib"
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb"
import { decode, encode } from "../../shared/columns.ts"
import { STATUS } from "../../shared/fact-sources.ts"
import { factsOf } from "../../shared/facts.ts"
import { isNamed, namesOf } from "../../shared/names.ts"
import { RecordKind } from "../../shared/record.ts"
import { indexedWords, SEARCHABLE } from "../../shared/search.ts"
import type { Outcome } from "./history.ts"
import { itemsIn } from "./items.ts"

export type Projections = {
  /** Kind and bucket -> the segment's bytes. */
  segments: Record<string, string>
  sums: Record<string, unknown>
  words: string[]
  filed: Record<string, unknown>
  log: Record<string, unknown>
}

/** Everything in the table that was projected for a workspace. How often a segment was written is left out. */
export async function projectionsOf(client: DynamoDBClient, table: string, w: string): Promise<Projections> {
  const found: Projections = { segments: {}, sums: {}, words: [], filed: {}, log: {} }
  for await (const item of itemsIn({ client, table }, w)) file(found, item)
  found.words.sort()
  return found
}

function file(into: Projections, { pk, sk, v: _, ttl: _t, ...item }: Record<string, unknown>): void {
  const [, what, kind = "", id = ""] = String(pk).split("#")
  if (what === "facts" && item.data instanceof Uint8Array) {
    const bytes = inflateRawSync(item.data)
    into.segments[`${kind} ${Number(sk)}`] = text(isOfNames(kind) ? withoutVersions(bytes) : bytes)
  } else if (what === "open-sums" && Array.isArray(item.sums)) {
    if (item.sums.length > 0) into.sums[Number(sk)] = item.sums
  } else if (what === "word") into.words.push(String(sk))
  else if (what === "filed") into.filed[`${kind} ${Number(sk)}`] = item
  else if (what === "log") into.log[`${kind} ${Number(id)} ${Number(sk)}`] = item
}

const isOfNames = (of: string) => of.endsWith(".names")
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64")

/** Names are written when they change, so that their version is that of some change since. */
function withoutVersions(bytes: Uint8Array): Uint8Array {
  const { rows, columns } = decode(bytes)
  return encode(
    rows.map(({ version: _, ...row }) => row),
    columns,
  )
}

const SEGMENTS = [...RecordKind.options, ...RecordKind.options.filter(isNamed).map((kind) => `${kind}.names`)]

const bucketOf = (id: number) => Math.floor(id / 256)

/** What facts, sums and words should be, worked out from the records alone. */
export function expectedOf({ records, purged }: Outcome): Pick<Projections, "segments" | "sums" | "words"> {
  const segments: Record<string, string> = {}
  for (const of of SEGMENTS) {
    const kind = RecordKind.parse(of.replace(".names", ""))
    const facts = [
      ...[...records.values()]
        .filter((one) => one.kind === kind)
        .map(({ record }) =>
          isOfNames(of) && isNamed(kind) ? namesOf(kind, record as never) : factsOf(kind, record as never),
        ),
      ...[...purged]
        .filter(([name]) => name.startsWith(`${kind} `))
        .map(([, { id, version }]) => ({
          row: { id, version: version + 1, gone: 1 },
          columns: { id: "int", version: "int", gone: "int" } as const,
        })),
    ].sort((a, b) => Number(a.row.id) - Number(b.row.id))
    for (const [bucket, own] of Map.groupBy(facts, ({ row }) => bucketOf(Number(row.id)))) {
      const columns = Object.assign({}, ...own.map((fact) => fact.columns))
      const bytes = encode(
        own.map((fact) => fact.row),
        columns,
      )
      segments[`${of} ${bucket}`] = text(isOfNames(of) ? withoutVersions(bytes) : bytes)
    }
  }
  return { segments, sums: sumsOf(segments), words: wordsOf(records) }
}

function wordsOf(records: Outcome["records"]): string[] {
  return [...records.values()]
    .flatMap(({ kind, record }) => {
      const searched = SEARCHABLE.find((one) => one === kind)
      if (searched === undefined) return []
      const id = String(record.id).padStart(12, "0")
      return indexedWords(searched, record as never).map((word) => `${word}#${kind}#${id}`)
    })
    .sort()
}

/** Counts and values of open deals by stage, owner, currency and who may see them. */
function sumsOf(segments: Record<string, string>): Record<string, unknown> {
  const sums: Record<string, unknown> = {}
  for (const [name, data] of Object.entries(segments)) {
    if (!name.startsWith("deal ")) continue
    const { rows } = decode(Buffer.from(data, "base64"))
    const open = rows.filter(
      (row) => row.status === STATUS.open && row.gone === undefined && row.archived === undefined,
    )
    const groups = Map.groupBy(open, (row) =>
      JSON.stringify([
        row.stage,
        row.owner,
        row.visibleTo,
        row.visibleTo === 7 ? [] : (row.followers ?? []),
        row.currency,
      ]),
    )
    const all = [...groups.values()].map((own) => {
      const total = (of: (row: (typeof own)[number]) => number) => own.reduce((sum, row) => sum + of(row), 0)
      const chance = (row: (typeof own)[number]) => (typeof row.probability === "number" ? row.probability : undefined)
      return {
        pipeline: own[0]?.pipeline,
        stage: own[0]?.stage,
        owner: own[0]?.owner,
        visibleTo: own[0]?.visibleTo,
        ...(own[0]?.visibleTo !== 7 && own[0]?.followers && { followers: own[0].followers }),
        currency: own[0]?.currency,
        count: own.length,
        value: total((row) => Number(row.value)),
        valueByStage: total((row) => (chance(row) === undefined ? Number(row.value) : 0)),
        weighted: total((row) => Math.round((Number(row.value) * (chance(row) ?? 0)) / 100)),
      }
    })
    if (all.length > 0) sums[name.slice("deal ".length)] = all
  }
  return sums
}
