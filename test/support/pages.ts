import { expect } from "vitest"
import type { Person } from "./workspace.ts"

/** Every entry of a list, page by page to its end, and how many pages there were. */
export async function everyPage<T = { id: number }>(
  who: Person,
  path: string,
  limit: number,
): Promise<{ entries: T[]; pages: number }> {
  const entries: T[] = []
  let cursor: string | null | undefined
  let pages = 0
  do {
    const more = cursor === undefined ? "" : `&cursor=${encodeURIComponent(String(cursor))}`
    const answer = await who.call<T[]>("GET", `${path}${path.includes("?") ? "&" : "?"}limit=${limit}${more}`)
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    expect(answer.body.data.length).toBeLessThanOrEqual(limit)
    entries.push(...answer.body.data)
    cursor = answer.body.additional_data?.next_cursor
    pages++
    if (pages > 500) throw new Error(`${path} has no end`)
  } while (cursor !== null)
  return { entries, pages }
}

/** Ids of a list, all pages of it. */
export async function idsOf(who: Person, path: string, limit = 500): Promise<number[]> {
  return (await everyPage<{ id: number }>(who, path, limit)).entries.map((entry) => entry.id)
}
