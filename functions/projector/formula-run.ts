/** Brings changed formulas into the facts of all records of a kind, bucket by bucket, beside the projector. */
import type { RecordOf } from "../../shared/fact-sources.ts"
import { factsOf, SEGMENT_IDS } from "../../shared/facts.ts"
import { withFormulas } from "../../shared/formula-results.ts"
import type { RecordKind } from "../../shared/record.ts"
import { ConditionFailed } from "../data/commit.ts"
import { type FormulaUpdate, findUpdate, saveUpdate } from "../data/formula-update.ts"
import { bucketOf } from "../data/patterns.ts"
import { rebuild } from "../data/segments.ts"
import { currentSetup } from "../data/setup.ts"
import { open } from "../data/store.ts"

/**
 * Works from where the run stands until all is done or `isOver` says that the time is, and answers whether nothing is left to
 * do. A bucket that was begun when the work was cut off is done again, which changes nothing.
 */
export async function updateFormulas(
  w: string,
  kind: RecordKind,
  run: string,
  isOver: () => boolean,
): Promise<boolean> {
  let update = await findUpdate(w, kind)
  if (update?.run !== run || update.state === "done") return true
  const store = open({ workspaceId: w })
  const total = await store.lastId(kind)
  for (let { bucket } = update; bucket <= bucketOf(total); bucket++) {
    if (isOver()) return false
    await rebuild(w, kind, bucket, async () =>
      (await withComputed(w, kind, await store.wholeBucket(kind, bucket))).map((record) => factsOf(kind, record)),
    )
    const done = Math.min(total, (bucket + 1) * SEGMENT_IDS - 1)
    update = { ...update, state: "running", bucket: bucket + 1, done, total }
    if (!(await isSaved(w, update))) return true
  }
  await isSaved(w, { ...update, state: "done", done: total, total })
  return true
}

/** False when another run has begun since, or this one, started twice, is done. */
async function isSaved(w: string, update: FormulaUpdate): Promise<boolean> {
  try {
    await saveUpdate(w, update)
    return true
  } catch (error) {
    if (error instanceof ConditionFailed) return false
    throw error
  }
}

/** What could not be done however often it was tried waits to be looked after, or for the formula to be saved again. */
export async function failFormulas(w: string, kind: RecordKind, run: string): Promise<void> {
  const update = await findUpdate(w, kind)
  if (update?.run === run && update.state !== "done") await saveUpdate(w, { ...update, state: "failed" })
}

export async function withComputed<K extends RecordKind>(
  w: string,
  kind: K,
  records: readonly RecordOf[K][],
): Promise<RecordOf[K][]> {
  const { fields } = await currentSetup(w)
  return records.map((record) => withFormulas(kind, record, fields))
}
