import { Problem } from "../../shared/problem.ts"
import type { Board, Phase } from "../../shared/project.ts"
import { type By, changed } from "../records/stamp.ts"

/**
 * A record at the place that is asked for, or at its own, and those siblings that move for it, each with what it was. Places count
 * from 1 to one more than there are.
 */
export function putAt<T extends Board | Phase>(
  record: T,
  siblings: readonly T[],
  place: number | undefined,
  by: By,
  now: number,
): [record: T, others: [after: T, before: T][]] {
  if (place === undefined) return [record, []]
  if (place > siblings.length + 1) {
    const why = `must be between 1 and ${siblings.length + 1}`
    throw new Problem("invalid", `order_nr: ${why}`, { order_nr: why })
  }
  const row = siblings.filter((one) => one.id !== record.id).toSpliced(place - 1, 0, record)
  const moved = row.flatMap((one, i): [T, T][] =>
    one.id === record.id || one.order === i + 1 ? [] : [[{ ...one, order: i + 1, ...changed(one, by, now) }, one]],
  )
  return [{ ...record, order: row.indexOf(record) + 1 }, moved]
}
