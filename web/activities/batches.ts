/**
 * Activities of several owners in one order. The API lists one owner or everyone; each has a cursor of its own, and what one of them
 * brought is shown only as far as none of the others may still bring something before it.
 */
import type { ActivityAnswer } from "../../shared/api/activities.ts"
import type { Page } from "../../shared/api/route.ts"

/** A page from each source that was asked; `reached` is how far a source that goes on has come. */
export type Batch = {
  rows: ActivityAnswer[]
  cursors: Record<string, string | null>
  reached: Record<string, string>
}
export type Position = Pick<Batch, "cursors" | "reached">

/** By day, whole days first, then by time, then by id. */
export function orderOf(activity: Pick<ActivityAnswer, "due_date" | "due_time" | "id">): string {
  return `${activity.due_date}T${activity.due_time ?? ""}#${String(activity.id).padStart(12, "0")}`
}

export function compare(a: string, b: string, backwards: boolean): number {
  const forwards = a < b ? -1 : a > b ? 1 : 0
  return backwards ? -forwards : forwards
}

const openOf = ({ cursors }: Position) => Object.keys(cursors).filter((source) => cursors[source] !== null)

/** How far everything is there; undefined when nothing follows. */
export function frontier(position: Position, backwards: boolean): string | undefined {
  const open = openOf(position).map((source) => position.reached[source] ?? (backwards ? "~" : ""))
  return open.toSorted((a, b) => compare(a, b, backwards))[0]
}

/** Where to go on; undefined at the end. */
export function after(position: Position): Position | undefined {
  return openOf(position).length === 0 ? undefined : { cursors: position.cursors, reached: position.reached }
}

/** The next page of those sources that hold the others back. */
export async function next(
  position: Position,
  backwards: boolean,
  read: (source: string, cursor: string | undefined) => Promise<Page<ActivityAnswer[]>>,
): Promise<Batch> {
  const edge = frontier(position, backwards)
  const behind = openOf(position).filter((source) => (position.reached[source] ?? edge) === edge)
  const pages = await Promise.all(
    behind.map(async (source) => ({ source, page: await read(source, position.cursors[source] || undefined) })),
  )
  const batch: Batch = { rows: [], cursors: { ...position.cursors }, reached: { ...position.reached } }
  for (const { source, page } of pages) {
    batch.rows.push(...page.data)
    batch.cursors[source] = page.nextCursor
    const last = page.data.at(-1)
    if (last !== undefined) batch.reached[source] = orderOf(last)
  }
  return batch
}

/** Before anything was asked: the empty cursor is the first page. */
export function start(sources: readonly string[]): Position {
  return { cursors: Object.fromEntries(sources.map((source) => [source, ""])), reached: {} }
}

/** All that is there in order, each once and as it is newest, up to the frontier. */
export function rowsOf(batches: readonly Batch[], backwards: boolean): ActivityAnswer[] {
  const last = batches.at(-1)
  if (last === undefined) return []
  const newest = new Map<number, ActivityAnswer>()
  for (const row of batches.flatMap((batch) => batch.rows)) {
    const known = newest.get(row.id)
    if (known === undefined || known.update_time <= row.update_time) newest.set(row.id, row)
  }
  const edge = frontier(last, backwards)
  return [...newest.values()]
    .map((row) => ({ row, order: orderOf(row) }))
    .filter(({ order }) => edge === undefined || compare(order, edge, backwards) <= 0)
    .sort((a, b) => compare(a.order, b.order, backwards))
    .map(({ row }) => row)
}

/** The batches with an activity as it is now; without it when it does not belong. */
export function withActivity(batches: readonly Batch[], now: ActivityAnswer, belongs: boolean): Batch[] {
  const bare = without(batches, now.id)
  const last = bare.at(-1)
  return belongs && last !== undefined ? [...bare.slice(0, -1), { ...last, rows: [...last.rows, now] }] : bare
}

export function without(batches: readonly Batch[], id: number): Batch[] {
  return batches.map((batch) =>
    batch.rows.some((row) => row.id === id) ? { ...batch, rows: batch.rows.filter((row) => row.id !== id) } : batch,
  )
}
