import type { Activity } from "../../shared/activity.ts"
import type { NewCallLog } from "../../shared/api/v1/call-logs.ts"
import { CallLog } from "../../shared/call-log.ts"
import { refuse } from "../../shared/comparison.ts"
import { Problem } from "../../shared/problem.ts"
import { DAYS_IN_TRASH } from "../../shared/record.ts"
import { instant, seconds } from "../../shared/time.ts"
import * as activities from "../activities/activities.ts"
import { changesOf, traced } from "../audit/trace.ts"
import { entriesOf } from "../data/entries.ts"
import { keys } from "../data/patterns.ts"
import { open, retrying } from "../data/store.ts"
import { query } from "../data/table.ts"
import type { Actor } from "../platform/actor.ts"
import { uuidv7 } from "../platform/uuid.ts"
import { underSeen } from "../records/parents.ts"

export const entries = entriesOf("call", CallLog)

const gone = (id: string) => new Problem("not_found", `Call log ${id} was not found`)

/** A call log, to its owner, to admins, and to whom may see a record that it belongs to. */
export async function need(actor: Actor, id: string): Promise<CallLog> {
  const call = await find(actor, id)
  if (call.deletedAt !== undefined) throw gone(id)
  return call
}

async function find(actor: Actor, id: string): Promise<CallLog> {
  const call = await entries.find(keys.call(actor.workspaceId, id))
  if (call === undefined) throw gone(id)
  if (call.userId === actor.userId || actor.role === "admin") return call
  const [seen] = await underSeen(open(actor), actor, [call])
  if (seen === undefined) throw gone(id)
  return seen
}

/** The actor's own, the newest first. */
export async function list(actor: Actor, page: { limit: number; after?: string | undefined }) {
  const pk = keys.callsOf(actor.workspaceId, actor.userId)
  const { items, next } = await query({
    pk: { name: "pk", value: pk },
    backwards: true,
    limit: page.limit,
    ...(page.after && { after: { pk, sk: page.after } }),
  })
  const calls = await entries.findMany(items.map(({ sk }) => keys.call(actor.workspaceId, sk)))
  return { data: calls, nextCursor: next === undefined ? null : (items.at(-1)?.sk ?? null) }
}

export async function add(actor: Actor, body: NewCallLog, now = Date.now()): Promise<CallLog> {
  if (body.user_id !== undefined && body.user_id !== actor.userId && actor.role !== "admin") {
    throw new Problem("forbidden", "Only an admin may log calls of others")
  }
  const id = uuidv7(now).replaceAll("-", "")
  let call: CallLog | undefined
  const beside = (activity: Activity) => {
    call = callOf(id, activity, body)
    const { workspaceId } = actor
    return [
      entries.saving(keys.call(workspaceId, id), call),
      { put: { pk: keys.callsOf(workspaceId, activity.ownerId), sk: id } },
      traced(actor, { action: "added", ...about(call) }, now),
    ]
  }
  if (body.activity_id == null) await activities.add(actor, activityOf(body), now, beside)
  else await completed(actor, body.activity_id, body, now, beside)
  if (call === undefined) throw new Error("an activity was written without its call log")
  return call
}

const about = ({ id, subject }: CallLog) => ({ object: "callLog", objectId: id, name: subject })

/** What the activity of a call says. */
function activityOf({ start_time, note, subject, user_id, ...body }: NewCallLog) {
  const minutes = Math.min(1439, Math.ceil(lengthOf({ ...body, start_time }) / 60))
  const two = (value: number) => String(value).padStart(2, "0")
  return {
    type: "call",
    subject: subject || "Call",
    due_date: start_time.slice(0, 10),
    due_time: start_time.slice(11, 16),
    duration: `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`,
    done: true,
    outcome: body.outcome,
    ...(user_id !== undefined && { owner_id: user_id }),
    ...(note != null && { note }),
    ...(body.deal_id != null && { deal_id: body.deal_id }),
    ...(body.person_id != null && { person_id: body.person_id }),
    ...(body.org_id != null && { org_id: body.org_id }),
  }
}

async function completed(
  actor: Actor,
  activityId: number,
  body: NewCallLog,
  now: number,
  beside: Parameters<typeof activities.add>[3],
): Promise<void> {
  const activity = await open(actor).get("activity", activityId)
  if (activity === undefined || activity.deletedAt !== undefined) {
    throw refuse("activity_id", `no activity has the id ${activityId}`)
  }
  const [seen] = activity.ownerId === actor.userId ? [activity] : await underSeen(open(actor), actor, [activity])
  if (seen === undefined && actor.role !== "admin") throw refuse("activity_id", `no activity has the id ${activityId}`)
  if (activity.type !== "call") throw refuse("activity_id", "is not a call")
  const { deal_id: _d, person_id: _p, org_id: _o, subject, ...rest } = activityOf(body)
  await activities.change(actor, activityId, { ...rest, ...(body.subject && { subject }) }, now, beside)
}

const lengthOf = ({ duration, start_time, end_time }: Pick<NewCallLog, "duration" | "start_time" | "end_time">) =>
  duration ?? seconds(end_time) - seconds(start_time)

function callOf(id: string, activity: Activity, body: NewCallLog): CallLog {
  return {
    id,
    version: 1,
    userId: activity.ownerId,
    activityId: activity.id,
    subject: activity.subject,
    seconds: Math.max(0, lengthOf(body)),
    outcome: body.outcome,
    to: body.to_phone_number,
    startAt: body.start_time,
    endAt: body.end_time,
    ...(body.from_phone_number && { from: body.from_phone_number }),
    ...(body.note && { note: body.note }),
    ...(activity.dealId && { dealId: activity.dealId }),
    ...(activity.personId && { personId: activity.personId }),
    ...(activity.organizationId && { organizationId: activity.organizationId }),
  }
}

/** Changes a call log that is the actor's own, or as an admin anyone's. */
export async function change(actor: Actor, id: string, to: (before: CallLog) => CallLog): Promise<CallLog> {
  return retrying(async () => {
    const before = await find(actor, id)
    if (before.deletedAt !== undefined) throw new Problem("gone", `Call log ${id} has been deleted`)
    if (before.userId !== actor.userId && actor.role !== "admin") {
      throw new Problem("forbidden", "Only its owner and admins may change a call log")
    }
    const after = { ...to(before), version: before.version + 1 }
    const ttl = after.deletedAt === undefined ? undefined : seconds(after.deletedAt) + DAYS_IN_TRASH * 86_400
    const listed = { pk: keys.callsOf(actor.workspaceId, before.userId), sk: id }
    const unlisted = after.deletedAt === undefined ? [] : [{ delete: listed }]
    await open(actor).commit(
      entries.saving(keys.call(actor.workspaceId, id), after, ttl),
      ...unlisted,
      traced(
        actor,
        {
          action: after.deletedAt === undefined ? "changed" : "deleted",
          ...about(after),
          fields: changesOf(before, after),
        },
        Date.now(),
      ),
    )
    return before
  })
}

export async function remove(actor: Actor, id: string, now = Date.now()): Promise<CallLog> {
  return change(actor, id, (before) => ({ ...before, deletedAt: instant(now) }))
}
