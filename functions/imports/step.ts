/** One step of an execution, an import's or that of changed formulas: it works for a while and answers whether the work is done. */
import { injectLambdaContext } from "@aws-lambda-powertools/logger/middleware"
import { captureLambdaHandler } from "@aws-lambda-powertools/tracer/middleware"
import middy from "@middy/core"
import * as z from "zod"
import { type Import, Work } from "../../shared/import.ts"
import { Problem } from "../../shared/problem.ts"
import { RecordKind } from "../../shared/record.ts"
import { findImport, saveImport } from "../data/jobs.ts"
import { logger, tracer } from "../platform/telemetry.ts"
import { failFormulas, updateFormulas } from "../projector/formula-run.ts"
import { type Beat, beat, Stopped } from "./beat.ts"
import { check } from "./checking.ts"
import { type Folder, folder } from "./files.ts"
import { importFile } from "./importing.ts"
import { read } from "./reading.ts"
import { revert } from "./reverting.ts"

const Input = z.object({ workspaceId: z.string(), importId: z.uuid(), work: Work, error: z.unknown().optional() })

const FormulaInput = z.object({
  workspaceId: z.string(),
  kind: RecordKind,
  run: z.string(),
  work: z.literal("formulas"),
  error: z.unknown().optional(),
})

const STEP_MS = 20_000

const WORK: Record<Work, (w: string, files: Folder, pulse: Beat) => Promise<boolean>> = {
  reading: read,
  checking: check,
  importing: importFile,
  reverting: (w, _, pulse) => revert(w, pulse),
}

async function step(given: unknown): Promise<{ done: boolean }> {
  const input = z.union([FormulaInput, Input]).parse(given)
  return input.work === "formulas" ? formulaStep(input) : importStep(input)
}

async function formulaStep({
  workspaceId: w,
  kind,
  run,
  error,
}: z.infer<typeof FormulaInput>): Promise<{ done: boolean }> {
  const end = Date.now() + STEP_MS
  if (error === undefined) return { done: await updateFormulas(w, kind, run, () => Date.now() > end) }
  await failFormulas(w, kind, run)
  return { done: true }
}

async function importStep({
  workspaceId: w,
  importId,
  work,
  error,
}: z.infer<typeof Input>): Promise<{ done: boolean }> {
  const job = await findImport(w, importId)
  if (job?.status === "canceling") await stop(w, importId)
  if (job === undefined || job.status !== work) return { done: true }
  const pulse = beat(w, job)
  try {
    if (error !== undefined) throw new Problem("unavailable", "Something went wrong on our side; try again")
    return { done: await WORK[work](w, folder(w, importId), pulse) }
  } catch (failure) {
    if (failure instanceof Stopped) await stop(w, importId)
    else if (failure instanceof Problem) await fail(w, pulse, work, failure.message)
    else throw failure
    return { done: true }
  }
}

/** Nothing of a canceled import is under way any more. */
async function stop(w: string, id: string): Promise<void> {
  const job = await findImport(w, id)
  if (job?.status === "canceling") await saveImport(w, { ...job, status: "canceled", progress: undefined })
}

async function fail(w: string, pulse: Beat, work: Import["failedDuring"], error: string): Promise<void> {
  try {
    await pulse.save({ status: "failed", failedDuring: work, error })
  } catch (failure) {
    if (!(failure instanceof Stopped)) throw failure
    await stop(w, pulse.job().id)
  }
}

export const handler = middy<unknown, { done: boolean }>()
  .use(injectLambdaContext(logger, { clearState: true }))
  .use(captureLambdaHandler(tracer))
  .handler((input) => step(input))
