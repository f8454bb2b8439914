/** One number for two: the id of what stands between two records, such as a follower's tie to a deal. No two pairs share one (Cantor). */
export function pairId(a: number, b: number): number {
  return ((a + b) * (a + b + 1)) / 2 + b
}
