/**
 * How far a workspace's changed formulas are in what is stored about its deals. A change of a formula begins a run in its own
 * transaction; a run that a later one has taken the place of finds that its name stands there no more, and ends.
 */
import * as z from "zod"
import { instant } from "../../shared/time.ts"
import { commit, type Write } from "./commit.ts"
import { keys } from "./patterns.ts"
import { get } from "./table.ts"

const FormulaUpdate = z.object({
  run: z.string(),
  state: z.enum(["running", "done", "failed"]),
  /** The bucket of deals with which it goes on. */
  bucket: z.int(),
  /** Deals passed, and how many there are, by their ids. */
  done: z.int(),
  total: z.int(),
  changedAt: z.string(),
})
export type FormulaUpdate = z.infer<typeof FormulaUpdate>

export async function findUpdate(w: string): Promise<FormulaUpdate | undefined> {
  const item = await get(keys.formulaUpdate(w))
  return item && FormulaUpdate.parse(item)
}

export function beginUpdate(w: string, run: string, total: number, now = Date.now()): Write {
  const update: FormulaUpdate = { run, state: "running", bucket: 0, done: 0, total, changedAt: instant(now) }
  return { put: { ...keys.formulaUpdate(w), ...update } }
}

/** Throws `ConditionFailed` when another run has begun since. */
export async function saveUpdate(w: string, update: FormulaUpdate, now = Date.now()): Promise<void> {
  await commit({
    put: { ...keys.formulaUpdate(w), ...update, changedAt: instant(now) },
    if: { expression: "#run = :run", names: { "#run": "run" }, values: { ":run": update.run } },
  })
}
