/** Who may listen to what: AppSync asks when a browser subscribes, and filters what it sends by the answer. */
import type { AppSyncResolverEvent } from "aws-lambda"
import { audiencesOf, canSee } from "../../shared/permission.ts"
import type { User } from "../../shared/workspace.ts"
import { recordOf } from "../data/kinds.ts"
import { keys } from "../data/patterns.ts"
import { currentSetup } from "../data/setup.ts"
import { open } from "../data/store.ts"
import { get } from "../data/table.ts"
import { viewerOf } from "../data/viewers.ts"

type Audience = { workspace: string; user: string; audiences: string[] } | null
type Joining = Pick<AppSyncResolverEvent<{ place?: string }>, "identity"> & { arguments?: { place?: string } }

export async function handler(event: Joining): Promise<Audience> {
  const claims =
    event.identity !== null && event.identity !== undefined && "claims" in event.identity ? event.identity.claims : {}
  const workspace: unknown = claims.workspace
  const userId = Number(claims.user)
  if (typeof workspace !== "string" || !Number.isInteger(userId)) return null
  const item = await get(keys.setupOf(workspace, "user", userId))
  if (item === undefined) return null
  const user = recordOf("user", item)
  if (user.status !== "active") return null
  const place = event.arguments?.place
  const isHidden = place !== undefined && !(await maySee(workspace, user, place))
  // told no, a browser would drop its connection and ask again for ever: it hears nothing instead
  const audiences = isHidden ? [] : audiencesOf({ userId, role: user.role })
  return { workspace, user: String(userId), audiences }
}

/** A place that is a record, as `deal:12`, is for those who may see it; any other is for the whole workspace. */
async function maySee(workspaceId: string, user: User, place: string): Promise<boolean> {
  const [, kind, id] = /^(deal|person|organization):(\d{1,12})$/.exec(place) ?? []
  if (kind !== "deal" && kind !== "person" && kind !== "organization") return true
  const record = await open({ workspaceId }).get(kind, Number(id))
  return record !== undefined && canSee(viewerOf(await currentSetup(workspaceId), user), record)
}
