/** Tries a mapping on every row without writing any record: what would come of it, and what stands in the way. */
import type { Check } from "../../shared/import-check.ts"
import { wanted } from "./additions.ts"
import type { Beat } from "./beat.ts"
import { chunksFrom, chunksOf } from "./chunks.ts"
import { directory } from "./contacts.ts"
import { skips } from "./draft.ts"
import { FILES, type Folder } from "./files.ts"
import { importerOf, rightsOf } from "./importer.ts"
import { link } from "./link.ts"
import { countsOf } from "./plan.ts"
import { problemCounter } from "./problems.ts"
import { readerOf } from "./reader-of.ts"

export async function check(w: string, files: Folder, pulse: Beat): Promise<boolean> {
  const job = pulse.job()
  const { actor, setup } = await importerOf(w, job)
  const { fields, pipelines, users } = rightsOf(actor)
  const wants = wanted({ pipelines, stages: pipelines, fields, users, labels: fields, options: fields })
  const reader = await readerOf(files, job, setup, actor.userId, wants)
  const contacts = directory()
  const problems = problemCounter()
  const made = { deals: 0, notes: 0 }
  const total = job.rows ?? 0
  let done = 0
  for await (const { rows } of chunksFrom(files, 0, chunksOf(total))) {
    for (const row of rows) {
      const draft = reader(row)
      problems.see(draft.problems)
      if (skips(draft)) continue
      contacts.see(draft)
      made.deals += draft.deal === undefined ? 0 : 1
      made.notes += draft.notes.length
      done++
    }
    await pulse.tell({ phase: "checking", done: rows.at(-1)?.row ?? 0, total }, 0)
  }
  await link(actor, contacts)
  const found: Check = {
    problems: problems.all(),
    counts: countsOf(contacts, made, total - done),
    additions: wants.all(),
  }
  await files.write(FILES.check, JSON.stringify(found))
  await pulse.save({ status: "ready", checked: true, progress: undefined, next: 0 })
  return true
}
