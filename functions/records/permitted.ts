import { canSee, type Visible } from "../../shared/permission.ts"
import { setupOf } from "../data/setup.ts"
import { activeViewers } from "../data/viewers.ts"
import type { Actor } from "../platform/actor.ts"

/** The active users who may see a record. */
export async function permittedUsers(actor: Actor, record: Visible): Promise<number[]> {
  return activeViewers(await setupOf(actor)).flatMap((viewer) => (canSee(viewer, record) ? [viewer.userId] : []))
}
