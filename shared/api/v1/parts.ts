/** An instant as v1 shows it: `2026-01-31 09:00:00`, in UTC. */
export function v1Time(at: string): string {
  return at.slice(0, 19).replace("T", " ")
}
