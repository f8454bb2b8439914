import * as z from "zod"
import type { Page } from "../../shared/api/route.ts"
import { fromCursor, toCursor } from "../data/cursor.ts"

export const Position = z.object({ start: z.int().min(0) })

type Sortable = { id: number; add_time: string; update_time?: string | null; order_nr?: number }
type Paging = {
  sort_by?: "id" | "add_time" | "update_time" | "order_nr"
  sort_direction?: "asc" | "desc"
  limit: number
  cursor?: string | undefined
}

/** A page of a list that is in memory whole, sorted as the request says. */
export function pageOfFew<T extends Sortable>(all: readonly T[], query: Paging): Page<T[]> {
  const by = query.sort_by ?? "id"
  const sign = query.sort_direction === "desc" ? -1 : 1
  const sorted = all.toSorted((a, b) => {
    const [x, y] = [a[by] ?? "", b[by] ?? ""]
    return sign * (x < y ? -1 : x > y ? 1 : a.id - b.id)
  })
  return sliceOf(sorted, query)
}

/** The same in the order it is in. */
export function sliceOf<T>(all: readonly T[], query: { limit: number; cursor?: string | undefined }): Page<T[]> {
  const start = fromCursor(query.cursor, Position)?.start ?? 0
  const end = start + query.limit
  return { data: all.slice(start, end), nextCursor: end < all.length ? toCursor({ start: end }) : null }
}
