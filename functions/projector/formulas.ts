/** Starts the runs that a change of a formula has begun, and begins those again that came to a standstill. */
import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn"
import { shownBy } from "../../shared/formula-sources.ts"
import type { RecordKind } from "../../shared/record.ts"
import { ConditionFailed, commit } from "../data/commit.ts"
import { type FormulaUpdate, findUpdate, forgotten, saveUpdate, updatesDue } from "../data/formula-update.ts"
import { env } from "../platform/env.ts"
import { logger } from "../platform/telemetry.ts"
import { byWorkspace, type Image, isOf } from "./image.ts"

const client = new SFNClient({ maxAttempts: 4 })

/** However often a change is delivered, each run is started once: its execution has its name. */
export async function formulas(images: readonly Image[]): Promise<void> {
  for (const [w, own] of byWorkspace(images)) {
    const changed = own.flatMap((image) => (isOf(image, "field") ? ((image.after ?? image.before)?.of ?? []) : []))
    for (const kind of new Set(changed.flatMap(shownBy))) {
      const update = await findUpdate(w, kind)
      if (update?.state === "running") await start(w, update)
    }
  }
}

async function start(w: string, { kind, run, again }: FormulaUpdate): Promise<void> {
  const input = JSON.stringify({ workspaceId: w, kind, run, work: "formulas" })
  const name = again === 0 ? run : `${run}-${again}`
  try {
    await client.send(new StartExecutionCommand({ stateMachineArn: env("IMPORT_MACHINE"), name, input }))
  } catch (error) {
    if (!(error instanceof ExecutionAlreadyExists)) throw error
  }
}

/** One that is under way says so after each bucket, and one that is tried again within a minute. */
const STANDSTILL_MS = 15 * 60_000
/** Looked after every hour: three days. */
const MOST_TIMES = 72

/** The runs of every workspace that were never started, or failed, or were lost on their way. Answers how many it began again. */
export async function lookAfterFormulas(now = Date.now()): Promise<number> {
  let [begun, after] = [0, undefined as Record<string, unknown> | undefined]
  do {
    const page = await updatesDue(after)
    for (const { workspaceId, of } of page.due) {
      // one that fails waits for the next hour and keeps no other from its own
      const again = await beginAgain(workspaceId, of, now).catch((error: Error) => {
        logger.error("a run of formulas was not begun again", error)
        return false
      })
      if (again) begun++
    }
    after = page.next
  } while (after !== undefined)
  return begun
}

async function beginAgain(w: string, kind: RecordKind, now: number): Promise<boolean> {
  const update = await findUpdate(w, kind)
  if (update?.state === "running" && now - Date.parse(update.changedAt) < STANDSTILL_MS) return false
  const isLast = update === undefined || update.again >= MOST_TIMES
  if (isLast) await commit(forgotten(w, kind))
  if (update === undefined) return false
  const next: FormulaUpdate = isLast
    ? { ...update, state: "failed" }
    : { ...update, state: "running", again: update.again + 1 }
  try {
    await saveUpdate(w, next, now)
  } catch (error) {
    if (error instanceof ConditionFailed) return false
    throw error
  }
  if (!isLast) await start(w, next)
  return !isLast
}
