import { Problem } from "../../shared/problem.ts"
import { inTurns } from "../records/turns.ts"

/** Removes several, eight at a time, and answers which it removed. Those that are not there are passed over, unless none is. */
export async function removeEach(ids: readonly number[], remove: (id: number) => Promise<unknown>) {
  const once = [...new Set(ids)]
  const results = await inTurns(once, 8, async (id) => {
    try {
      await remove(id)
      return [id]
    } catch (error) {
      if (error instanceof Problem && error.code === "not_found") return []
      throw error
    }
  })
  const removed = results.flat()
  if (removed.length === 0) throw new Problem("not_found", `None of ${once.join(", ")} was found`)
  return { id: removed }
}
