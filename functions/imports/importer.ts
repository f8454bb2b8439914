import type { Import } from "../../shared/import.ts"
import { may } from "../../shared/permission.ts"
import { Problem } from "../../shared/problem.ts"
import { freshSetup, type Setup } from "../data/setup.ts"
import type { Actor } from "../platform/actor.ts"
import type { Rights } from "./suggest-values.ts"

/** Whoever started an import, with the rights they have now, and the workspace as it is now. */
export async function importerOf(w: string, job: Import): Promise<{ actor: Actor; setup: Setup }> {
  const { setup, version } = await freshSetup(w)
  const user = setup.users.get(job.startedBy)
  if (user === undefined || user.status !== "active")
    throw new Problem("forbidden", "Whoever started this import is no longer active in the workspace")
  const { role, zone, currency } = user
  return {
    actor: { workspaceId: w, userId: user.id, role, via: "import", zone, currency, setupVersion: version },
    setup,
  }
}

export function rightsOf(actor: Actor): Rights {
  return { fields: may(actor, "fields.edit"), pipelines: may(actor, "pipelines.edit"), users: may(actor, "users.edit") }
}
