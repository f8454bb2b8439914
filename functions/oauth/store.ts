/** Apps, what people allow them, and the codes by which they come to it. */
import { LIFE, OauthApp, OauthCode, OauthGrant } from "../../shared/oauth.ts"
import type { Write } from "../data/commit.ts"
import { entriesOf } from "../data/entries.ts"
import { keys } from "../data/patterns.ts"
import { get, query } from "../data/table.ts"

export const apps = entriesOf("oauthApp", OauthApp)
export const grants = entriesOf("oauthGrant", OauthGrant)

/** Seconds that a code is known after its end, so that using it again is noticed. */
const CODE_KNOWN_S = 86_400

export async function appsOf(w: string): Promise<OauthApp[]> {
  return (await apps.list(keys.oauthApps(w))).entries
}

/** What people of the workspace allow an app. */
export async function grantsOf(w: string, clientId: string): Promise<OauthGrant[]> {
  const found = await query({
    pk: { name: "pk", value: keys.oauthGrants(w) },
    sk: { name: "sk", startsWith: `${clientId}#` },
  })
  return found.items.map((item) => OauthGrant.parse(item))
}

export function savingGrant(w: string, grant: OauthGrant): Write {
  return grants.saving(keys.oauthGrant(w, grant.clientId, grant.userId), grant, grant.refreshUntil)
}

export async function codeOf(w: string, hash: string): Promise<OauthCode | undefined> {
  const item = await get(keys.oauthCode(w, hash))
  return item === undefined ? undefined : OauthCode.parse(item)
}

/** Writes a code, new or used; what was used once cannot be again. */
export function savingCode(w: string, hash: string, code: OauthCode): Write {
  const expression = code.usedAt === undefined ? "attribute_not_exists(pk)" : "attribute_not_exists(usedAt)"
  return {
    put: { ...keys.oauthCode(w, hash), ...code, ttl: code.until - LIFE.code + CODE_KNOWN_S },
    if: { expression },
  }
}
