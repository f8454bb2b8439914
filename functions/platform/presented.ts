/** What someone presents who has not signed in, a token of their own or an app's, and what that lets them do. */
import { ApiToken, hasEnded, tokenId } from "../../shared/api-token.ts"
import { OauthApp, OauthGrant } from "../../shared/oauth.ts"
import type { Through } from "../../shared/record.ts"
import type { Scope } from "../../shared/scopes.ts"
import { instant } from "../../shared/time.ts"
import { ConditionFailed, increase } from "../data/commit.ts"
import { keys } from "../data/patterns.ts"
import type { Item, Key } from "../data/table.ts"

type Of = { hash: string; workspaceId: string; userId: number }
export type Presented = (Of & { token: string }) | (Of & { clientId: string })

export type Standing = {
  through: Through
  /** Everything that the person may where there are none. */
  scopes?: readonly Scope[]
  /** Whose requests are counted together. */
  countedAs: string
}

/** The items that say what it is. */
export function placesOf(presented: Presented): Key[] {
  const { workspaceId: w, userId, hash } = presented
  if ("token" in presented) return [keys.token(w, hash)]
  return [keys.oauthGrant(w, presented.clientId, userId), keys.oauthApp(w, presented.clientId)]
}

/** What it lets do; undefined when it is not valid, or no longer. */
export function standingOf(presented: Presented, items: (Item | undefined)[], now: number): Standing | undefined {
  const [first, second] = items
  if (first === undefined) return undefined
  if ("token" in presented) {
    const token = ApiToken.parse(first)
    if (token.userId !== presented.userId || hasEnded(token, now)) return undefined
    return {
      through: { kind: "token", id: tokenId(token), name: token.name },
      ...(token.scopes && { scopes: token.scopes }),
      countedAs: presented.hash,
    }
  }
  if (second === undefined) return undefined
  const [grant, app] = [OauthGrant.parse(first), OauthApp.parse(second)]
  if (!grant.access.some(({ hash, until }) => hash === presented.hash && until > now / 1000)) return undefined
  return {
    through: { kind: "oauth", id: app.clientId, name: app.name },
    // what an app no longer names is no longer its
    scopes: grant.scopes.filter((scope) => scope === "base" || app.scopes.includes(scope)),
    countedAs: `app#${app.clientId}`,
  }
}

/** How fresh the time is at which a token was last used: a use that it tells already costs no write. */
const FRESH_MS = 3_600_000

/** Notes on an API token that it was used: at most once an hour. */
export async function noteUse(presented: Presented, items: (Item | undefined)[], now: number): Promise<void> {
  const [item] = items
  if (!("token" in presented) || item === undefined) return
  const { lastUsedAt } = ApiToken.parse(item)
  if (lastUsedAt !== undefined && now - Date.parse(lastUsedAt) < FRESH_MS) return
  const write = increase({
    add: keys.token(presented.workspaceId, presented.hash),
    attribute: "hoursUsed",
    by: 1,
    set: { lastUsedAt: instant(now) },
    // it may have been revoked meanwhile, or noted by another request
    if:
      lastUsedAt === undefined
        ? { expression: "attribute_exists(pk) AND attribute_not_exists(lastUsedAt)" }
        : { expression: "lastUsedAt = :before", values: { ":before": lastUsedAt } },
  })
  await write.catch((error: unknown) => {
    if (!(error instanceof ConditionFailed)) throw error
  })
}
