/** An import: a file on its way into a workspace. Its rows, columns and mapping lie beside it as files; here is where it stands. */
import * as z from "zod"
import { DateStyle, DecimalStyle } from "./mapping.ts"
import { Instant } from "./time.ts"

export const MOST_BYTES = 50 * 1024 * 1024
export const MOST_ROWS = 50_000
export const MOST_COLUMNS = 500
export const ROWS_PER_CHUNK = 500
/** Different values of a column that are told one by one. */
export const MOST_VALUES = 200

export const ImportStatus = z.enum([
  "uploading",
  "reading",
  "mapping",
  "checking",
  "ready",
  "importing",
  "done",
  "failed",
  "canceling",
  "canceled",
  "reverting",
  "reverted",
])
export type ImportStatus = z.infer<typeof ImportStatus>

/** Statuses in which an execution is at work. */
export const Work = z.enum(["reading", "checking", "importing", "reverting"])
export type Work = z.infer<typeof Work>

/** Kinds of records that an import makes, by their word in the API. */
export const ImportedKind = z.enum(["deals", "persons", "organizations", "notes"])
export type ImportedKind = z.infer<typeof ImportedKind>

export const Progress = z.object({
  phase: z.enum(["reading", "checking", "preparing", "contacts", "deals", "reverting"]),
  done: z.int(),
  total: z.int(),
})
export type Progress = z.infer<typeof Progress>

const Added = z.object({ added: z.int() })
const AddedOrLinked = z.object({ added: z.int(), linked: z.int() })

/** What an import makes. `linked` are records that were there already. `skipped` are rows. */
export const Counts = z.object({
  deals: Added,
  persons: AddedOrLinked,
  organizations: AddedOrLinked,
  notes: Added,
  skipped: z.int(),
})
export type Counts = z.infer<typeof Counts>

/** What a revert moved to the trash, and what stayed since something else hangs on it. */
export const Reverted = z.object({
  removed: z.record(ImportedKind, z.int()),
  kept: z.record(ImportedKind, z.int()),
})
export type Reverted = z.infer<typeof Reverted>

/** Ids of one kind that an import was given: `count` of them from `first` on. */
export const IdBlock = z.object({ first: z.int(), count: z.int().min(0) })
export type IdBlock = z.infer<typeof IdBlock>

export const Import = z.object({
  id: z.uuid(),
  version: z.int().positive(),
  status: ImportStatus,
  fileName: z.string(),
  size: z.int(),
  startedBy: z.int(),
  addedAt: Instant,
  changedAt: Instant,
  /** Executions that were started: each has a name of its own. */
  runs: z.int(),
  rows: z.int().optional(),
  encoding: z.string().optional(),
  delimiter: z.string().optional(),
  /** Number of the mapping in force: each lies in a file of its own. */
  mapping: z.int().optional(),
  /** The mapping has been tried on every row. */
  checked: z.boolean().optional(),
  progress: Progress.optional(),
  /** Where the work goes on in its phase: a chunk of rows, or a place among records. */
  next: z.int(),
  /** Once the plan is made, ids are given and what is made is settled. */
  blocks: z.record(ImportedKind, IdBlock).optional(),
  counts: Counts.optional(),
  reverted: Reverted.optional(),
  importedAt: Instant.optional(),
  finishedAt: Instant.optional(),
  error: z.string().optional(),
  failedDuring: Work.optional(),
})
export type Import = z.infer<typeof Import>

/** How the cells of a column look, as far as all of them agree. */
export const Look = z.enum(["empty", "date", "number", "email", "phone", "text"])
export type Look = z.infer<typeof Look>

export const Column = z.object({
  index: z.int(),
  header: z.string(),
  /** The first different values, at most 5. */
  samples: z.array(z.string()),
  filled: z.int(),
  longest: z.int(),
  /** Values with their counts, at most MOST_VALUES; `more` when the column has others. */
  distinct: z.object({ values: z.array(z.object({ value: z.string(), count: z.int() })), more: z.boolean() }),
  looks_like: Look,
  dates: z.union([DateStyle, z.literal("ambiguous")]).nullable(),
  decimals: DecimalStyle.nullable(),
})
export type Column = z.infer<typeof Column>
