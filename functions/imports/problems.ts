import { MOST_PROBLEMS, type Problems, type Reason, type RowProblem } from "../../shared/import-check.ts"

/** Counts problems by reason and keeps the first of them. */
export function problemCounter() {
  const counts = new Map<Reason, number>()
  const first: RowProblem[] = []
  return {
    see: (problems: readonly RowProblem[]): void => {
      for (const problem of problems) {
        counts.set(problem.reason, (counts.get(problem.reason) ?? 0) + 1)
        if (first.length < MOST_PROBLEMS) first.push(problem)
      }
    },
    all: (): Problems => ({
      reasons: [...counts]
        .sort((a, b) => b[1] - a[1])
        .map(([reason, count]) => ({ reason, count, skips: reason !== "ragged" })),
      first,
    }),
  }
}
