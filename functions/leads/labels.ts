import { randomBytes } from "node:crypto"
import type { LabelBody } from "../../shared/api/v1/leads.ts"
import { idIn, type LeadLabel, uuidOf } from "../../shared/lead.ts"
import { Problem } from "../../shared/problem.ts"
import { instant } from "../../shared/time.ts"
import { type Setup, setupChanged, setupOf } from "../data/setup.ts"
import { open, retrying } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"
import { changed, created } from "../records/stamp.ts"

/** Labels that a workspace may have. */
const MOST_LABELS = 200

export function liveLabels({ leadLabels }: Setup): LeadLabel[] {
  return [...leadLabels.values()].filter((label) => label.deletedAt === undefined).sort((a, b) => a.id - b.id)
}

export async function add(actor: Actor, body: LabelBody, now = Date.now()): Promise<LeadLabel> {
  const store = open(actor)
  if (liveLabels(await setupOf(actor)).length >= MOST_LABELS) {
    throw new Problem("conflict", `A workspace has at most ${MOST_LABELS} lead labels; delete some first`)
  }
  const [id = 0] = await store.ids("leadLabel")
  const label: LeadLabel = { ...created(actor, id, now), uuid: uuidOf(id, randomBytes(10)), ...body }
  await store.commit(...store.saving("leadLabel", label), setupChanged(actor.workspaceId))
  return label
}

export async function change(
  actor: Actor,
  uuid: string,
  body: Partial<LabelBody> & { deleted?: boolean },
  now = Date.now(),
): Promise<LeadLabel> {
  const store = open(actor)
  return retrying(async () => {
    const before = await store.get("leadLabel", Math.max(1, idIn(uuid)))
    if (before === undefined || before.uuid !== uuid || before.deletedAt !== undefined) {
      throw new Problem("not_found", `Lead label ${uuid} was not found`)
    }
    const after: LeadLabel = {
      ...before,
      name: body.name ?? before.name,
      color: body.color ?? before.color,
      ...changed(before, actor, now),
      ...(body.deleted === true && { deletedAt: instant(now) }),
    }
    await store.commit(...store.saving("leadLabel", after, before), setupChanged(actor.workspaceId))
    return after
  })
}

/** Leads keep it, but nobody sees it on them any more. */
export async function remove(actor: Actor, uuid: string): Promise<{ id: string }> {
  await change(actor, uuid, { deleted: true })
  return { id: uuid }
}
