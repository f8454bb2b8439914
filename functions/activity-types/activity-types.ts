/** What activities of a workspace may be: those that the code knows, as the workspace changed them, and its own. */
import { type ActivityType, allTypes, type ICONS, OWN_TYPES } from "../../shared/activity-types.ts"
import { Problem } from "../../shared/problem.ts"
import { instant } from "../../shared/time.ts"
import { freshSetup, type Setup, setupChanged } from "../data/setup.ts"
import { open, retrying } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"
import { changed, created } from "../records/stamp.ts"

/** Types that a workspace may have at a time. */
const MOST = 100
const LONGEST_KEY = 50

export type TypeBody = {
  name: string
  icon_key: (typeof ICONS)[number]
  color?: string | null | undefined
  outcomes?: string[] | undefined
}

/** Those that activities may be given, in their order. */
export function activityTypes(setup: Setup): ActivityType[] {
  return everyType(setup).filter((type) => type.deletedAt === undefined)
}

export function everyType({ activityTypes: own, workspace }: Setup): ActivityType[] {
  return allTypes(own, workspace.addedAt)
}

export async function add(actor: Actor, body: TypeBody, now = Date.now()): Promise<ActivityType> {
  const store = open(actor)
  const { setup } = await freshSetup(actor.workspaceId)
  const all = everyType(setup)
  if (activityTypes(setup).length >= MOST) {
    throw new Problem("conflict", `A workspace has at most ${MOST} activity types; delete some first`)
  }
  const [number = 0] = await store.ids("activityType")
  const type: ActivityType = {
    ...created(actor, OWN_TYPES + number, now),
    key: keyFor(body.name, all),
    name: body.name,
    icon: body.icon_key,
    ...(body.color && { color: body.color }),
    ...(body.outcomes && { outcomes: [...new Set(body.outcomes)] }),
    order: (all.at(-1)?.order ?? 0) + 1,
  }
  await store.commit(...store.saving("activityType", type), setupChanged(actor.workspaceId))
  return type
}

export async function change(
  actor: Actor,
  id: number,
  body: Partial<TypeBody> & { order_nr?: number | undefined; deleted?: boolean },
  now = Date.now(),
): Promise<ActivityType> {
  const store = open(actor)
  return retrying(async () => {
    const { setup } = await freshSetup(actor.workspaceId)
    const before = activityTypes(setup).find((type) => type.id === id)
    if (before === undefined) throw new Problem("not_found", `Activity type ${id} was not found`)
    if (body.deleted === true && activityTypes(setup).length === 1) {
      throw new Problem("conflict", "The last activity type cannot be deleted")
    }
    const color = body.color === undefined ? before.color : body.color
    const { color: _, ...rest } = before
    const after: ActivityType = {
      ...rest,
      name: body.name ?? before.name,
      icon: body.icon_key ?? before.icon,
      ...(color && { color }),
      order: body.order_nr ?? before.order,
      ...(body.outcomes && { outcomes: [...new Set(body.outcomes)] }),
      ...changed(before, actor, now),
      ...(body.deleted === true && { deletedAt: instant(now) }),
    }
    const stored = before.version === 0 ? undefined : before
    await store.commit(...store.saving("activityType", after, stored), setupChanged(actor.workspaceId))
    return after
  })
}

/** A name's letters and digits, with a number behind where another type has the key. */
function keyFor(name: string, all: readonly ActivityType[]): string {
  const plain = name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "")
  const base = plain.slice(0, LONGEST_KEY - 4) || "type"
  const taken = new Set(all.map((type) => type.key))
  for (let number = 1; ; number++) {
    const key = number === 1 ? base : `${base}_${number}`
    if (!taken.has(key)) return key
  }
}
