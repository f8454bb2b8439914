import type { WorkspaceChange } from "../../shared/api/workspaces.ts"
import { nameKey } from "../../shared/organization.ts"
import { Problem } from "../../shared/problem.ts"
import type { Workspace } from "../../shared/workspace.ts"
import { setupChanged } from "../data/setup.ts"
import { open, retrying } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"
import { changed } from "../records/stamp.ts"
import { ratesIn } from "./rebasing.ts"

/** The days on which deals were won and lost stay those of the zone that held then. */
export function change(actor: Actor, body: WorkspaceChange): Promise<Workspace> {
  return changing(actor, (before) => ({
    ...before,
    name: body.name ?? before.name,
    currency: body.default_currency ?? before.currency,
    rates: ratesIn(before, body.default_currency ?? before.currency),
    zone: body.timezone_name ?? before.zone,
    ...(body.lost_reasons && { lostReasons: distinct(body.lost_reasons) }),
  }))
}

/** Saves what becomes of the workspace as it is at that moment. */
export async function changing(
  actor: Actor,
  next: (before: Workspace) => Workspace,
  now = Date.now(),
): Promise<Workspace> {
  const store = open(actor)
  return retrying(async () => {
    const before = await store.get("workspace", 1)
    if (before === undefined) throw new Problem("not_found", "This workspace is not there")
    const after: Workspace = { ...next(before), ...changed(before, actor, now) }
    await store.commit(...store.saving("workspace", after, before), setupChanged(actor.workspaceId))
    return after
  })
}

function distinct(reasons: readonly string[]): string[] {
  return reasons.filter((reason, at) => reasons.findIndex((one) => nameKey(one) === nameKey(reason)) === at)
}
