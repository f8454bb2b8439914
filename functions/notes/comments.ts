import * as z from "zod"
import { Comment } from "../../shared/comment.ts"
import { Problem } from "../../shared/problem.ts"
import { instant } from "../../shared/time.ts"
import { changesOf, traced } from "../audit/trace.ts"
import { fromCursor, toCursor } from "../data/cursor.ts"
import { entriesOf } from "../data/entries.ts"
import { keys } from "../data/patterns.ts"
import { open, retrying } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"
import { uuidv7 } from "../platform/uuid.ts"
import { contentOf, need as needNote } from "./notes.ts"

const entries = entriesOf("comment", Comment)
const keyOf = (w: string, { noteId, uuid }: Pick<Comment, "noteId" | "uuid">) => keys.comment(w, noteId, uuid)

const Position = z.object({ after: z.string() })

/** A comment, to whom may see its note. */
export async function need(actor: Actor, noteId: number, uuid: string): Promise<Comment> {
  await needLiveNote(actor, noteId)
  const comment = await entries.find(keyOf(actor.workspaceId, { noteId, uuid }))
  if (comment === undefined) throw new Problem("not_found", `Comment ${uuid} was not found`)
  return comment
}

async function needLiveNote(actor: Actor, noteId: number): Promise<void> {
  const note = await needNote(open(actor), actor, noteId)
  if (note.deletedAt !== undefined) throw new Problem("not_found", `Note ${noteId} was not found`)
}

export async function list(actor: Actor, noteId: number, page: { limit: number; cursor?: string | undefined }) {
  await needLiveNote(actor, noteId)
  const after = fromCursor(page.cursor, Position)?.after
  const { entries: data, next } = await entries.list(keys.comments(actor.workspaceId, noteId), {
    limit: page.limit,
    after,
  })
  return { data, nextCursor: next === undefined ? null : toCursor({ after: next }) }
}

export async function add(actor: Actor, noteId: number, html: string, now = Date.now()): Promise<Comment> {
  await needLiveNote(actor, noteId)
  const at = instant(now)
  const comment: Comment = {
    uuid: uuidv7(now),
    version: 1,
    noteId,
    content: contentOf(html),
    userId: actor.userId,
    changedBy: actor.userId,
    addedAt: at,
    changedAt: at,
  }
  await open(actor).commit(
    entries.saving(keyOf(actor.workspaceId, comment), comment),
    traced(actor, { action: "added", ...about(comment) }, now),
  )
  return comment
}

const about = ({ uuid, noteId }: Comment) => ({ object: "comment", objectId: uuid, name: `On note ${noteId}` })

export async function change(
  actor: Actor,
  noteId: number,
  uuid: string,
  html: string,
  now = Date.now(),
): Promise<Comment> {
  return retrying(async () => {
    const before = await own(actor, noteId, uuid)
    const by = { changedBy: actor.userId, changedAt: instant(now) }
    const after: Comment = { ...before, content: contentOf(html), version: before.version + 1, ...by }
    const fields = changesOf({ content: before.content }, { content: after.content })
    await open(actor).commit(
      entries.saving(keyOf(actor.workspaceId, after), after),
      traced(actor, { action: "changed", ...about(after), fields }, now),
    )
    return after
  })
}

export async function remove(actor: Actor, noteId: number, uuid: string, now = Date.now()): Promise<void> {
  await retrying(async () => {
    const comment = await own(actor, noteId, uuid)
    await open(actor).commit(
      entries.removing(keyOf(actor.workspaceId, comment), comment),
      traced(actor, { action: "deleted", ...about(comment) }, now),
    )
  })
}

/** A comment that the actor may change: their own, or as an admin anyone's. */
async function own(actor: Actor, noteId: number, uuid: string): Promise<Comment> {
  const comment = await need(actor, noteId, uuid)
  if (comment.userId === actor.userId || actor.role === "admin") return comment
  throw new Problem("forbidden", "Only its author and admins may change a comment")
}
