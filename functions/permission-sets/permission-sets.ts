/** Permission sets: what people may do, by app. */
import type { NewSet, SetChange } from "../../shared/api/permission-sets.ts"
import type { App, Permission } from "../../shared/permission.ts"
import {
  actionsOf,
  FIRST_CUSTOM_ID,
  keptAs,
  type PermissionSet,
  permissionsOf,
  setIdIn,
  setsOf,
} from "../../shared/permission-set.ts"
import { Problem } from "../../shared/problem.ts"
import type { User } from "../../shared/workspace.ts"
import { traced } from "../audit/trace.ts"
import { keys } from "../data/patterns.ts"
import { type Setup, setupChanged, setupOf } from "../data/setup.ts"
import { open, retrying } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"
import { changed, created } from "../records/stamp.ts"

const MOST_SETS = 100
/** People who hold a set that goes: a transaction takes 100 items. */
const MOST_HOLDERS = 90

export async function need(actor: Actor, uuid: string): Promise<PermissionSet> {
  const set = (await setupOf(actor)).permissionSets.get(setIdIn(uuid) ?? 0)
  if (set === undefined) throw new Problem("not_found", `No permission set has the id ${uuid}`)
  return set
}

export async function inOrder(actor: Actor): Promise<PermissionSet[]> {
  return [...(await setupOf(actor)).permissionSets.values()].sort((a, b) => a.id - b.id)
}

/** Who holds a set, given or as the regular one. */
export function holdersOf({ permissionSets, users }: Setup, id: number): User[] {
  return [...users.values()].filter((user) => setsOf(permissionSets, user).some((set) => set.id === id))
}

export async function add(actor: Actor, body: NewSet, now = Date.now()): Promise<PermissionSet> {
  const store = open(actor)
  const { permissionSets } = await setupOf(actor)
  checkActions(body.app, body.actions)
  if (permissionSets.size >= MOST_SETS) throw new Problem("conflict", `A workspace has at most ${MOST_SETS} sets`)
  const [number = 0] = await store.ids("permissionSet")
  const set: PermissionSet = {
    ...created(actor, FIRST_CUSTOM_ID - 1 + number, now),
    app: body.app,
    name: body.name,
    description: body.description ?? "",
    type: "custom",
    ...keptAs(body.app, body.actions),
  }
  await store.commit(...store.saving("permissionSet", set), setupChanged(actor.workspaceId))
  return set
}

export async function change(actor: Actor, uuid: string, body: SetChange, now = Date.now()): Promise<PermissionSet> {
  const store = open(actor)
  return retrying(async () => {
    const known = await need(actor, uuid)
    if (known.type === "admin") throw new Problem("conflict", "What admins may do stands")
    const stored = await store.get("permissionSet", known.id)
    const before = stored ?? known
    if (body.actions !== undefined) checkActions(before.app, body.actions)
    const after: PermissionSet = {
      ...before,
      name: body.name ?? before.name,
      description: body.description ?? before.description,
      ...keptAs(before.app, body.actions ?? actionsOf(before)),
      ...changed(before, actor, now),
    }
    await store.commit(...store.saving("permissionSet", after, stored), setupChanged(actor.workspaceId))
    return after
  })
}

export async function remove(actor: Actor, uuid: string, now = Date.now()): Promise<{ id: string }> {
  const store = open(actor)
  const set = await need(actor, uuid)
  if (set.type !== "custom") throw new Problem("conflict", "Only sets that were added can be deleted")
  return retrying(async () => {
    const users = await store.getMany(
      "user",
      holdersOf(await setupOf(actor), set.id).map(({ id }) => id),
    )
    if (users.length > MOST_HOLDERS) {
      throw new Problem("conflict", `More than ${MOST_HOLDERS} people hold this set; give some another first`)
    }
    await store.commit(
      { delete: keys.setupOf(actor.workspaceId, "permissionSet", set.id) },
      ...users.flatMap((user) =>
        store.saving("user", { ...without(user, set.app), ...changed(user, actor, now) }, user),
      ),
      setupChanged(actor.workspaceId),
      traced(actor, { action: "deleted", object: "permissionSet", objectId: uuid, name: set.name }, now),
    )
    return { id: uuid }
  })
}

function without(user: User, app: App): User {
  const { [app]: _, ...setIds } = user.setIds ?? {}
  return { ...user, setIds }
}

export async function assign(actor: Actor, uuid: string, userId: number, now = Date.now()): Promise<void> {
  const set = await need(actor, uuid)
  await edit(actor, userId, now, (user) => {
    if (user.role === "admin") {
      throw new Problem("conflict", "Admins may do everything; make them a regular user first")
    }
    return { ...user, setIds: { ...user.setIds, [set.app]: set.id } }
  })
}

export async function unassign(actor: Actor, uuid: string, userId: number, now = Date.now()): Promise<void> {
  const set = await need(actor, uuid)
  await edit(actor, userId, now, (user) => {
    if (user.setIds?.[set.app] !== set.id) throw refuse("user_id", "was not given this set")
    return without(user, set.app)
  })
}

async function edit(actor: Actor, userId: number, now: number, decide: (before: User) => User): Promise<void> {
  const store = open(actor)
  await retrying(async () => {
    const before = await store.get("user", userId)
    if (before === undefined) throw refuse("user_id", "is not a user of this workspace")
    const after = { ...decide(before), ...changed(before, actor, now) }
    await store.commit(...store.saving("user", after, before), setupChanged(actor.workspaceId))
  })
}

function checkActions(app: App, actions: readonly Permission[]): void {
  const strange = actions.find((action) => !permissionsOf(app).includes(action))
  if (strange !== undefined) throw refuse("actions", `${strange} is not of ${app}`)
}

function refuse(field: string, why: string): Problem {
  return new Problem("invalid", `${field}: ${why}`, { [field]: why })
}
