/** Cursors: where a list goes on, as an opaque text. What comes back is checked, as it comes from outside. */
import type * as z from "zod"
import { Problem } from "../../shared/problem.ts"

export function toCursor(position: unknown): string {
  return Buffer.from(JSON.stringify(position)).toString("base64url")
}

/** Throws a `Problem` on a cursor that this list did not make. */
export function fromCursor<T extends z.ZodType>(cursor: string | undefined, shape: T): z.output<T> | undefined {
  if (cursor === undefined) return undefined
  let value: unknown
  try {
    value = JSON.parse(Buffer.from(cursor, "base64url").toString())
  } catch {
    value = undefined
  }
  const parsed = shape.safeParse(value)
  if (!parsed.success)
    throw new Problem("invalid", "cursor: is not a cursor of this list", { cursor: "is not a cursor of this list" })
  return parsed.data
}
