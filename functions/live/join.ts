/** Who may listen to what: AppSync asks when a browser subscribes, and filters what it sends by the answer. */
import type { AppSyncResolverEvent } from "aws-lambda"
import { audiencesOf } from "../../shared/permission.ts"
import { recordOf } from "../data/kinds.ts"
import { keys } from "../data/patterns.ts"
import { get } from "../data/table.ts"

type Audience = { workspace: string; user: string; audiences: string[] } | null

export async function handler(event: AppSyncResolverEvent<Record<string, never>>): Promise<Audience> {
  const claims =
    event.identity !== null && event.identity !== undefined && "claims" in event.identity ? event.identity.claims : {}
  const workspace: unknown = claims.workspace
  const userId = Number(claims.user)
  if (typeof workspace !== "string" || !Number.isInteger(userId)) return null
  const item = await get(keys.setupOf(workspace, "user", userId))
  if (item === undefined) return null
  const user = recordOf("user", item)
  const audiences = audiencesOf({ userId, role: user.role })
  return user.status === "active" ? { workspace, user: String(userId), audiences } : null
}
