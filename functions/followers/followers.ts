import type { FollowerAnswer } from "../../shared/api/followers.ts"
import { followerAnswer } from "../../shared/api/followers.ts"
import type { Page } from "../../shared/api/route.ts"
import { canSee } from "../../shared/permission.ts"
import { Problem } from "../../shared/problem.ts"
import { type Follower, NOUN } from "../../shared/record.ts"
import { instant } from "../../shared/time.ts"
import type { Everything } from "../data/kinds.ts"
import { setupOf } from "../data/setup.ts"
import { open, retrying, type Store } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"
import { sliceOf } from "../records/few.ts"
import { changed } from "../records/stamp.ts"
import { trailOf } from "../records/trail.ts"

type Followed = "deal" | "person" | "organization" | "product"

async function need<K extends Followed>(
  store: Store,
  actor: Actor,
  kind: K,
  id: number,
): Promise<Everything[Followed]> {
  const record = await store.get(kind, id)
  if (record === undefined || record.deletedAt !== undefined || !canSee(actor, record)) {
    const noun = NOUN[kind]
    throw new Problem("not_found", `${noun.charAt(0).toUpperCase()}${noun.slice(1)} ${id} was not found`)
  }
  return record
}

export async function list(
  actor: Actor,
  kind: Followed,
  id: number,
  query: { limit: number; cursor?: string | undefined },
): Promise<Page<FollowerAnswer[]>> {
  const { followers = [] } = await need(open(actor), actor, kind, id)
  return sliceOf(followers.map(followerAnswer), query)
}

/** Who began and ceased to follow, newest first. */
export async function changelog(
  actor: Actor,
  kind: Followed,
  id: number,
  query: { limit: number; cursor?: string | undefined },
) {
  await need(open(actor), actor, kind, id)
  const { data, nextCursor } = await trailOf(actor, { kind, id }, "follower", query)
  const steps = data.map((one) => ({
    action: one.action,
    actor_user_id: one.by,
    follower_user_id: one.id,
    time: one.at,
  }))
  return { data: steps, nextCursor }
}

/** Someone who follows already goes on doing so, since when they did. */
export async function add(
  actor: Actor,
  kind: Followed,
  id: number,
  userId: number,
  now = Date.now(),
): Promise<FollowerAnswer> {
  const user = (await setupOf(actor)).users.get(userId)
  const follower = { userId, at: instant(now) }
  const followers = await changing(actor, kind, id, now, (before) => {
    if (user === undefined) {
      const why = "is not a user of this workspace"
      throw new Problem("invalid", `user_id: ${why}`, { user_id: why })
    }
    return before.some((one) => one.userId === userId) ? before : [...before, follower]
  })
  return followerAnswer(followers.find((one) => one.userId === userId) ?? follower)
}

export async function remove(
  actor: Actor,
  kind: Followed,
  id: number,
  userId: number,
  now = Date.now(),
): Promise<{ user_id: number }> {
  await changing(actor, kind, id, now, (before) => {
    if (!before.some((one) => one.userId === userId)) {
      throw new Problem("not_found", `User ${userId} does not follow this ${NOUN[kind]}`)
    }
    return before.filter((one) => one.userId !== userId)
  })
  return { user_id: userId }
}

/** Saves the followers that `decide` makes of those there are, unless they stay the same. */
async function changing(
  actor: Actor,
  kind: Followed,
  id: number,
  now: number,
  decide: (before: Follower[]) => Follower[],
): Promise<Follower[]> {
  const store = open(actor)
  return retrying(async () => {
    const record = await need(store, actor, kind, id)
    const before = record.followers ?? []
    const followers = decide(before)
    if (followers === before) return before
    const after = { ...record, followers, ...changed(record, actor, now) } as Everything[typeof kind]
    await store.commit(...store.saving(kind, after, record as Everything[typeof kind]))
    return followers
  })
}
