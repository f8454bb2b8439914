/**
 * Codes and refresh tokens become access tokens. A code or a refresh token is taken once; whoever brings one again has it from
 * someone else, or someone else had it from them, and what was allowed ends.
 */
import { createHash } from "node:crypto"
import { LIFE, type OauthApp, type OauthCode, type OauthGrant, Verifier } from "../../shared/oauth.ts"
import { type Scope, scopesIn } from "../../shared/scopes.ts"
import { instant } from "../../shared/time.ts"
import { ConditionFailed, commit } from "../data/commit.ts"
import { keys } from "../data/patterns.ts"
import { open } from "../data/store.ts"
import { hashOf } from "../platform/actor.ts"
import { env } from "../platform/env.ts"
import { newAccessToken, newFamily, newRefreshToken, workspaceOfClient } from "../platform/oauth-token.ts"
import { type Form, same } from "./client.ts"
import { end } from "./ending.ts"
import { placed } from "./placed.ts"
import { Refusal } from "./refusal.ts"
import { codeOf, grants, savingCode, savingGrant } from "./store.ts"

/** Access tokens of a grant that work at a time: a refresh before the last one's end is no reason to end it. */
const MOST_ACCESS = 5

const notTaken = (what: string) => new Refusal("invalid_grant", `The ${what} is not valid, or no longer`)

export async function exchange(app: OauthApp, form: Form, now = Date.now()) {
  const w = workspaceOfClient(app.clientId)
  const hash = hashOf(form.code ?? "")
  const code = await codeOf(w, hash)
  if (code === undefined || code.clientId !== app.clientId) throw notTaken("code")
  if (code.usedAt !== undefined) return await reused(app, code, hash, now)
  check(code, form, now)
  await needActive(w, code.userId)
  const key = keys.oauthGrant(w, app.clientId, code.userId)
  const before = await grants.find(key)
  const family = newFamily()
  const { grant, answer } = issued(
    {
      version: before?.version ?? 0,
      clientId: app.clientId,
      userId: code.userId,
      scopes: code.scopes,
      codeHash: hash,
      familyHash: hashOf(family),
      refreshHash: "",
      refreshUntil: 0,
      access: [],
      grantedAt: instant(now),
      refreshedAt: instant(now),
    },
    family,
    code.scopes,
    now,
  )
  try {
    await commit(savingCode(w, hash, { ...code, usedAt: instant(now) }), savingGrant(w, grant))
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error
    return await reused(app, code, hash, now)
  }
  return answer
}

function check(code: OauthCode, form: Form, now: number): void {
  if (code.until <= now / 1000) throw notTaken("code")
  if (form.redirect_uri !== code.redirectUri)
    throw new Refusal("invalid_grant", "redirect_uri must be the one that the code was asked with")
  const { code_verifier: verifier } = form
  if (code.challenge === undefined && verifier === undefined) return
  const isProven =
    code.challenge !== undefined &&
    Verifier.safeParse(verifier).success &&
    same(
      createHash("sha256")
        .update(verifier ?? "")
        .digest("base64url"),
      code.challenge,
    )
  if (!isProven) throw new Refusal("invalid_grant", "code_verifier is not the one that the code was asked with")
}

async function reused(app: OauthApp, { userId }: OauthCode, hash: string, now: number): Promise<never> {
  const grant = await grants.find(keys.oauthGrant(workspaceOfClient(app.clientId), app.clientId, userId))
  if (grant?.codeHash === hash) await end(app, grant, "Its code was used twice", now)
  throw notTaken("code")
}

export async function refresh(app: OauthApp, form: Form, now = Date.now()) {
  const w = workspaceOfClient(app.clientId)
  const token = form.refresh_token ?? ""
  const { grant: before, place } = (await placed(app, token, "refresh")) ?? {}
  if (before === undefined || place === undefined) throw notTaken("refresh token")
  if (before.refreshUntil <= now / 1000) throw notTaken("refresh token")
  if (!same(hashOf(token), before.refreshHash)) {
    await end(app, before, "A refresh token of it was used twice", now)
    throw notTaken("refresh token")
  }
  await needActive(w, before.userId)
  const { grant, answer } = issued(before, place.family, narrowed(before, form.scope), now)
  try {
    await commit(savingGrant(w, grant))
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error
    // it was refreshed meanwhile by whoever else holds this token
    return await refresh(app, form, now)
  }
  return answer
}

/** Scopes may be asked for again or fewer of them; more are for the person to allow. */
function narrowed(grant: OauthGrant, asked: string | undefined): Scope[] {
  if (asked === undefined || asked === "") return grant.scopes
  const scopes = scopesIn(asked)
  if (scopes === undefined || !scopes.every((scope) => grant.scopes.includes(scope)))
    throw new Refusal("invalid_scope", "scope must be among those that were allowed")
  return scopes
}

function issued(before: OauthGrant, family: string, scopes: Scope[], now: number) {
  const seconds = Math.floor(now / 1000)
  const access = newAccessToken(before)
  const refreshToken = newRefreshToken(before, family)
  const live = before.access.filter(({ until }) => until > seconds).slice(1 - MOST_ACCESS)
  const grant: OauthGrant = {
    ...before,
    version: before.version + 1,
    // a person is asked anew before an app that took less has more again
    scopes,
    refreshHash: hashOf(refreshToken),
    refreshUntil: seconds + LIFE.refresh,
    access: [...live, { hash: hashOf(access), until: seconds + LIFE.access }],
    refreshedAt: instant(now),
  }
  const answer = {
    access_token: access,
    token_type: "Bearer",
    expires_in: LIFE.access - 1,
    refresh_token: refreshToken,
    scope: scopes.join(" "),
    api_domain: env("SITE_URL"),
  }
  return { grant, answer }
}

async function needActive(w: string, userId: number): Promise<void> {
  const user = await open({ workspaceId: w }).get("user", userId)
  if (user?.status !== "active") throw new Refusal("invalid_grant", "They are no longer a member of the workspace")
}
