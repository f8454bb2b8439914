import type { NewUser } from "../../shared/api/users.ts"
import { Problem } from "../../shared/problem.ts"
import { instant } from "../../shared/time.ts"
import type { User } from "../../shared/workspace.ts"
import { ConditionFailed, type Write } from "../data/commit.ts"
import { keys } from "../data/patterns.ts"
import { setupChanged } from "../data/setup.ts"
import { open } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"
import { created } from "../records/stamp.ts"

/** Adds someone. With an e-mail address they are invited: the mail follows from the stream. */
export async function add(actor: Actor, body: NewUser, now = Date.now()): Promise<User> {
  const [user] = await addAll(actor, [body], now)
  if (user === undefined) throw new Error("nobody was added")
  return user
}

/** Adds people together: all of them or none, at most 30. */
export async function addAll(actor: Actor, bodies: readonly NewUser[], now = Date.now()): Promise<User[]> {
  const store = open(actor)
  const ids = await store.ids("user", bodies.length)
  const users = bodies.map((body, at) => newUser(actor, ids[at] ?? 0, body, now))
  const claims = users.flatMap(({ id, email }) => (email === undefined ? [] : [claimed(actor.workspaceId, email, id)]))
  const saves = users.flatMap((user) => store.saving("user", user))
  await claiming(() => store.commit(...claims, ...saves, setupChanged(actor.workspaceId)))
  return users
}

function newUser(actor: Actor, id: number, body: NewUser, now: number): User {
  const email = body.email?.toLowerCase()
  return {
    ...created(actor, id, now),
    name: body.name,
    role: body.role,
    status: "pending",
    zone: actor.zone,
    currency: actor.currency,
    ...(email && { email, invitedAt: instant(now) }),
  }
}

export function claimed(workspaceId: string, email: string, userId: number): Write {
  return {
    put: { ...keys.unique(workspaceId, "user.email", email), userId },
    if: { expression: "attribute_not_exists(pk)" },
  }
}

/** A claim is the first write of its transaction: when that one fails, the address is taken. */
export async function claiming<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof ConditionFailed) {
      throw new Problem("conflict", "email: someone here has this e-mail address", {
        email: "someone here has this e-mail address",
      })
    }
    throw error
  }
}
