/**
 * An operator's command: writes the facts, open sums and search words of one workspace anew from its records, bucket by bucket,
 * while the projector goes on. It works for a while and answers where to go on, so that it can be called until all is done.
 */
import { injectLambdaContext } from "@aws-lambda-powertools/logger/middleware"
import { captureLambdaHandler } from "@aws-lambda-powertools/tracer/middleware"
import middy from "@middy/core"
import * as z from "zod"
import type { RecordOf } from "../../shared/fact-sources.ts"
import { factsOf } from "../../shared/facts.ts"
import { isNamed, namesOf } from "../../shared/names.ts"
import { Problem } from "../../shared/problem.ts"
import { RecordKind } from "../../shared/record.ts"
import { SEARCHABLE } from "../../shared/search.ts"
import { fromCursor, toCursor } from "../data/cursor.ts"
import { bucketOf } from "../data/patterns.ts"
import { rebuild as rebuildSegment } from "../data/segments.ts"
import { open, type Store } from "../data/store.ts"
import { refile } from "../data/words.ts"
import { logger, tracer } from "../platform/telemetry.ts"
import { withComputed } from "./formula-run.ts"

const Input = z.strictObject({
  workspaceId: z.string().regex(/^\d+$/, "must be the number of a workspace"),
  cursor: z.string().optional(),
})
const Position = z.object({ kind: RecordKind, bucket: z.int().min(0) })

/** Records rebuilt in this call, by kind, and where the next call goes on. */
export type Rebuilt = { done: boolean; cursor: string | null; counts: Partial<Record<RecordKind, number>> }

const MILLISECONDS = 45_000

/** Rebuilds from `cursor` on until all is done or `isOver` says that the time is. */
export async function rebuild(given: unknown, isOver: () => boolean): Promise<Rebuilt> {
  const { workspaceId, cursor } = Input.parse(given)
  const store = open({ workspaceId })
  if ((await store.get("workspace", 1)) === undefined) {
    throw new Problem("not_found", `No workspace has the number ${workspaceId}`)
  }
  const from = fromCursor(cursor, Position) ?? { kind: "deal" as const, bucket: 0 }
  const counts: Rebuilt["counts"] = {}
  for (const kind of RecordKind.options.slice(RecordKind.options.indexOf(from.kind))) {
    const last = bucketOf(await store.lastId(kind))
    for (let bucket = kind === from.kind ? from.bucket : 0; bucket <= last; bucket++) {
      if (isOver()) return { done: false, cursor: toCursor({ kind, bucket }), counts }
      counts[kind] = (counts[kind] ?? 0) + (await rebuildBucket(store, kind, bucket))
    }
  }
  return { done: true, cursor: null, counts }
}

/** Answers how many records the bucket holds. */
async function rebuildBucket(store: Store, kind: RecordKind, bucket: number): Promise<number> {
  let records: RecordOf[RecordKind][] = []
  await rebuildSegment(store.workspaceId, kind, bucket, async () => {
    records = await withComputed(store.workspaceId, kind, await store.wholeBucket(kind, bucket))
    return records.map((record) => factsOf(kind, record as never))
  })
  if (isNamed(kind)) {
    await rebuildSegment(store.workspaceId, `${kind}.names`, bucket, async () =>
      (await store.wholeBucket(kind, bucket)).map((record) => namesOf(kind, record as never)),
    )
  }
  const searched = SEARCHABLE.find((one) => one === kind)
  if (searched !== undefined) {
    const filed = records.map((record) => ({ kind: searched, record: record as RecordOf[typeof searched] }))
    await refile(store.workspaceId, filed)
  }
  return records.length
}

export const handler = middy<unknown, Rebuilt>()
  .use(injectLambdaContext(logger, { clearState: true }))
  .use(captureLambdaHandler(tracer))
  .handler((input) => {
    const end = Date.now() + MILLISECONDS
    return rebuild(input, () => Date.now() > end)
  })
