import { timingSafeEqual } from "node:crypto"
import { Problem } from "../../shared/problem.ts"
import { addDays, instant } from "../../shared/time.ts"
import type { User } from "../../shared/workspace.ts"
import { setupChanged } from "../data/setup.ts"
import { open, retrying } from "../data/store.ts"
import { hashOf } from "../platform/actor.ts"
import { changed } from "../records/stamp.ts"
import * as pool from "../users/pool.ts"

/** Days that the link of an invitation works. */
const DAYS = 14

const gone = () => new Problem("gone", "This invitation is no longer valid; ask for a new one")

/** Lets someone in who holds the link of an invitation: `<workspace>.<user>.<secret>`. Answers their e-mail address. */
export async function accept(
  body: { invitation: string; name: string; password: string },
  now = Date.now(),
): Promise<{ email: string }> {
  const [workspaceId = "", number = "", secret = ""] = body.invitation.split(".")
  const store = open({ workspaceId })
  const userId = Number(number)
  const user = valid(await store.get("user", userId), secret, now)
  const email = user.email ?? ""
  await pool.enrol(email, body.name, body.password, { workspaceId, userId })
  await retrying(async () => {
    const { invitationHash: _, ...before } = valid(await store.get("user", userId), secret, now)
    const after: User = {
      ...before,
      name: body.name,
      status: "active",
      ...changed(before, { userId, via: "app" }, now),
    }
    await store.commit(...store.saving("user", after, before), setupChanged(workspaceId))
  })
  return { email }
}

function valid(user: User | undefined, secret: string, now: number): User {
  if (user === undefined || user.status !== "pending" || user.email === undefined) throw gone()
  if (user.invitationHash === undefined || user.invitedAt === undefined) throw gone()
  const given = Buffer.from(hashOf(secret))
  const known = Buffer.from(user.invitationHash)
  if (given.length !== known.length || !timingSafeEqual(given, known)) throw gone()
  if (addDays(user.invitedAt.slice(0, 10), DAYS) < instant(now).slice(0, 10)) throw gone()
  return user
}
