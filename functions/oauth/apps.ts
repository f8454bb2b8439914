import type { NewOauthApp, OauthAppChange, OauthGrantAnswer } from "../../shared/api/oauth-apps.ts"
import { oauthAppAnswer } from "../../shared/api/oauth-apps.ts"
import { MOST_APPS, type OauthApp, type OauthGrant } from "../../shared/oauth.ts"
import { Problem } from "../../shared/problem.ts"
import { instant } from "../../shared/time.ts"
import { traced } from "../audit/trace.ts"
import { writeAll } from "../data/commit.ts"
import { keys } from "../data/patterns.ts"
import { setupOf } from "../data/setup.ts"
import { open, retrying } from "../data/store.ts"
import { type Actor, hashOf } from "../platform/actor.ts"
import { newClientId, newClientSecret, workspaceOfClient } from "../platform/oauth-token.ts"
import { apps, appsOf, grants, grantsOf } from "./store.ts"

type WithSecret = ReturnType<typeof oauthAppAnswer> & { client_secret: string }

export async function list(actor: Actor) {
  return (await appsOf(actor.workspaceId)).map(oauthAppAnswer)
}

export async function need(w: string, clientId: string): Promise<OauthApp> {
  const app = workspaceOfClient(clientId) === w ? await apps.find(keys.oauthApp(w, clientId)) : undefined
  if (app === undefined) throw new Problem("not_found", `App ${clientId} was not found`)
  return app
}

const about = (app: OauthApp) => ({ object: "oauthApp", objectId: app.clientId, name: app.name })

export async function add(actor: Actor, body: NewOauthApp, now = Date.now()): Promise<WithSecret> {
  const w = actor.workspaceId
  if ((await appsOf(w)).length >= MOST_APPS)
    throw new Problem("conflict", `There are ${MOST_APPS} apps already; delete one first`)
  const secret = newClientSecret()
  const at = instant(now)
  const app: OauthApp = {
    version: 1,
    clientId: newClientId(w),
    name: body.name,
    redirectUris: distinct(body.redirect_uris),
    scopes: distinct(body.scopes),
    ...sealed(secret),
    addedAt: at,
    addedBy: actor.userId,
    changedAt: at,
  }
  await open(actor).commit(
    apps.saving(keys.oauthApp(w, app.clientId), app),
    traced(actor, { action: "added", ...about(app), fields: differences(undefined, app) }, now),
  )
  return { ...oauthAppAnswer(app), client_secret: secret }
}

export async function change(actor: Actor, clientId: string, body: OauthAppChange, now = Date.now()) {
  return retrying(async () => {
    const before = await need(actor.workspaceId, clientId)
    const after: OauthApp = {
      ...before,
      name: body.name ?? before.name,
      redirectUris: distinct(body.redirect_uris ?? before.redirectUris),
      scopes: distinct(body.scopes ?? before.scopes),
      version: before.version + 1,
      changedAt: instant(now),
    }
    await open(actor).commit(
      apps.saving(keys.oauthApp(actor.workspaceId, clientId), after),
      traced(actor, { action: "changed", ...about(after), fields: differences(before, after) }, now),
    )
    return oauthAppAnswer(after)
  })
}

/** The secret before stops working at once; what people allowed stands. */
export async function rotate(actor: Actor, clientId: string, now = Date.now()): Promise<WithSecret> {
  return retrying(async () => {
    const before = await need(actor.workspaceId, clientId)
    const secret = newClientSecret()
    const after: OauthApp = { ...before, ...sealed(secret), version: before.version + 1, changedAt: instant(now) }
    await open(actor).commit(
      apps.saving(keys.oauthApp(actor.workspaceId, clientId), after),
      traced(actor, { action: "rotated", ...about(after) }, now),
    )
    return { ...oauthAppAnswer(after), client_secret: secret }
  })
}

/** Without its app no token works, so that what people allowed may go after it. */
export async function remove(actor: Actor, clientId: string, now = Date.now()): Promise<{ id: string }> {
  const w = actor.workspaceId
  await retrying(async () => {
    const app = await need(w, clientId)
    await open(actor).commit(
      apps.removing(keys.oauthApp(w, clientId), app),
      traced(actor, { action: "deleted", ...about(app) }, now),
    )
  })
  await writeAll((await grantsOf(w, clientId)).map((grant) => ({ delete: keys.oauthGrant(w, clientId, grant.userId) })))
  return { id: clientId }
}

export async function allowedBy(actor: Actor, clientId: string): Promise<OauthGrantAnswer[]> {
  await need(actor.workspaceId, clientId)
  const [found, { users }] = await Promise.all([grantsOf(actor.workspaceId, clientId), setupOf(actor)])
  return found.map((grant) => grantAnswer(grant, users.get(grant.userId)?.name ?? ""))
}

function grantAnswer({ userId, scopes, grantedAt, refreshedAt }: OauthGrant, name: string): OauthGrantAnswer {
  return { user_id: userId, user_name: name, scopes, add_time: grantedAt, refresh_time: refreshedAt }
}

export async function revoke(actor: Actor, clientId: string, userId: number, now = Date.now()) {
  const w = actor.workspaceId
  const app = await need(w, clientId)
  await retrying(async () => {
    const key = keys.oauthGrant(w, clientId, userId)
    const grant = await grants.find(key)
    if (grant === undefined) throw new Problem("not_found", `User ${userId} does not allow this app`)
    await open(actor).commit(
      grants.removing(key, grant),
      traced(actor, { action: "revoked", ...about(app), fields: [{ key: "user_id", from: userId, to: null }] }, now),
    )
  })
  return { user_id: userId }
}

const sealed = (secret: string) => ({ secretHash: hashOf(secret), secretLastFour: secret.slice(-4) })
const distinct = <T>(all: readonly T[]): T[] => [...new Set(all)]

function differences(before: OauthApp | undefined, after: OauthApp) {
  const parts = [
    ["name", before?.name, after.name],
    ["redirect_uris", before?.redirectUris, after.redirectUris],
    ["scopes", before?.scopes, after.scopes],
  ] as const
  return parts
    .filter(([, from, to]) => JSON.stringify(from) !== JSON.stringify(to))
    .map(([key, from, to]) => ({ key, from: from === undefined ? null : [from].flat(), to: [to].flat() }))
}
