import { canSee, type Visible } from "../../shared/permission.ts"
import { setupOf } from "../data/setup.ts"
import type { Actor } from "../platform/actor.ts"

/** The active users who may see a record. */
export async function permittedUsers(actor: Actor, record: Visible): Promise<number[]> {
  const { users } = await setupOf(actor)
  return [...users.values()]
    .filter((user) => user.status === "active" && canSee({ userId: user.id, role: user.role }, record))
    .map((user) => user.id)
}
