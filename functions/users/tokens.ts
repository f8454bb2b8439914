import { randomBytes } from "node:crypto"
import type * as z from "zod"
import type { NewToken, TokenAnswer } from "../../shared/api/users.ts"
import { ApiToken, tokenId } from "../../shared/api-token.ts"
import { Problem } from "../../shared/problem.ts"
import { instant } from "../../shared/time.ts"
import { traced } from "../audit/trace.ts"
import { commit } from "../data/commit.ts"
import { keys } from "../data/patterns.ts"
import { query } from "../data/table.ts"
import { type Actor, hashOf, tokenFor } from "../platform/actor.ts"

type Answer = z.infer<typeof TokenAnswer>

/** Tokens one person may have at a time. */
const MOST = 50

/** Makes a token. Only its hash is kept, so this answer is the only place it is ever seen. */
export async function create(actor: Actor, body: NewToken, now = Date.now()): Promise<Answer & { token: string }> {
  if (body.expires_on != null && body.expires_on < instant(now).slice(0, 10)) {
    throw new Problem("invalid", "expires_on: is a day that has passed", { expires_on: "is a day that has passed" })
  }
  if ((await own(actor)).length >= MOST) throw new Problem("conflict", `You have ${MOST} tokens; revoke one first`)
  const token = tokenFor(actor.workspaceId, actor.userId, randomBytes(12))
  const stored: ApiToken = {
    sk: hashOf(token),
    userId: actor.userId,
    name: body.name,
    lastFour: token.slice(-4),
    addedAt: instant(now),
    ...(body.scopes != null && { scopes: [...new Set(body.scopes)] }),
    ...(body.expires_on != null && { expiresOn: body.expires_on }),
  }
  const fields = [
    { key: "scopes", from: null, to: stored.scopes ?? null },
    { key: "expires_on", from: null, to: stored.expiresOn ?? null },
  ].filter(({ to }) => to !== null)
  await commit(
    {
      put: { ...keys.token(actor.workspaceId, stored.sk), ...stored },
      if: { expression: "attribute_not_exists(pk)" },
    },
    traced(actor, { action: "added", ...about(stored), fields }, now),
  )
  return { ...shown(stored), token }
}

export async function list(actor: Actor): Promise<Answer[]> {
  return (await own(actor)).map(shown)
}

export async function revoke(actor: Actor, id: string, now = Date.now()): Promise<{ id: string }> {
  const token = (await own(actor)).find((one) => tokenId(one) === id)
  if (token === undefined) throw new Problem("not_found", `Token ${id} was not found`)
  await commit(
    { delete: keys.token(actor.workspaceId, token.sk) },
    traced(actor, { action: "revoked", ...about(token) }, now),
  )
  return { id }
}

const about = (token: ApiToken) => ({
  object: "token",
  objectId: tokenId(token),
  name: `${token.name} (…${token.lastFour})`,
})

async function own(actor: Actor): Promise<ApiToken[]> {
  const { items } = await query({ pk: { name: "pk", value: keys.tokens(actor.workspaceId) } })
  return items.map((item) => ApiToken.parse(item)).filter((token) => token.userId === actor.userId)
}

function shown(token: ApiToken): Answer {
  return {
    id: tokenId(token),
    name: token.name,
    last_four: token.lastFour,
    add_time: token.addedAt,
    scopes: token.scopes ?? null,
    expires_on: token.expiresOn ?? null,
    last_used_time: token.lastUsedAt ?? null,
  }
}
