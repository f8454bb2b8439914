import { notes as api, type NoteQuery, noteAnswer } from "../../shared/api/notes.ts"
import { open } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"
import { serve } from "../platform/http.ts"
import { list as listRecords } from "../records/list.ts"
import { conditionsOf } from "../records/listing.ts"
import { parentOf, underSeen } from "../records/parents.ts"
import * as notes from "./notes.ts"

async function list(actor: Actor, query: NoteQuery) {
  const found = await listRecords(actor, {
    kind: "note",
    parent: parentOf(query),
    conditions: conditionsOf({ user_id: query.user_id }),
    since: query.updated_since,
    until: query.updated_until,
    sortBy: query.sort_by,
    direction: query.sort_direction,
    limit: query.limit,
    cursor: query.cursor,
  })
  const seen = await underSeen(open(actor), actor, found.records)
  return { data: seen.map(noteAnswer), nextCursor: found.nextCursor }
}

export const handler = serve(api, {
  list: ({ actor, query }) => list(actor, query),
  create: async ({ actor, body }) => noteAnswer(await notes.add(actor, body)),
  get: async ({ actor, params }) => noteAnswer(await notes.need(open(actor), actor, params.id)),
  update: async ({ actor, params, body }) => noteAnswer(await notes.change(actor, params.id, body)),
  remove: ({ actor, params }) => notes.remove(actor, params.id),
})
