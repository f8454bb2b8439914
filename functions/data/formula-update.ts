/**
 * How far the changed formulas of a kind are in what is stored about its records. A change of a formula begins a run in its own
 * transaction; a run that a later one has taken the place of finds that its name stands there no more, and ends. Beside it stands,
 * until it is done, that it is to be looked after.
 */
import * as z from "zod"
import { RecordKind } from "../../shared/record.ts"
import { instant } from "../../shared/time.ts"
import { commit, type Write } from "./commit.ts"
import { keys } from "./patterns.ts"
import { get, query } from "./table.ts"

const FormulaUpdate = z.object({
  kind: RecordKind,
  run: z.string(),
  /** Times that it was begun again: what was started may have been lost, or have failed. */
  again: z.int(),
  state: z.enum(["running", "done", "failed"]),
  /** The bucket of records with which it goes on. */
  bucket: z.int(),
  /** Records passed, and how many there are, by their ids. */
  done: z.int(),
  total: z.int(),
  changedAt: z.string(),
})
export type FormulaUpdate = z.infer<typeof FormulaUpdate>

export async function findUpdate(w: string, kind: RecordKind): Promise<FormulaUpdate | undefined> {
  const item = await get(keys.formulaUpdate(w, kind))
  return item && FormulaUpdate.parse({ ...item, kind })
}

// what wakes the projector has a `kind`; this is none of its records
function itemOf(w: string, { kind, ...update }: FormulaUpdate) {
  return { ...keys.formulaUpdate(w, kind), ...update }
}

export function beginUpdate(w: string, kind: RecordKind, run: string, total: number, now = Date.now()): Write[] {
  const update = { kind, run, again: 0, state: "running", bucket: 0, done: 0, total, changedAt: instant(now) } as const
  return [{ put: itemOf(w, update) }, { put: { ...keys.formulasDue(w, kind), workspaceId: w, of: kind } }]
}

/** Throws `ConditionFailed` when another run has begun since, or this one, started twice, is done. */
export async function saveUpdate(w: string, update: FormulaUpdate, now = Date.now()): Promise<void> {
  const changed: Write = {
    put: itemOf(w, { ...update, changedAt: instant(now) }),
    if: {
      expression: "#run = :run AND #state <> :done",
      names: { "#run": "run", "#state": "state" },
      values: { ":run": update.run, ":done": "done" },
    },
  }
  await commit(changed, ...(update.state === "done" ? [forgotten(w, update.kind)] : []))
}

/** It is looked after no more. */
export const forgotten = (w: string, kind: RecordKind): Write => ({ delete: keys.formulasDue(w, kind) })

const Due = z.object({ workspaceId: z.string(), of: RecordKind })

/** A page of the runs of all workspaces that are not done. */
export async function updatesDue(after?: Record<string, unknown>) {
  const page = await query({
    pk: { name: "pk", value: keys.formulasToLookAfter },
    limit: 100,
    ...(after && { after }),
  })
  return { due: page.items.map((item) => Due.parse(item)), next: page.next }
}
