/** What can be asked of an import. The work itself is done by its execution; these set it going. */

import * as z from "zod"
import { type ImportBrief, importBrief, stepsOf } from "../../shared/api/imports.ts"
import type { Page } from "../../shared/api/route.ts"
import { type Import, Work } from "../../shared/import.ts"
import type { Mapping } from "../../shared/mapping.ts"
import { Problem } from "../../shared/problem.ts"
import { instant } from "../../shared/time.ts"
import { fromCursor, toCursor } from "../data/cursor.ts"
import { findImport, listImports, saveImport } from "../data/jobs.ts"
import { setupOf } from "../data/setup.ts"
import { retrying } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"
import { uuidv7 } from "../platform/uuid.ts"
import { execute } from "./execution.ts"
import { FILES, folder } from "./files.ts"
import { validate } from "./validate.ts"

const Position = z.object({ at: z.record(z.string(), z.string()) })

/** Somebody else's import is as good as none, except to admins. */
const seen = (actor: Actor, job: Import) => actor.role === "admin" || job.startedBy === actor.userId

export async function need(actor: Actor, id: string): Promise<Import> {
  const job = await findImport(actor.workspaceId, id)
  if (job === undefined || !seen(actor, job)) throw new Problem("not_found", `Import ${id} was not found`)
  return job
}

export async function list(actor: Actor, query: { limit: number; cursor?: string | undefined }) {
  const { jobs, next } = await listImports(actor.workspaceId, query.limit, fromCursor(query.cursor, Position)?.at)
  const page: Page<ImportBrief[]> = {
    data: jobs.filter((job) => seen(actor, job)).map(importBrief),
    nextCursor: next === undefined ? null : toCursor({ at: next }),
  }
  return page
}

export async function create(actor: Actor, body: { file_name: string; size: number }, now = Date.now()) {
  const at = instant(now)
  const job = await saveImport(
    actor.workspaceId,
    {
      id: uuidv7(now),
      version: 0,
      status: "uploading",
      fileName: body.file_name,
      size: body.size,
      startedBy: actor.userId,
      addedAt: at,
      changedAt: at,
      runs: 0,
      next: 0,
    },
    now,
  )
  const url = await folder(actor.workspaceId, job.id).uploadUrl(body.size)
  return { ...importBrief(job), upload: { url, method: "PUT" as const, headers: { "content-type": "text/csv" } } }
}

export function read(actor: Actor, id: string): Promise<ImportBrief> {
  return set(actor, id, "read", "reading", () => ({ next: 0 }))
}

/** Keeps a mapping that makes sense for the file and the workspace, and has it tried on every row. */
export async function map(actor: Actor, id: string, mapping: Mapping): Promise<ImportBrief> {
  const [job, setup] = await Promise.all([need(actor, id), setupOf(actor)])
  allow(job, "map")
  const files = folder(actor.workspaceId, id)
  validate(mapping, await files.columns(), setup, actor)
  // a version is written once, so that of two mappings sent at a time each has its own number
  const number = job.version + 1
  await files.write(FILES.mapping(number), JSON.stringify(mapping))
  return set(actor, id, "map", "checking", ({ version }) => {
    if (version !== job.version) throw new Problem("conflict", "This import was changed meanwhile; look again")
    return { next: 0, mapping: number, checked: undefined }
  })
}

export function start(actor: Actor, id: string, now = Date.now()): Promise<ImportBrief> {
  return set(actor, id, "start", "importing", (job) => ({ importedAt: job.importedAt ?? instant(now) }))
}

export function revert(actor: Actor, id: string): Promise<ImportBrief> {
  return set(actor, id, "revert", "reverting", (job) =>
    job.failedDuring === "reverting" ? {} : { next: 0, reverted: undefined },
  )
}

/** Stops an import. What is at work stops itself, and says so by its status. */
export async function cancel(actor: Actor, id: string): Promise<ImportBrief> {
  const job = await retrying(async () => {
    const before = await need(actor, id)
    if (before.status === "canceling") return before
    allow(before, "cancel")
    const atWork = Work.safeParse(before.status).success
    return saveImport(actor.workspaceId, { ...before, status: atWork ? "canceling" : "canceled" })
  })
  if (job.status === "canceling") await execute(actor.workspaceId, job, "importing")
  return importBrief(job)
}

export async function skipped(actor: Actor, id: string): Promise<{ url: string }> {
  const job = await need(actor, id)
  allow(job, "skipped")
  const name = `${job.fileName.replace(/\.[^.]*$/, "")} (skipped).csv`
  return { url: await folder(actor.workspaceId, id).downloadUrl(FILES.skipped, name) }
}

type Step = ImportBrief["can"][number]

function allow(job: Import, step: Step): void {
  if (!stepsOf(job).includes(step)) throw new Problem("conflict", `This import is ${job.status}: ${REFUSED[step]}`)
}

const REFUSED: Record<Step, string> = {
  read: "its file cannot be read now",
  map: "its columns cannot be mapped now",
  start: "it cannot be started now",
  cancel: "there is nothing to stop",
  revert: "there is nothing to take back now",
  skipped: "it has skipped no rows",
}

/** Brings an import to its work. Asked again while it is at it, the execution is started again if it never was. */
async function set(actor: Actor, id: string, step: Step, work: Work, changes: (job: Import) => Partial<Import>) {
  const job = await retrying(async () => {
    const before = await need(actor, id)
    if (before.status === work && step !== "map") return before
    allow(before, step)
    const { error: _e, failedDuring: _f, ...clean } = before
    return saveImport(actor.workspaceId, { ...clean, ...changes(before), status: work, runs: before.runs + 1 })
  })
  await execute(actor.workspaceId, job, work)
  return importBrief(job)
}
