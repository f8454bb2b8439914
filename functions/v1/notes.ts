import { v1Comment } from "../../shared/api/v1/comment.ts"
import { type V1NoteBody, type V1NoteQuery, v1Note, type v1Notes } from "../../shared/api/v1/notes.ts"
import type { Note } from "../../shared/note.ts"
import type { Condition } from "../../shared/report.ts"
import { open } from "../data/store.ts"
import * as comments from "../notes/comments.ts"
import * as notes from "../notes/notes.ts"
import type { Actor } from "../platform/actor.ts"
import type { Handlers } from "../platform/http.ts"
import { list as listRecords } from "../records/list.ts"
import { conditionsOf } from "../records/listing.ts"
import { parentOf, underSeen } from "../records/parents.ts"
import { besideOf } from "./beside.ts"
import { pageFrom } from "./pages.ts"
import { sortOf } from "./sorting.ts"

async function shown(actor: Actor, all: readonly Note[]) {
  const beside = await besideOf(actor, all)
  return all.map((note) => v1Note(note, beside(note)))
}

async function one(actor: Actor, note: Note) {
  const beside = await besideOf(actor, [note])
  return v1Note(note, beside(note))
}

async function list(actor: Actor, query: V1NoteQuery) {
  const { start, limit, sort, user_id, start_date, end_date, updated_since } = query
  const from: Condition[] = start_date ? [{ field: "add_time", operator: ">=", value: start_date }] : []
  const to: Condition[] = end_date ? [{ field: "add_time", operator: "<=", value: end_date }] : []
  const page = await pageFrom({ start, limit }, async (cursor) => {
    const found = await listRecords(actor, {
      kind: "note",
      parent: parentOf(query),
      conditions: [...conditionsOf({ user_id }), ...from, ...to],
      since: updated_since ?? undefined,
      ...sortOf(sort),
      limit: 500,
      cursor,
      keeps: pinnedAs(query),
    })
    return { data: await underSeen(open(actor), actor, found.records), nextCursor: found.nextCursor }
  })
  return { ...page, data: await shown(actor, page.data) }
}

const pinnedAs = (query: V1NoteQuery) => (note: Note) =>
  note.pinnedToDeal === (query.pinned_to_deal_flag ?? note.pinnedToDeal) &&
  note.pinnedToPerson === (query.pinned_to_person_flag ?? note.pinnedToPerson) &&
  note.pinnedToOrganization === (query.pinned_to_organization_flag ?? note.pinnedToOrganization)

/** The body as the verbs take it: no time is the same as none given. */
function bodyOf({ add_time, ...body }: V1NoteBody) {
  return { ...body, ...(add_time && { add_time }) }
}

export const handlers: Handlers<typeof v1Notes> = {
  list: ({ actor, query }) => list(actor, query),
  create: async ({ actor, body }) => one(actor, await notes.add(actor, { ...bodyOf(body), content: body.content })),
  get: async ({ actor, params }) => one(actor, await notes.need(open(actor), actor, params.id)),
  update: async ({ actor, params, body }) => one(actor, await notes.change(actor, params.id, bodyOf(body))),
  remove: async ({ actor, params }) => {
    await notes.remove(actor, params.id)
    return true
  },
  listComments: async ({ actor, params, query }) => {
    const page = await pageFrom(query, (cursor) => comments.list(actor, params.id, { limit: 500, cursor }))
    return { ...page, data: page.data.map((comment) => v1Comment(comment, Number(actor.workspaceId))) }
  },
  addComment: async ({ actor, params, body }) =>
    v1Comment(await comments.add(actor, params.id, body.content), Number(actor.workspaceId)),
  getComment: async ({ actor, params }) =>
    v1Comment(await comments.need(actor, params.id, params.commentId), Number(actor.workspaceId)),
  changeComment: async ({ actor, params, body }) => {
    const comment = await comments.change(actor, params.id, params.commentId, body.content)
    return v1Comment(comment, Number(actor.workspaceId))
  },
  removeComment: async ({ actor, params }) => {
    await comments.remove(actor, params.id, params.commentId)
    return true
  },
}
