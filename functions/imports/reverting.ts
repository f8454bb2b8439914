/**
 * Takes an import back: all that it made goes to the trash, notes and deals first, then persons and organizations on which
 * nothing else hangs by then. Works on ids in order, so that it can go on where it was.
 */
import type { IdBlock, Import, ImportedKind, Reverted } from "../../shared/import.ts"
import { instant } from "../../shared/time.ts"
import { ConditionFailed, commit, type Write, writeAll } from "../data/commit.ts"
import type { Everything } from "../data/kinds.ts"
import { open, retrying, type Store } from "../data/store.ts"
import { chunks } from "../data/table.ts"
import type { Beat } from "./beat.ts"
import { parallel } from "./parallel.ts"

const IDS_AT_ONCE = 500
const WIDTH = 16
/** Records that go to the trash in one transaction. */
const TOGETHER = 50

type Kind = "note" | "deal" | "person" | "organization"
const ORDER: [ImportedKind, Kind][] = [
  ["notes", "note"],
  ["deals", "deal"],
  ["persons", "person"],
  ["organizations", "organization"],
]

const none = () => ({ deals: 0, persons: 0, organizations: 0, notes: 0 })

/** Answers whether all is done. `next` of the job counts ids over all kinds in their order. */
export async function revert(w: string, pulse: Beat): Promise<boolean> {
  const store = open({ workspaceId: w })
  const job = pulse.job()
  const pages = pagesOf(job)
  const total = pages.reduce((sum, page) => sum + page.ids.length, 0)
  const reverted: Reverted = structuredClone(job.reverted ?? { removed: none(), kept: none() })
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
  const all = (await store.getMany(kind, ids)).filter((record) => importIdOf(record) === job.id || kind === "note")
  const free: Everything[Kind][] = []
  await parallel(all, WIDTH, async (record) => {
    if (kind === "note" || kind === "deal" || !(await store.hasEdges(kind, record.id))) free.push(record)
  })
  await parallel(chunks(free, TOGETHER), WIDTH / 4, (some) => trashTogether(store, job, kind, some))
  // also of those that an earlier run put there, which may have ended before this
  const edges = free.flatMap((record) => {
    const { deletedAt: _, ...live } = record
    return store.itemsOf(kind, live as Everything[Kind]).edges
  })
  await writeAll(
    edges.map(({ pk, sk }) => ({ delete: { pk, sk } })),
    WIDTH,
  )
  return { removed: free.length, kept: all.length - free.length }
}

/** Puts records into the trash in one go or, when somebody changed one of them meanwhile, one by one as they are by then. */
async function trashTogether(store: Store, job: Import, kind: Kind, records: readonly Everything[Kind][]) {
  const live = records.filter((record) => record.deletedAt === undefined)
  try {
    await commit(...live.map((record) => trashed(store, job, kind, record)))
  } catch (error) {
    if (!(error instanceof ConditionFailed) && !isTooLarge(error)) throw error
    for (const record of live) await trash(store, job, kind, record.id)
  }
}

/** A transaction holds 4 MB. */
const isTooLarge = (error: unknown) => error instanceof Error && error.name === "ValidationException"

async function trash(store: Store, job: Import, kind: Kind, id: number): Promise<void> {
  await retrying(async () => {
    const record = await store.get(kind, id)
    if (record === undefined || record.deletedAt !== undefined) return
    await commit(trashed(store, job, kind, record))
  })
}

const importIdOf = (record: object) => ("importId" in record ? record.importId : undefined)

function trashed(store: Store, job: Import, kind: Kind, record: Everything[Kind]): Write {
  const at = instant(Date.now())
  const stamp = { changedAt: at, changedBy: job.startedBy, via: "import" as const, through: undefined, deletedAt: at }
  return {
    put: store.itemsOf(kind, { ...record, ...stamp, version: record.version + 1 }).item,
    if: unchanged(record.version),
  }
}

function unchanged(version: number) {
  return { expression: "#version = :version", names: { "#version": "version" }, values: { ":version": version } }
}
