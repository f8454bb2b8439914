/** Visibility groups: a tree, and everyone in one group of it. */
import type { VisibleTo } from "../../shared/permission.ts"
import { Problem } from "../../shared/problem.ts"
import type { Choosable } from "../../shared/record.ts"
import {
  DEFAULT_GROUP_ID,
  defaultGroup,
  groupOf,
  groupsAbove,
  type VisibilityGroup,
} from "../../shared/visibility-group.ts"
import type { User } from "../../shared/workspace.ts"
import { traced } from "../audit/trace.ts"
import { keys } from "../data/patterns.ts"
import { freshSetup, type Setup, setupChanged, setupOf } from "../data/setup.ts"
import { open, retrying, type Store } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"
import { changed, created } from "../records/stamp.ts"

const MOST_GROUPS = 300
/** People of a group that goes: a transaction takes 100 items. */
const MOST_MOVED = 80

export async function need(actor: Actor, id: number): Promise<VisibilityGroup> {
  return groupIn(await setupOf(actor), id)
}

function groupIn({ groups }: Setup, id: number): VisibilityGroup {
  const group = groups.get(id)
  if (group === undefined) throw new Problem("not_found", `Role ${id} was not found`)
  return group
}

export function peopleIn({ groups, users }: Setup, id: number): User[] {
  return [...users.values()].filter((user) => groupOf(groups, user) === id)
}

type Asked = { name: string; parent_role_id?: number | null | undefined }

export async function add(actor: Actor, body: Asked, now = Date.now()): Promise<VisibilityGroup> {
  const store = open(actor)
  const { groups } = await setupOf(actor)
  if (groups.size >= MOST_GROUPS) throw new Problem("conflict", `A workspace has at most ${MOST_GROUPS} groups`)
  const parentId = body.parent_role_id ?? undefined
  if (parentId !== undefined && !groups.has(parentId)) throw refuse(`no role has the id ${parentId}`)
  const id = await freshId(store)
  const group: VisibilityGroup = {
    ...created(actor, id, now),
    name: body.name,
    ...(parentId !== undefined && { parentId }),
    defaults: {},
    hiddenPipelineIds: [],
  }
  await store.commit(...store.saving("visibilityGroup", group), setupChanged(actor.workspaceId))
  return group
}

/** The first id is the default group's, stored or not. */
async function freshId(store: Store): Promise<number> {
  const [id = 0] = await store.ids("visibilityGroup")
  return id > DEFAULT_GROUP_ID ? id : freshId(store)
}

export async function change(actor: Actor, id: number, body: Partial<Asked>, now = Date.now()) {
  return edit(actor, id, now, ({ groups }, before) => {
    const { parentId: _, ...rest } = before
    const asked = body.parent_role_id
    const parentId = asked === undefined ? before.parentId : (asked ?? undefined)
    if (parentId !== undefined && !groups.has(parentId)) throw refuse(`no role has the id ${parentId}`)
    if (parentId === id || (parentId !== undefined && groupsAbove(groups, parentId).includes(id))) {
      throw refuse("a group cannot be under itself")
    }
    return { ...rest, name: body.name ?? before.name, ...(parentId !== undefined && { parentId }) }
  })
}

export function setDefault(actor: Actor, id: number, kind: Choosable, value: VisibleTo, now = Date.now()) {
  return edit(actor, id, now, (_, before) => ({ ...before, defaults: { ...before.defaults, [kind]: value } }))
}

export function setPipelines(
  actor: Actor,
  id: number,
  { add: shown, remove: hidden }: { add: readonly number[]; remove: readonly number[] },
  now = Date.now(),
) {
  return edit(actor, id, now, ({ pipelines }, before) => {
    const unknown = [...shown, ...hidden].find(
      (one) => pipelines.get(one)?.deletedAt !== undefined || !pipelines.has(one),
    )
    if (unknown !== undefined) {
      const why = `no pipeline has the id ${unknown}`
      throw new Problem("invalid", `visible_pipeline_ids: ${why}`, { visible_pipeline_ids: why })
    }
    const all = new Set([...before.hiddenPipelineIds, ...hidden])
    for (const one of shown) all.delete(one)
    return { ...before, hiddenPipelineIds: [...all].sort((a, b) => a - b) }
  })
}

async function edit(
  actor: Actor,
  id: number,
  now: number,
  decide: (setup: Setup, before: VisibilityGroup) => VisibilityGroup,
): Promise<VisibilityGroup> {
  const store = open(actor)
  return retrying(async () => {
    const { setup, version } = await freshSetup(actor.workspaceId)
    const before = await store.get("visibilityGroup", id)
    const known = before ?? (id === DEFAULT_GROUP_ID ? defaultGroup(setup.workspace.addedAt) : groupIn(setup, id))
    const after = { ...decide(setup, known), ...changed(known, actor, now) }
    await store.commit(...store.saving("visibilityGroup", after, before), treeStands(actor, version))
    return after
  })
}

/** Nobody else changes the tree meanwhile, so that two moves cannot make a ring. */
function treeStands({ workspaceId }: Actor, version: number) {
  const still = {
    expression: "attribute_not_exists(#count) OR #count = :version",
    names: { "#count": "count" },
    values: { ":version": version },
  }
  return { ...setupChanged(workspaceId), if: still }
}

/** Its people go to another group, the default one unless it is said; the groups under it go under the one above it. */
export async function remove(actor: Actor, id: number, toId = DEFAULT_GROUP_ID, now = Date.now()) {
  const store = open(actor)
  return retrying(async () => {
    const { setup, version } = await freshSetup(actor.workspaceId)
    const before = groupIn(setup, id)
    if (id === DEFAULT_GROUP_ID) throw new Problem("conflict", "The default group stays")
    if (toId === id || !setup.groups.has(toId)) throw refuse(`no other role has the id ${toId}`, "to_role_id")
    const people = peopleIn(setup, id)
    const under = [...setup.groups.values()].filter((group) => group.parentId === id)
    if (people.length + under.length > MOST_MOVED) {
      throw new Problem("conflict", `More than ${MOST_MOVED} people and groups are in this group; move some first`)
    }
    const raised = under.map(({ parentId: _, ...group }) => ({
      ...group,
      ...(before.parentId !== undefined && { parentId: before.parentId }),
      ...changed(group, actor, now),
    }))
    const moved = people.map((user) => ({ ...user, groupId: toId, ...changed(user, actor, now) }))
    await store.commit(
      { delete: keys.setupOf(actor.workspaceId, "visibilityGroup", id) },
      ...raised.flatMap((group, at) => store.saving("visibilityGroup", group, under[at])),
      ...moved.flatMap((user, at) => store.saving("user", user, people[at])),
      treeStands(actor, version),
      traced(actor, { action: "deleted", object: "visibilityGroup", objectId: String(id), name: before.name }, now),
    )
    return { id }
  })
}

export async function assign(actor: Actor, groupId: number, userId: number, now = Date.now()): Promise<User> {
  await need(actor, groupId)
  const store = open(actor)
  return retrying(async () => {
    const before = await store.get("user", userId)
    if (before === undefined) throw refuse("is not a user of this workspace", "user_id")
    if ((before.groupId ?? DEFAULT_GROUP_ID) === groupId) return before
    const after = { ...before, groupId, ...changed(before, actor, now) }
    await store.commit(...store.saving("user", after, before), setupChanged(actor.workspaceId))
    return after
  })
}

export async function unassign(actor: Actor, groupId: number, userId: number): Promise<void> {
  const setup = await setupOf(actor)
  groupIn(setup, groupId)
  if (!peopleIn(setup, groupId).some(({ id }) => id === userId)) throw refuse("is not in this role", "user_id")
  await assign(actor, DEFAULT_GROUP_ID, userId)
}

function refuse(why: string, field = "parent_role_id"): Problem {
  return new Problem("invalid", `${field}: ${why}`, { [field]: why })
}
