/** Pages of v1: what is in memory whole, and what is read in cursors, from a start on. */
import type { Page, V1Page } from "../../shared/api/route.ts"

export type From = { start: number; limit: number }

export function sliceFrom<T>(all: readonly T[], { start, limit }: From): V1Page<T[]> {
  return { data: all.slice(start, start + limit), start, limit, more: all.length > start + limit }
}

/** As many pages as it takes to come to the end of this one: for what hangs on one record. */
export async function pageFrom<T>(
  { start, limit }: From,
  read: (cursor: string | undefined) => Promise<Page<T[]>>,
): Promise<V1Page<T[]>> {
  const all: T[] = []
  let cursor: string | undefined
  do {
    const page = await read(cursor)
    all.push(...page.data)
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined && all.length <= start + limit)
  return { ...sliceFrom(all, { start, limit }), more: all.length > start + limit || cursor !== undefined }
}
