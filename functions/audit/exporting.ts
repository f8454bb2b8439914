import type { AuditEntry } from "../../shared/audit.ts"
import { commit } from "../data/commit.ts"
import type { Actor } from "../platform/actor.ts"
import { changesOf, traced } from "./trace.ts"

/** What someone took with them: `name` as in "Ann exported deals", `asked` what it was narrowed to. One line, however many parts. */
type Export = Pick<AuditEntry, "object" | "name"> & { asked: object }

export async function noteExport(actor: Actor, { object, name, asked }: Export, now = Date.now()): Promise<void> {
  const fields = changesOf(undefined, asked)
  await commit(traced(actor, { action: "exported", object, objectId: "", name, fields }, now))
}
