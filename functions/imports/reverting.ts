/**
 * Takes an import back: all that it made goes to the trash, notes and deals first, then persons and organizations on which
 * nothing else hangs by then. Works on ids in order, so that it can go on where it was.
 */
import type { IdBlock, Import, ImportedKind, Reverted } from "../../shared/import.ts"
import { instant } from "../../shared/time.ts"
import { ConditionFailed, commit, writeAll } from "../data/commit.ts"
import type { Everything } from "../data/kinds.ts"
import { open, type Store } from "../data/store.ts"
import type { Beat } from "./beat.ts"
import { parallel } from "./parallel.ts"

const IDS_AT_ONCE = 500
const WIDTH = 16

type Kind = "note" | "deal" | "person" | "organization"
const ORDER: [ImportedKind, Kind][] = [
  ["notes", "note"],
  ["deals", "deal"],
  ["persons", "person"],
  ["organizations", "organization"],
]

const NONE = { deals: 0, persons: 0, organizations: 0, notes: 0 }

/** Answers whether all is done. `next` of the job counts ids over all kinds in their order. */
export async function revert(w: string, pulse: Beat): Promise<boolean> {
  const store = open({ workspaceId: w })
  const job = pulse.job()
  const pages = pagesOf(job)
  const total = pages.reduce((sum, page) => sum + page.ids.length, 0)
  const reverted: Reverted = structuredClone(job.reverted ?? { removed: NONE, kept: NONE })
  for (let at = job.next; at < pages.length; at++) {
    const page = pages[at]
    if (page === undefined) break
    if (pulse.isOver()) {
      await pulse.save({ next: at, reverted })
      return false
    }
    const { removed, kept } = await removePage(store, job, page)
    reverted.removed[page.word] += removed
    reverted.kept[page.word] += kept
    const done = at * IDS_AT_ONCE
    await pulse.save({ progress: { phase: "reverting", done: Math.min(done, total), total }, next: at + 1, reverted })
  }
  await pulse.save({ status: "reverted", finishedAt: instant(Date.now()), progress: undefined, next: 0, reverted })
  return true
}

type Page = { word: ImportedKind; kind: Kind; ids: number[] }

function pagesOf(job: Import): Page[] {
  return ORDER.flatMap(([word, kind]) => {
    const { first, count }: IdBlock = job.blocks?.[word] ?? { first: 0, count: 0 }
    const pages = Math.ceil(count / IDS_AT_ONCE)
    return Array.from({ length: pages }, (_, page) => {
      const from = first + page * IDS_AT_ONCE
      const length = Math.min(IDS_AT_ONCE, first + count - from)
      return { word, kind, ids: Array.from({ length }, (_, at) => from + at) }
    })
  })
}

async function removePage(store: Store, job: Import, { kind, ids }: Page): Promise<{ removed: number; kept: number }> {
  const records = (await store.getMany(kind, ids)).filter((record) => importIdOf(record) === job.id || kind === "note")
  let kept = 0
  const gone: Everything[Kind][] = []
  await parallel(records, WIDTH, async (record) => {
    const free = kind === "note" || kind === "deal" || !(await store.hasEdges(kind, record.id))
    if (!free) kept++
    else if (await trash(store, job, kind, record)) gone.push(record)
  })
  // also of those that an earlier run put there, which may have ended before this
  const edges = gone.flatMap((record) => {
    const { deletedAt: _, ...live } = record
    return store.itemsOf(kind, live as Everything[Kind]).edges
  })
  await writeAll(
    edges.map(({ pk, sk }) => ({ delete: { pk, sk } })),
    WIDTH,
  )
  return { removed: gone.length, kept }
}

const importIdOf = (record: object) => ("importId" in record ? record.importId : undefined)

/** Puts a record into the trash as it is at that moment. Answers false when it is gone for good. */
async function trash(store: Store, job: Import, kind: Kind, found: Everything[Kind]): Promise<boolean> {
  let record: Everything[Kind] | undefined = found
  while (record !== undefined) {
    if (record.deletedAt !== undefined) return true
    const at = instant(Date.now())
    const after = {
      ...record,
      version: record.version + 1,
      changedAt: at,
      changedBy: job.startedBy,
      via: "import" as const,
      deletedAt: at,
    }
    try {
      await commit({ put: store.itemsOf(kind, after).item, if: unchanged(record.version) })
      return true
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error
      record = await store.get(kind, found.id)
    }
  }
  return false
}

function unchanged(version: number) {
  return { expression: "#version = :version", names: { "#version": "version" }, values: { ":version": version } }
}
