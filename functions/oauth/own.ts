/** What someone allowed apps, for themselves. */
import type { OwnGrantAnswer } from "../../shared/api/oauth-apps.ts"
import { keys } from "../data/patterns.ts"
import type { Actor } from "../platform/actor.ts"
import { revoke } from "./apps.ts"
import { appsOf, grants } from "./store.ts"

/** Those whose refresh token is past its end act for nobody any more. */
export async function list({ workspaceId: w, userId }: Actor, now = Date.now()): Promise<OwnGrantAnswer[]> {
  const names = new Map((await appsOf(w)).map(({ clientId, name }) => [clientId, name]))
  const own = await grants.findMany([...names.keys()].map((id) => keys.oauthGrant(w, id, userId)))
  return own
    .filter(({ refreshUntil }) => refreshUntil > now / 1000)
    .map(({ clientId, scopes, grantedAt, refreshedAt }) => ({
      client_id: clientId,
      name: names.get(clientId) ?? "",
      scopes,
      add_time: grantedAt,
      refresh_time: refreshedAt,
    }))
}

export async function end(actor: Actor, clientId: string): Promise<{ client_id: string }> {
  await revoke(actor, clientId, actor.userId)
  return { client_id: clientId }
}
