/** Imports a file by its plan: new organizations and persons first, then the rows chunk by chunk. Done again from any point it comes to the same. */
import { type Import, ROWS_PER_CHUNK } from "../../shared/import.ts"
import { instant } from "../../shared/time.ts"
import type { Setup } from "../data/setup.ts"
import { open } from "../data/store.ts"
import { chunks as parts } from "../data/table.ts"
import { wanted } from "./additions.ts"
import type { Beat } from "./beat.ts"
import { chunksFrom, chunksOf } from "./chunks.ts"
import { type Directory, directory } from "./contacts.ts"
import { type Draft, type Reader, skips } from "./draft.ts"
import { FILES, type Folder } from "./files.ts"
import { inFlight } from "./in-flight.ts"
import { dealOf, type Links, noteOf, organizationOf, personOf } from "./made.ts"
import { Plan, thawed } from "./plan.ts"
import { NOTHING_MORE, plan } from "./planning.ts"
import { readerOf } from "./reader-of.ts"
import type { Row } from "./records.ts"
import { type NewRecord, writeNew } from "./writing.ts"

type Given = { w: string; files: Folder; pulse: Beat; plan: Plan; contacts: Directory }

/** Answers whether the import is done; if not, the next step goes on. */
export async function importFile(w: string, files: Folder, pulse: Beat): Promise<boolean> {
  if (pulse.job().blocks === undefined) await plan(w, files, pulse)
  const settled = await files.read(FILES.plan, Plan)
  const given: Given = { w, files, pulse, plan: settled, contacts: directory(settled.contacts) }
  if (pulse.job().progress?.phase === "contacts" && !(await writeContacts(given))) return false
  if (!(await writeRows(given))) return false
  await pulse.save({ status: "done", finishedAt: instant(Date.now()), progress: undefined, next: 0 })
  return true
}

async function writeContacts({ w, pulse, plan: settled, contacts }: Given): Promise<boolean> {
  const store = open({ workspaceId: w })
  const total = pulse.job().rows ?? 0
  const pages = parts(newContacts(pulse.job(), thawed(settled.setup), contacts), ROWS_PER_CHUNK)
  for (let at = pulse.job().next; at < pages.length; at++) {
    if (pulse.isOver()) return over(pulse, at)
    await writeNew(store, pages[at] ?? [])
    await pulse.tell({ phase: "contacts", done: 0, total }, at + 1)
  }
  await pulse.save({ progress: { phase: "deals", done: 0, total }, next: 0 })
  return true
}

function newContacts(job: Import, setup: Setup, { organizations, persons }: Directory): NewRecord[] {
  const fresh = [...organizations.values()].filter((entry) => !entry.linked)
  return [
    ...fresh.map((entry): NewRecord => ({ kind: "organization", record: organizationOf(job, setup, entry) })),
    ...persons
      .filter((entry) => !entry.linked)
      .map((entry): NewRecord => {
        const employer = entry.organization === undefined ? undefined : organizations.get(entry.organization)
        return { kind: "person", record: personOf(job, setup, entry, employer) }
      }),
  ]
}

async function writeRows({ w, files, pulse, plan: settled, contacts }: Given): Promise<boolean> {
  const store = open({ workspaceId: w })
  const job = pulse.job()
  const setup = thawed(settled.setup)
  const reader = await readerOf(files, job, setup, job.startedBy, wanted(NOTHING_MORE))
  const means = { reader, contacts, setup }
  const total = job.rows ?? 0
  const began = inFlight()
  try {
    for await (const { chunk, rows } of chunksFrom(files, job.next, chunksOf(total))) {
      if (pulse.isOver()) {
        await began.end()
        return await over(pulse, chunk)
      }
      const before = settled.chunks[chunk]
      if (before === undefined) throw new Error(`the plan of import ${job.id} has no chunk ${chunk}`)
      await began.add(() => writeNew(store, recordsOf(job, rows, before, means)))
      const next = job.next + began.done()
      await pulse.tell({ phase: "deals", done: Math.min(total, next * ROWS_PER_CHUNK), total }, next)
    }
    await began.end()
    return true
  } finally {
    await began.settled()
  }
}

/** Time is up for this step: the next one goes on from `next`. */
async function over(pulse: Beat, next: number): Promise<false> {
  await pulse.save({ next })
  return false
}

type Means = { reader: Reader; contacts: Directory; setup: Setup }

/** The records of a chunk: those of its rows that are not skipped, numbered on from what was before it. */
function recordsOf(job: Import, rows: readonly Row[], before: Plan["chunks"][number], means: Means): NewRecord[] {
  const { deals, notes } = job.blocks ?? {}
  let dealId = (deals?.first ?? 0) + before.deals
  let noteId = (notes?.first ?? 0) + before.notes
  const made: NewRecord[] = []
  for (const row of rows) {
    const draft = means.reader(row)
    if (skips(draft)) continue
    const links = linksOf(draft, means.contacts)
    const id = draft.deal === undefined ? undefined : dealId++
    if (draft.deal !== undefined && id !== undefined)
      made.push({ kind: "deal", record: dealOf(job, id, draft, draft.deal, links, means.setup) })
    for (const content of draft.notes)
      made.push({
        kind: "note",
        record: noteOf(job, noteId++, content, { ...links, ...(id !== undefined && { dealId: id }) }),
      })
  }
  return made
}

function linksOf(draft: Draft, contacts: Directory): Links {
  return { organization: contacts.organizationOf(draft), person: contacts.personOf(draft) }
}
