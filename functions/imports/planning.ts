/** The first part of an import: what the workspace lacks is made, and the plan of all records is written down. */
import { BYTE_ORDER_MARK, csvLine } from "../../shared/csv.ts"
import type { Import } from "../../shared/import.ts"
import { Check } from "../../shared/import-check.ts"
import { open } from "../data/store.ts"
import { wanted } from "./additions.ts"
import type { Beat } from "./beat.ts"
import { chunksFrom, chunksOf } from "./chunks.ts"
import { type Directory, directory } from "./contacts.ts"
import { type Draft, type Reader, skips } from "./draft.ts"
import { FILES, type Folder } from "./files.ts"
import { importerOf } from "./importer.ts"
import { link } from "./link.ts"
import { allot, type Before, countsOf, frozen, type Plan } from "./plan.ts"
import { prepare } from "./prepare.ts"
import { problemCounter } from "./problems.ts"
import { headersOf, readerOf } from "./reader-of.ts"

/** Nothing may be added any more: what was wanted is there, and what is not there is a problem. */
export const NOTHING_MORE = {
  pipelines: false,
  stages: false,
  fields: false,
  users: false,
  labels: false,
  options: false,
}

export async function plan(w: string, files: Folder, pulse: Beat): Promise<void> {
  const job = pulse.job()
  const { actor } = await importerOf(w, job)
  const before = await files.read(FILES.check, Check)
  await pulse.save({ progress: { phase: "preparing", done: 0, total: job.rows ?? 0 } })
  const setup = await prepare(actor, before.additions)
  const found = await survey(files, job, await readerOf(files, job, setup, actor.userId, wanted(NOTHING_MORE)))
  await link(actor, found.contacts)
  const blocks = await allot(open(actor), found.contacts, found.made)
  const written: Plan = { setup: frozen(setup, actor), contacts: found.contacts.all(), chunks: found.chunks }
  const counts = countsOf(found.contacts, found.made, found.skipped)
  await files.write(FILES.plan, JSON.stringify(written))
  await files.write(FILES.check, JSON.stringify({ ...before, problems: found.problems }))
  if (found.skipped > 0) await files.write(FILES.skipped, found.skipFile, "text/csv; charset=utf-8")
  await pulse.save({ blocks, counts, next: 0, progress: { phase: "contacts", done: 0, total: job.rows ?? 0 } })
}

type Survey = {
  contacts: Directory
  made: Before
  chunks: Before[]
  skipped: number
  skipFile: string
  problems: Check["problems"]
}

/** Goes over all rows: whom they name, how many records come of each chunk, and which are left out. */
async function survey(files: Folder, job: Import, reader: Reader): Promise<Survey> {
  const contacts = directory()
  const problems = problemCounter()
  const made: Before = { deals: 0, notes: 0 }
  const chunks: Before[] = []
  const headers = await headersOf(files)
  const lines = [BYTE_ORDER_MARK + csvLine([...headers, "Why it was skipped"])]
  for await (const { rows } of chunksFrom(files, 0, chunksOf(job.rows ?? 0))) {
    chunks.push({ ...made })
    for (const row of rows) {
      const draft = reader(row)
      problems.see(draft.problems)
      if (skips(draft)) {
        const missing = Array(Math.max(0, headers.length - row.cells.length)).fill("")
        lines.push(csvLine([...row.cells, ...missing, reasonOf(draft)]))
        continue
      }
      contacts.see(draft)
      made.deals += draft.deal === undefined ? 0 : 1
      made.notes += draft.notes.length
    }
  }
  return { contacts, made, chunks, skipped: lines.length - 1, skipFile: lines.join(""), problems: problems.all() }
}

function reasonOf(draft: Draft): string {
  return draft.problems.map(({ header, message }) => (header === null ? message : `${header} ${message}`)).join("; ")
}
