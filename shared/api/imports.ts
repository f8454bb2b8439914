import * as z from "zod"
import { Column, Counts, type Import, ImportStatus, MOST_BYTES, Progress, Reverted } from "../import.ts"
import { Additions, type Check, Problems } from "../import-check.ts"
import { Mapping } from "../mapping.ts"
import { Paging } from "./fields.ts"
import { route } from "./route.ts"

/** Where an import stands: what lists show, and what open browsers are told while it works. */
export const ImportBrief = z.object({
  id: z.string(),
  version: z.int(),
  status: ImportStatus,
  file_name: z.string(),
  size: z.int(),
  user_id: z.int(),
  add_time: z.string(),
  update_time: z.string(),
  /** Rows below the header, once the file is read. */
  rows: z.int().nullable(),
  progress: Progress.nullable(),
  /** What it made, once that is settled: what it will make, while it is at work. */
  counts: Counts.nullable(),
  reverted: Reverted.nullable(),
  error: z.string().nullable(),
  /** Which of these can be asked for now. */
  can: z.array(z.enum(["read", "map", "start", "cancel", "revert", "skipped"])),
})
export type ImportBrief = z.infer<typeof ImportBrief>

export const ImportAnswer = ImportBrief.extend({
  encoding: z.string().nullable(),
  delimiter: z.string().nullable(),
  columns: z.array(Column).nullable(),
  /** The mapping in force: the suggested one, until another is put. */
  mapping: Mapping.nullable(),
  /** What trying the mapping on every row found; null until that is done for the mapping in force. */
  check: z.object({ problems: Problems, counts: Counts, additions: Additions }).nullable(),
})
export type ImportAnswer = z.infer<typeof ImportAnswer>

type Step = ImportBrief["can"][number]

const MAPPABLE: readonly ImportStatus[] = ["mapping", "ready"]

/** What can be asked of an import now. Work that failed may be asked for again. */
export function stepsOf(job: Import): Step[] {
  const { status, failedDuring } = job
  const failed = (work: Import["failedDuring"]) => status === "failed" && failedDuring === work
  const allowed: Record<Step, boolean> = {
    read: status === "uploading" || failed("reading"),
    map: MAPPABLE.includes(status) || failed("checking"),
    start: status === "ready" || failed("importing"),
    cancel: ["uploading", "reading", "mapping", "checking", "ready", "importing"].includes(status),
    revert:
      job.blocks !== undefined && (["done", "canceled"].includes(status) || failed("importing") || failed("reverting")),
    skipped: (job.counts?.skipped ?? 0) > 0,
  }
  return (Object.keys(allowed) as Step[]).filter((step) => allowed[step])
}

export function importBrief(job: Import): ImportBrief {
  return {
    id: job.id,
    version: job.version,
    status: job.status,
    file_name: job.fileName,
    size: job.size,
    user_id: job.startedBy,
    add_time: job.addedAt,
    update_time: job.changedAt,
    rows: job.rows ?? null,
    progress: job.progress ?? null,
    counts: job.counts ?? null,
    reverted: job.reverted ?? null,
    error: job.error ?? null,
    can: stepsOf(job),
  }
}

export function importAnswer(
  job: Import,
  found: { columns: Column[] | null; mapping: Mapping | null; check: Check | null },
): ImportAnswer {
  return { ...importBrief(job), encoding: job.encoding ?? null, delimiter: job.delimiter ?? null, ...found }
}

const ById = z.strictObject({ id: z.uuid("is not the id of an import") })

const NewImport = z.strictObject({
  file_name: z.string().trim().min(1, "must not be empty").max(255),
  size: z.int().min(1, "the file is empty").max(MOST_BYTES, "must be at most 50 MB"),
})

/** How to send the file: a request of this method to this URL with these headers and the file as its body. */
const Upload = z.object({ url: z.string(), method: z.literal("PUT"), headers: z.record(z.string(), z.string()) })

function step<M extends "POST" | "PUT", P extends string>(method: M, path: P, summary: string) {
  return { method, path: `/api/v2/imports/{id}/${path}`, summary, permission: "records.import", cost: 10 } as const
}

export const imports = {
  list: route({
    method: "GET",
    path: "/api/v2/imports",
    summary: "List imports, the newest first: your own, or all of them for admins",
    permission: "records.import",
    cost: 10,
    query: z.strictObject(Paging),
    answer: z.array(ImportBrief),
    envelope: "page",
  }),
  create: route({
    method: "POST",
    path: "/api/v2/imports",
    summary: "Begin an import: answers where to upload the file",
    permission: "records.import",
    cost: 10,
    body: NewImport,
    answer: ImportBrief.extend({ upload: Upload }),
    envelope: "one",
  }),
  get: route({
    method: "GET",
    path: "/api/v2/imports/{id}",
    summary: "Get an import with its columns, its mapping and what trying it found",
    permission: "records.import",
    cost: 2,
    params: ById,
    answer: ImportAnswer,
    envelope: "one",
  }),
  read: route({
    ...step("POST", "read", "Read the file that was uploaded"),
    params: ById,
    answer: ImportBrief,
    envelope: "one",
    status: 202,
  }),
  map: route({
    ...step("PUT", "mapping", "Say what becomes of the columns; tries it on every row"),
    params: ById,
    body: Mapping,
    answer: ImportBrief,
    envelope: "one",
    status: 202,
  }),
  start: route({
    ...step("POST", "start", "Import the rows under the mapping that was tried"),
    params: ById,
    answer: ImportBrief,
    envelope: "one",
    status: 202,
  }),
  cancel: route({
    ...step("POST", "cancel", "Stop an import; what it has made so far stays"),
    params: ById,
    answer: ImportBrief,
    envelope: "one",
  }),
  revert: route({
    ...step("POST", "revert", "Move all that an import made to the trash"),
    params: ById,
    answer: ImportBrief,
    envelope: "one",
    status: 202,
  }),
  skipped: route({
    method: "GET",
    path: "/api/v2/imports/{id}/skipped",
    summary: "Where to download the rows that were skipped, with the reasons",
    permission: "records.import",
    cost: 2,
    params: ById,
    answer: z.object({ url: z.string() }),
    envelope: "one",
  }),
}
