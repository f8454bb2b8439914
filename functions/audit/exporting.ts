import type { AuditEntry } from "../../shared/audit.ts"
import { commit } from "../data/commit.ts"
import type { Actor } from "../platform/actor.ts"
import { changesOf, traced } from "./trace.ts"

/** What someone took with them: `name` as in "Ann exported deals", `asked` what it was narrowed to, and where it went on. */
type Export = Pick<AuditEntry, "object" | "name"> & { asked: { cursor?: string | undefined } }

/** A line for each part: a cursor is the caller's, so that no part can be known to be the first. */
export async function noteExport(actor: Actor, { object, name, asked }: Export, now = Date.now()): Promise<void> {
  const { cursor, ...rest } = asked
  const fields = changesOf(undefined, { ...rest, ...(cursor !== undefined && { continued: true }) })
  await commit(traced(actor, { action: "exported", object, objectId: "", name, fields }, now))
}
