/** The pulse of a job at work: what has come of it is written about once a second, and whether it goes on is learned by that. */
import type { Import, Progress } from "../../shared/import.ts"
import { ConditionFailed } from "../data/commit.ts"
import { findImport, saveImport } from "../data/jobs.ts"

const BEAT_MS = 1000
/** How long one step works before it hands on to the next. */
const STEP_MS = 20_000

/** The job was stopped, or is at something else by now. */
export class Stopped extends Error {
  constructor() {
    super("the import was stopped")
    this.name = "Stopped"
  }
}

export type Beat = ReturnType<typeof beat>

export function beat(w: string, job: Import, began = Date.now()) {
  let current = job
  let beaten = began
  const save = async (changes: Partial<Import>): Promise<void> => {
    for (;;) {
      try {
        current = await saveImport(w, { ...current, ...changes })
        beaten = Date.now()
        return
      } catch (error) {
        if (!(error instanceof ConditionFailed)) throw error
        const latest = await findImport(w, job.id)
        if (latest === undefined || latest.status !== current.status) throw new Stopped()
        current = latest
      }
    }
  }
  return {
    job: () => current,
    /** Writes changes at once. Throws `Stopped` when the job is no longer at this work. */
    save,
    /** Tells how far the work has come, when the last time is long enough ago. `next` is where it would go on. */
    tell: async (progress: Progress, next: number): Promise<void> => {
      if (Date.now() - beaten >= BEAT_MS) await save({ progress, next })
    },
    isOver: (): boolean => Date.now() - began >= STEP_MS,
  }
}
