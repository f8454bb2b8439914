import type { Import } from "../../shared/import.ts"
import { may } from "../../shared/permission.ts"
import { Problem } from "../../shared/problem.ts"
import { freshSetup, type Setup } from "../data/setup.ts"
import { type Actor, actorFor } from "../platform/actor.ts"
import type { Rights } from "./suggest-values.ts"

/** Whoever started an import, with the rights they have now, and the workspace as it is now. */
export async function importerOf(w: string, job: Import): Promise<{ actor: Actor; setup: Setup }> {
  const { setup, version } = await freshSetup(w)
  const user = setup.users.get(job.startedBy)
  if (user === undefined || user.status !== "active")
    throw new Problem("forbidden", "Whoever started this import is no longer active in the workspace")
  return { actor: await actorFor(w, user, "import", version), setup }
}

export function rightsOf(actor: Actor): Rights {
  return { fields: may(actor, "fields.edit"), pipelines: may(actor, "pipelines.edit"), users: may(actor, "users.edit") }
}
