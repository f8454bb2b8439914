import type { OauthApp, OauthGrant } from "../../shared/oauth.ts"
import { keys } from "../data/patterns.ts"
import { hashOf } from "../platform/actor.ts"
import { placeOf } from "../platform/oauth-token.ts"
import { same } from "./client.ts"
import { grants } from "./store.ts"

type Placed = { place: NonNullable<ReturnType<typeof placeOf>>; grant: OauthGrant }

/** What a token of an app is of. A refresh token is known by its family, an old one as well; undefined for any other. */
export async function placed(app: OauthApp, token: string, kind?: "access" | "refresh"): Promise<Placed | undefined> {
  const place = placeOf(token)
  if (place === undefined || place.clientId !== app.clientId || place.kind !== (kind ?? place.kind)) return undefined
  const grant = await grants.find(keys.oauthGrant(place.workspaceId, place.clientId, place.userId))
  if (grant === undefined) return undefined
  const isKnown =
    place.kind === "refresh"
      ? same(hashOf(place.family), grant.familyHash)
      : grant.access.some(({ hash }) => same(hashOf(token), hash))
  return isKnown ? { place, grant } : undefined
}
