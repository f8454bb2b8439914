import type { Pipeline, Stage } from "../../shared/pipeline.ts"
import { type By, changed } from "../records/stamp.ts"

type Placed = Pipeline | Stage

/**
 * The order a record has after it is asked for, and the others that move for it, each with what it was: it takes the place of the
 * one that has that order, which makes way to where it came from. An order that nobody has is simply its own.
 */
export function placed<T extends Placed>(
  record: T,
  siblings: readonly T[],
  order: number | undefined,
  by: By,
  now: number,
): [order: number, others: [after: T, before: T][]] {
  if (order === undefined || order === record.order) return [record.order, []]
  const others = siblings.filter((one) => one.id !== record.id)
  const at = others.findIndex((one) => one.order === order)
  if (at < 0) return [order, []]
  const from = siblings.findIndex((one) => one.id === record.id)
  const down = from <= at
  const row = others.toSpliced(down ? at + 1 : at, 0, record)
  const moved = row.flatMap((one, i): [T, T][] => {
    if (one.id === record.id || one.order === i + 1) return []
    return [[{ ...one, order: i + 1, ...changed(one, by, now) }, one]]
  })
  return [row.indexOf(record) + 1, moved]
}
