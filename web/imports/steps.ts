/** Where on the way an import stands. */
import type { ImportBrief } from "../../shared/api/imports.ts"
import type { ImportStatus, Progress } from "../../shared/import.ts"

export const STEPS = ["upload", "map", "check", "import", "done"] as const
export type Step = (typeof STEPS)[number]
export const STEP_NAMES = ["Upload", "Map", "Check", "Import", "Done"]

const AT_WORK: readonly ImportStatus[] = ["reading", "checking", "importing", "canceling", "reverting"]

/** Whether it goes on by itself. */
export function isAtWork(status: ImportStatus): boolean {
  return AT_WORK.includes(status)
}

const STEP_OF: Record<Exclude<ImportStatus, "failed" | "canceling">, Step> = {
  uploading: "upload",
  reading: "upload",
  mapping: "map",
  checking: "check",
  ready: "check",
  importing: "import",
  done: "done",
  canceled: "done",
  reverting: "done",
  reverted: "done",
}

const STEP_IN: Record<Progress["phase"], Step> = {
  reading: "upload",
  checking: "check",
  preparing: "import",
  contacts: "import",
  deals: "import",
  reverting: "done",
}

/** The step an import is at. What failed stays where it can be tried again. */
function stepOf({ status, can, progress, rows }: ImportBrief): Step {
  if (status === "canceling") return STEP_IN[progress?.phase ?? (rows === null ? "reading" : "checking")]
  if (status !== "failed") return STEP_OF[status]
  if (can.includes("read")) return "upload"
  if (can.includes("map")) return "map"
  return can.includes("start") ? "import" : "done"
}

/** The step to show when the address asks for one: back from the check to the mapping is the only other way. */
export function stepShown(job: ImportBrief, asked: string | undefined): Step {
  const step = stepOf(job)
  return step === "check" && asked === "map" && job.can.includes("map") ? "map" : step
}
