/** An instant as v1 shows it: `2026-01-31 09:00:00`, in UTC. */
export function v1Time(at: string): string {
  return at.slice(0, 19).replace("T", " ")
}

/** Part of a list that is in memory whole. */
export function v1PageOf<T>(all: readonly T[], { start, limit }: { start: number; limit: number }) {
  return { data: all.slice(start, start + limit), start, limit, more: all.length > start + limit }
}
