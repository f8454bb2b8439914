import type { OauthApp, OauthGrant } from "../../shared/oauth.ts"
import { traced } from "../audit/trace.ts"
import { ConditionFailed, commit } from "../data/commit.ts"
import { keys } from "../data/patterns.ts"
import { hashOf } from "../platform/actor.ts"
import { workspaceOfClient } from "../platform/oauth-token.ts"
import { type Form, same } from "./client.ts"
import { placed } from "./placed.ts"
import { savingGrant } from "./store.ts"

/** Ends what someone allowed an app: none of its tokens works any more. */
export async function end(app: OauthApp, grant: OauthGrant, why: string, now: number): Promise<void> {
  const w = workspaceOfClient(app.clientId)
  const through = { kind: "oauth" as const, id: app.clientId, name: app.name }
  const by = { workspaceId: w, userId: grant.userId, via: "api" as const, through }
  const fields = [{ key: "reason", from: null, to: why }]
  await commit(
    // whatever it has become meanwhile: it ends
    { delete: keys.oauthGrant(w, grant.clientId, grant.userId) },
    traced(by, { action: "revoked", object: "oauthApp", objectId: app.clientId, name: app.name, fields }, now),
  )
}

/** RFC 7009: what is not valid is no more so than what was revoked, and nothing is said of it. */
export async function revoke(app: OauthApp, form: Form, now = Date.now()): Promise<void> {
  const token = form.token ?? ""
  const found = await placed(app, token)
  if (found === undefined) return
  if (found.place.kind === "refresh") return await end(app, found.grant, "The app gave it up", now)
  const access = found.grant.access.filter(({ hash }) => !same(hash, hashOf(token)))
  const after = { ...found.grant, access, version: found.grant.version + 1 }
  await commit(savingGrant(workspaceOfClient(app.clientId), after)).catch((error: unknown) => {
    if (!(error instanceof ConditionFailed)) throw error
    return revoke(app, form, now)
  })
}
