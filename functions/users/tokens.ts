import { randomBytes } from "node:crypto"
import * as z from "zod"
import type { TokenAnswer } from "../../shared/api/users.ts"
import { Problem } from "../../shared/problem.ts"
import { instant } from "../../shared/time.ts"
import { commit } from "../data/commit.ts"
import { keys } from "../data/patterns.ts"
import { query } from "../data/table.ts"
import { type Actor, hashOf, tokenFor } from "../platform/actor.ts"

const Stored = z.object({
  sk: z.string(),
  userId: z.int(),
  name: z.string(),
  lastFour: z.string(),
  addedAt: z.string(),
})
type Answer = z.infer<typeof TokenAnswer>

/** Tokens one person may have at a time. */
const MOST = 50

/** Makes a token. Only its hash is kept, so this answer is the only place it is ever seen. */
export async function create(actor: Actor, name: string, now = Date.now()): Promise<Answer & { token: string }> {
  if ((await list(actor)).length >= MOST) throw new Problem("conflict", `You have ${MOST} tokens; revoke one first`)
  const token = tokenFor(actor.workspaceId, actor.userId, randomBytes(12))
  const hash = hashOf(token)
  const stored = { userId: actor.userId, name, lastFour: token.slice(-4), addedAt: instant(now) }
  await commit({
    put: { ...keys.token(actor.workspaceId, hash), ...stored },
    if: { expression: "attribute_not_exists(pk)" },
  })
  return { ...shown({ ...stored, sk: hash }), token }
}

export async function list(actor: Actor): Promise<Answer[]> {
  return (await own(actor)).map(shown)
}

export async function revoke(actor: Actor, id: string): Promise<{ id: string }> {
  const token = (await own(actor)).find((one) => one.sk.startsWith(id))
  if (token === undefined) throw new Problem("not_found", `Token ${id} was not found`)
  await commit({ delete: keys.token(actor.workspaceId, token.sk) })
  return { id }
}

async function own(actor: Actor) {
  const { items } = await query({ pk: { name: "pk", value: keys.tokens(actor.workspaceId) } })
  return items.map((item) => Stored.parse(item)).filter((token) => token.userId === actor.userId)
}

function shown(token: z.infer<typeof Stored>): Answer {
  return { id: token.sk.slice(0, 16), name: token.name, last_four: token.lastFour, add_time: token.addedAt }
}
