/**
 * Projects come into a phase in the transaction that writes them: only while it is there, and counted, so that a phase which was
 * found empty goes only if nothing has come since. Who is in it is an edge, as lists follow a little later.
 */
import type { Project } from "../../shared/project.ts"
import type { Write } from "./commit.ts"
import { keys } from "./patterns.ts"
import { get, query } from "./table.ts"

/** What goes with the write of a project that comes into a phase; the condition fails when the phase is no longer there. */
export function comingIn(w: string, { phaseId, boardId }: Pick<Project, "phaseId" | "boardId">): Write[] {
  const there = "boardId = :board AND attribute_not_exists(deletedAt)"
  return [
    { check: keys.setupOf(w, "phase", phaseId), if: { expression: there, values: { ":board": boardId } } },
    { add: keys.arrivals(w, phaseId), attribute: "arrived", by: 1 },
  ]
}

/** Whether no project is in a phase, and the write whose condition fails when one has come since. */
export async function emptiness(w: string, phaseId: number): Promise<{ empty: boolean; still: Write }> {
  const key = keys.arrivals(w, phaseId)
  const arrived = (await get(key))?.arrived
  const { items } = await query({ pk: { name: "pk", value: keys.edges(w, "phase", phaseId) }, limit: 1 })
  const unchanged =
    arrived === undefined
      ? { expression: "attribute_not_exists(pk)" }
      : { expression: "arrived = :arrived", values: { ":arrived": arrived } }
  return { empty: items.length === 0, still: { check: key, if: unchanged } }
}
