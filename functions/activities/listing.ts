import { type ActivityAnswer, type ActivityQuery, activityAnswer } from "../../shared/api/activities.ts"
import type { Page } from "../../shared/api/route.ts"
import { refuse } from "../../shared/comparison.ts"
import type { Condition } from "../../shared/report.ts"
import { everyType } from "../activity-types/activity-types.ts"
import { setupOf } from "../data/setup.ts"
import type { Actor } from "../platform/actor.ts"
import { listOf } from "../records/by-filter.ts"
import { conditionsOf } from "../records/listing.ts"
import { parentOf } from "../records/parents.ts"
import { agendaOf, plannedFor } from "./agenda.ts"

/**
 * One person's activities by due date are read from their agenda, what is planned for a record from its edges; everyone's, and
 * those of some types, are found by their facts.
 */
export async function list(actor: Actor, query: ActivityQuery): Promise<Page<ActivityAnswer[]>> {
  const { ids, owner_id, done, type, updated_since, updated_until, due_from, due_to, limit, cursor } = query
  const sortBy = query.sort_by ?? (due_from === undefined && due_to === undefined ? "id" : "due_date")
  const parent = parentOf(query)
  const only =
    query.filter_id === undefined &&
    ids === undefined &&
    updated_since === undefined &&
    updated_until === undefined &&
    type === undefined
  const due = { from: due_from, to: due_to, backwards: query.sort_direction === "desc", limit, cursor }
  if (only && sortBy === "due_date") {
    if (parent === undefined && owner_id !== undefined) return agendaOf(actor, owner_id, done, due)
    if (parent !== undefined && owner_id === undefined && done === false) return plannedFor(actor, parent, due)
  }
  if (type !== undefined) await checkTypes(actor, type)
  const found = await listOf(actor, query.filter_id, {
    kind: "activity",
    ids,
    parent,
    conditions: [...conditionsOf({ owner_id, done }), ...furtherConditions(query)],
    since: updated_since,
    until: updated_until,
    sortBy,
    direction: query.sort_direction,
    limit,
    cursor,
  })
  return { data: found.records.map(activityAnswer), nextCursor: found.nextCursor }
}

/** Types that were taken away still find what was done under them. */
async function checkTypes(actor: Actor, keys: readonly string[]): Promise<void> {
  const known = new Set(everyType(await setupOf(actor)).map(({ key }) => key))
  const strange = keys.find((key) => !known.has(key))
  if (strange !== undefined) throw refuse("type", `${strange} is not a type of activity`)
}

function furtherConditions({ type, due_from, due_to }: ActivityQuery): Condition[] {
  return [
    ...(type === undefined ? [] : [{ field: "type", operator: "in" as const, value: type }]),
    ...(due_from === undefined ? [] : [{ field: "due_date", operator: ">=" as const, value: due_from }]),
    ...(due_to === undefined ? [] : [{ field: "due_date", operator: "<=" as const, value: due_to }]),
  ]
}
