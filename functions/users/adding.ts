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
  const store = open(actor)
  const [id = 0] = await store.ids("user")
  const email = body.email?.toLowerCase()
  const user: User = {
    ...created(actor, id, now),
    name: body.name,
    role: body.role,
    status: "pending",
    zone: actor.zone,
    currency: actor.currency,
    ...(email && { email, invitedAt: instant(now) }),
  }
  const claim = email === undefined ? [] : [claimed(actor.workspaceId, email, id)]
  await claiming(() => store.commit(...claim, ...store.saving("user", user), setupChanged(actor.workspaceId)))
  return user
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
