/** Which app is calling: by Basic, or by its id and secret in the body; never by both. */
import { timingSafeEqual } from "node:crypto"
import { ClientId, type OauthApp } from "../../shared/oauth.ts"
import { keys } from "../data/patterns.ts"
import { hashOf } from "../platform/actor.ts"
import { spend } from "../platform/limit.ts"
import { workspaceOfClient } from "../platform/oauth-token.ts"
import { Refusal } from "./refusal.ts"
import { apps } from "./store.ts"

/** Requests of one app in two seconds. */
const BURST = 40

export type Form = Record<string, string | undefined>

export async function clientOf(authorization: string | undefined, form: Form): Promise<OauthApp> {
  const [id, secret] = authorization === undefined ? [form.client_id, form.client_secret] : basic(authorization)
  const clientId = ClientId.safeParse(id).data
  if (clientId === undefined || secret === undefined) throw unknown()
  if (authorization !== undefined && form.client_id !== undefined && form.client_id !== clientId) throw unknown()
  const w = workspaceOfClient(clientId)
  const app = await apps.find(keys.oauthApp(w, clientId))
  if (app === undefined || !same(hashOf(secret), app.secretHash)) throw unknown()
  await spend(w, `oauth#${clientId}`, 1, { burst: BURST, daily: 0 })
  return app
}

const unknown = () => new Refusal("invalid_client", "The app is not known by this id and secret")

function basic(authorization: string): [string | undefined, string | undefined] {
  const [, encoded = ""] = /^Basic\s+([A-Za-z0-9+/=_-]+)$/i.exec(authorization) ?? []
  const text = Buffer.from(encoded, "base64").toString()
  const at = text.indexOf(":")
  return at < 0 ? [undefined, undefined] : [text.slice(0, at), text.slice(at + 1)]
}

/** Compares hashes in a time that tells nothing. */
export function same(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}
