import * as z from "zod"
import { notifications as api, MOST_COUNTED, notificationAnswer } from "../../shared/api/notifications.ts"
import { fromCursor, toCursor } from "../data/cursor.ts"
import { countUnseen, listTold, see, seeAll } from "../data/notifications.ts"
import type { Actor } from "../platform/actor.ts"
import { domain } from "../platform/http.ts"

const Position = z.object({ before: z.string().max(100) })

async function list({ workspaceId, userId }: Actor, query: { limit: number; cursor?: string | undefined }) {
  const before = fromCursor(query.cursor, Position)?.before
  const { told, next } = await listTold(workspaceId, userId, query.limit, before)
  return {
    data: told.map(({ one, seen }) => notificationAnswer(one, seen)),
    nextCursor: next === undefined ? null : toCursor({ before: next }),
  }
}

async function count({ workspaceId, userId }: Actor) {
  return { unseen: await countUnseen(workspaceId, userId, MOST_COUNTED) }
}

export const own = domain(api, {
  list: ({ actor, query }) => list(actor, query),
  count: ({ actor }) => count(actor),
  seen: async ({ actor, body }) => {
    const { workspaceId, userId } = actor
    await (body.ids !== undefined ? see(workspaceId, userId, body.ids) : seeAll(workspaceId, userId))
    return count(actor)
  },
})
