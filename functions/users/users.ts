import type { UserChange } from "../../shared/api/users.ts"
import { Problem } from "../../shared/problem.ts"
import { instant } from "../../shared/time.ts"
import type { User } from "../../shared/workspace.ts"
import { keys } from "../data/patterns.ts"
import { setupChanged, setupOf } from "../data/setup.ts"
import { open, retrying } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"
import { changed } from "../records/stamp.ts"
import { claimed, claiming } from "./adding.ts"
import * as pool from "./pool.ts"

export async function change(actor: Actor, id: number, body: UserChange, now = Date.now()): Promise<User> {
  const store = open(actor)
  const joined = body.status !== undefined && (await hasJoined(actor, id))
  const user = await claiming(() =>
    retrying(async () => {
      const before = await need(actor, id)
      await keepsAnAdmin(actor, before, body)
      const email = body.email?.toLowerCase() ?? before.email
      const moved = email !== before.email
      if (moved && before.status !== "pending") {
        throw new Problem("conflict", "Someone who has joined changes their e-mail address themselves")
      }
      if (body.status === "active" && before.status === "pending") {
        throw new Problem("conflict", "They become active when they accept their invitation")
      }
      const after: User = {
        ...before,
        name: body.name ?? before.name,
        role: body.role ?? before.role,
        status: statusAfter(before, body, joined),
        ...(email && { email }),
        ...(moved && { invitedAt: instant(now) }),
        ...changed(before, actor, now),
      }
      await store.commit(
        ...(moved && email ? [claimed(actor.workspaceId, email, id)] : []),
        ...(moved && before.email ? [{ delete: keys.unique(actor.workspaceId, "user.email", before.email) }] : []),
        ...store.saving("user", after, before),
        setupChanged(actor.workspaceId),
      )
      return after
    }),
  )
  if (joined && user.email !== undefined) await pool.setEnabled(user.email, user.status === "active")
  return user
}

async function hasJoined(actor: Actor, id: number): Promise<boolean> {
  const { email } = await need(actor, id)
  return email !== undefined && pool.hasJoined(email, { workspaceId: actor.workspaceId, userId: id })
}

/** Someone who never joined waits for their invitation again when they are let in. */
function statusAfter({ status }: User, body: UserChange, joined: boolean): User["status"] {
  return status === "inactive" && body.status === "active" && !joined ? "pending" : (body.status ?? status)
}

export async function invite(actor: Actor, id: number, now = Date.now()): Promise<User> {
  const store = open(actor)
  return retrying(async () => {
    const before = await need(actor, id)
    if (before.status !== "pending") throw new Problem("conflict", "They have joined already")
    if (before.email === undefined) {
      throw new Problem("invalid", "email: give them an e-mail address first", {
        email: "give them an e-mail address first",
      })
    }
    const { invitationHash: _, ...rest } = before
    const after: User = { ...rest, invitedAt: instant(now), ...changed(before, actor, now) }
    await store.commit(...store.saving("user", after, before), setupChanged(actor.workspaceId))
    return after
  })
}

async function need(actor: Actor, id: number): Promise<User> {
  const user = await open(actor).get("user", id)
  if (user === undefined) throw new Problem("not_found", `User ${id} was not found`)
  return user
}

async function keepsAnAdmin(actor: Actor, user: User, body: UserChange): Promise<void> {
  const loses = user.role === "admin" && (body.role === "regular" || body.status === "inactive")
  if (!loses) return
  const { users } = await setupOf(actor)
  const others = [...users.values()].some(
    (one) => one.id !== user.id && one.role === "admin" && one.status === "active",
  )
  if (!others) throw new Problem("conflict", "A workspace keeps at least one active admin")
}
