import * as z from "zod"
import { type ActivityAnswer, type ActivityQuery, activityAnswer } from "../../shared/api/activities.ts"
import type { Page } from "../../shared/api/route.ts"
import { canSee } from "../../shared/permission.ts"
import type { RecordKind } from "../../shared/record.ts"
import { fromCursor, toCursor } from "../data/cursor.ts"
import { open } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"
import { list as listRecords } from "../records/list.ts"
import { conditionsOf } from "../records/listing.ts"

export async function list(actor: Actor, query: ActivityQuery): Promise<Page<ActivityAnswer[]>> {
  if (isAgenda(query)) return agenda(actor, query.owner_id, query.done, query)
  const found = await listRecords(actor, {
    kind: "activity",
    ids: query.ids,
    parent: parentOf(query),
    conditions: conditionsOf({ owner_id: query.owner_id, done: query.done }),
    since: query.updated_since,
    until: query.updated_until,
    sortBy: query.sort_by,
    direction: query.sort_direction,
    limit: query.limit,
    cursor: query.cursor,
  })
  return { data: found.records.map(activityAnswer), nextCursor: found.nextCursor }
}

function parentOf(query: ActivityQuery): { kind: RecordKind; id: number } | undefined {
  if (query.deal_id !== undefined) return { kind: "deal", id: query.deal_id }
  if (query.person_id !== undefined) return { kind: "person", id: query.person_id }
  if (query.org_id !== undefined) return { kind: "organization", id: query.org_id }
  return undefined
}

type Agenda = ActivityQuery & { owner_id: number; done: boolean }

function isAgenda(query: ActivityQuery): query is Agenda {
  const { owner_id, done, sort_by, ids, updated_since, updated_until } = query
  const only = ids === undefined && updated_since === undefined && updated_until === undefined
  return owner_id !== undefined && done !== undefined && sort_by === "due_date" && only && parentOf(query) === undefined
}

const Position = z.object({ at: z.record(z.string(), z.string()) })

/** One person's open or done activities by due date: the index that exists for it. */
async function agenda(
  actor: Actor,
  ownerId: number,
  done: boolean,
  query: ActivityQuery,
): Promise<Page<ActivityAnswer[]>> {
  const store = open(actor)
  const after = fromCursor(query.cursor, Position)?.at
  const page = await store.agenda(ownerId, done, {
    limit: query.limit,
    backwards: query.sort_direction === "desc",
    ...(after && { after }),
  })
  const found = await store.getMany(
    "activity",
    page.items.map((item) => Number(item.sk)),
  )
  const shown = found.filter((activity) => activity.deletedAt === undefined && canSee(actor, activity))
  return { data: shown.map(activityAnswer), nextCursor: page.next === undefined ? null : toCursor({ at: page.next }) }
}
