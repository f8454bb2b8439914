/** Ties of organizations. Each stands by itself, with an edge under both: whoever may see both sees the tie. */
import type { Organization } from "../../shared/organization.ts"
import { canSee } from "../../shared/permission.ts"
import { Problem } from "../../shared/problem.ts"
import { Tie } from "../../shared/tie.ts"
import { instant } from "../../shared/time.ts"
import { changesOf, traced } from "../audit/trace.ts"
import { commit, increase, type Write } from "../data/commit.ts"
import { keys } from "../data/patterns.ts"
import { open, retrying, type Store } from "../data/store.ts"
import { get, getMany, type Item } from "../data/table.ts"
import type { Actor } from "../platform/actor.ts"

/** Ties of one organization that are shown. */
const MOST = 500

export type Tied = { tie: Tie; owner: Organization; linked: Organization }
export type TieBody = { type: Tie["type"]; rel_owner_org_id: number; rel_linked_org_id: number }

export async function listOf(actor: Actor, organizationId: number): Promise<Tied[]> {
  const store = open(actor)
  await seen(store, actor, organizationId)
  const { items } = await store.edges("organization", organizationId, "tie#", { limit: MOST })
  const found = await getMany(items.map((edge) => keys.tie(store.workspaceId, Number(edge.id))))
  return between(
    store,
    actor,
    found.flatMap((item) => (item === undefined ? [] : [Tie.parse(item)])),
  )
}

export async function need(actor: Actor, id: number): Promise<Tied> {
  const store = open(actor)
  const tie = await find(store, id)
  const [tied] = tie === undefined ? [] : await between(store, actor, [tie])
  if (tied === undefined) throw new Problem("not_found", `Organization relationship ${id} was not found`)
  return tied
}

export async function add(actor: Actor, body: TieBody, now = Date.now()): Promise<Tied> {
  const store = open(actor)
  await checkEnds(store, actor, body)
  const at = instant(now)
  const id = await increase({ add: keys.counter(store.workspaceId, "tie"), attribute: "last", by: 1 })
  const tie: Tie = {
    id,
    version: 1,
    type: body.type,
    ownerId: body.rel_owner_org_id,
    linkedId: body.rel_linked_org_id,
    addedAt: at,
    changedAt: at,
    changedBy: actor.userId,
  }
  await commit(
    ...saving(store, tie),
    traced(actor, { action: "added", ...about(tie), fields: changesOf(undefined, tie) }, now),
  )
  return need(actor, id)
}

const about = ({ id, type }: Tie) => ({ object: "organizationRelationship", objectId: String(id), name: type })

export async function change(actor: Actor, id: number, body: Partial<TieBody>, now = Date.now()): Promise<Tied> {
  const store = open(actor)
  await retrying(async () => {
    const { tie } = await need(actor, id)
    const after: Tie = {
      ...tie,
      version: tie.version + 1,
      type: body.type ?? tie.type,
      ownerId: body.rel_owner_org_id ?? tie.ownerId,
      linkedId: body.rel_linked_org_id ?? tie.linkedId,
      changedAt: instant(now),
      changedBy: actor.userId,
    }
    await checkEnds(store, actor, { rel_owner_org_id: after.ownerId, rel_linked_org_id: after.linkedId })
    await commit(
      ...saving(store, after, tie),
      traced(actor, { action: "changed", ...about(after), fields: changesOf(tie, after) }, now),
    )
  })
  return need(actor, id)
}

export async function remove(actor: Actor, id: number, now = Date.now()): Promise<{ id: number }> {
  const store = open(actor)
  const { tie } = await need(actor, id)
  await commit(
    { delete: keys.tie(store.workspaceId, id) },
    ...edgesOf(store, tie).map((edge) => ({ delete: edge })),
    traced(actor, { action: "deleted", ...about(tie) }, now),
  )
  return { id }
}

/** After a merge: the tie is of the organization that stayed, or is no more when it would tie that one to itself. */
export async function move(store: Store, id: number, { from, to }: { from: number; to: number }): Promise<void> {
  await retrying(async () => {
    const tie = await find(store, id)
    const swap = (one: number) => (one === from ? to : one)
    if (tie === undefined) {
      return commit({ delete: { pk: keys.edges(store.workspaceId, "organization", from), sk: skOf(id) } })
    }
    const after: Tie = {
      ...tie,
      version: tie.version + 1,
      ownerId: swap(tie.ownerId),
      linkedId: swap(tie.linkedId),
    }
    const gone = after.ownerId === after.linkedId
    if (!gone) return commit(...saving(store, after, tie))
    await commit({ delete: keys.tie(store.workspaceId, id) }, ...edgesOf(store, tie).map((edge) => ({ delete: edge })))
  })
}

async function find(store: Store, id: number): Promise<Tie | undefined> {
  const item = await get(keys.tie(store.workspaceId, id))
  return item === undefined ? undefined : Tie.parse(item)
}

/** Those of some ties whose organizations are both there and seen by the actor. */
async function between(store: Store, actor: Actor, all: readonly Tie[]): Promise<Tied[]> {
  const ids = [...new Set(all.flatMap((tie) => [tie.ownerId, tie.linkedId]))]
  const organizations = await store.getMany("organization", ids)
  const known = new Map(
    organizations.filter((one) => one.deletedAt === undefined && canSee(actor, one)).map((one) => [one.id, one]),
  )
  return all.flatMap((tie) => {
    const [owner, linked] = [known.get(tie.ownerId), known.get(tie.linkedId)]
    return owner === undefined || linked === undefined ? [] : [{ tie, owner, linked }]
  })
}

async function seen(store: Store, actor: Actor, id: number, field = "org_id"): Promise<void> {
  const organization = await store.get("organization", id)
  if (organization === undefined || organization.deletedAt !== undefined || !canSee(actor, organization)) {
    const why = `no organization has the id ${id}`
    throw new Problem("invalid", `${field}: ${why}`, { [field]: why })
  }
}

async function checkEnds(store: Store, actor: Actor, body: Omit<TieBody, "type">): Promise<void> {
  if (body.rel_owner_org_id === body.rel_linked_org_id) {
    const why = "must be another organization than rel_owner_org_id"
    throw new Problem("invalid", `rel_linked_org_id: ${why}`, { rel_linked_org_id: why })
  }
  await Promise.all([
    seen(store, actor, body.rel_owner_org_id, "rel_owner_org_id"),
    seen(store, actor, body.rel_linked_org_id, "rel_linked_org_id"),
  ])
}

const skOf = (id: number) => `tie#${String(id).padStart(12, "0")}`

function edgesOf({ workspaceId }: Store, { id, ownerId, linkedId }: Tie) {
  return [ownerId, linkedId].map((one) => ({ pk: keys.edges(workspaceId, "organization", one), sk: skOf(id) }))
}

function saving(store: Store, tie: Tie, before?: Tie): Write[] {
  const item: Item = { ...keys.tie(store.workspaceId, tie.id), ...tie }
  const now = edgesOf(store, tie)
  const then = before === undefined ? [] : edgesOf(store, before)
  return [
    {
      put: item,
      if:
        before === undefined
          ? { expression: "attribute_not_exists(pk)" }
          : { expression: "#v = :v", names: { "#v": "version" }, values: { ":v": before.version } },
    },
    ...now.filter((edge) => !then.some((one) => one.pk === edge.pk)).map((edge) => ({ put: { ...edge, id: tie.id } })),
    ...then.filter((edge) => !now.some((one) => one.pk === edge.pk)).map((edge) => ({ delete: edge })),
  ]
}
