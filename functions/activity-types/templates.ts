/** What activities may begin with. */
import { ActivityTemplate, MOST_TEMPLATES } from "../../shared/activity-template.ts"
import {
  type ActivityTemplateAnswer,
  activityTemplateAnswer,
  type TemplateBody,
  type TemplateChange,
} from "../../shared/api/activity-settings.ts"
import { Problem } from "../../shared/problem.ts"
import { instant } from "../../shared/time.ts"
import { changesOf, traced } from "../audit/trace.ts"
import { entriesOf } from "../data/entries.ts"
import { keys } from "../data/patterns.ts"
import { setupOf } from "../data/setup.ts"
import { open, retrying } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"
import { uuidv7 } from "../platform/uuid.ts"
import { activityTypes } from "./activity-types.ts"

const entries = entriesOf("activityTemplate", ActivityTemplate)
const about = ({ id, name }: ActivityTemplate) => ({ object: "activityTemplate", objectId: id, name })

export async function list(actor: Actor): Promise<ActivityTemplateAnswer[]> {
  const { entries: all } = await entries.list(keys.activityTemplates(actor.workspaceId))
  return all.map(activityTemplateAnswer).sort((a, b) => a.name.localeCompare(b.name))
}

async function need(actor: Actor, id: string): Promise<ActivityTemplate> {
  const found = await entries.find(keys.activityTemplate(actor.workspaceId, id))
  if (found === undefined) throw new Problem("not_found", `Template ${id} was not found`)
  return found
}

async function checkType(actor: Actor, type: string): Promise<void> {
  if (activityTypes(await setupOf(actor)).some(({ key }) => key === type)) return
  throw new Problem("invalid", "type: is no type of activity", { type: "is no type of activity" })
}

export async function add(actor: Actor, body: TemplateBody, now = Date.now()): Promise<ActivityTemplateAnswer> {
  await checkType(actor, body.type)
  if ((await list(actor)).length >= MOST_TEMPLATES)
    throw new Problem("conflict", `There are ${MOST_TEMPLATES} templates already; delete one first`)
  const at = instant(now)
  const stamps = { addedAt: at, addedBy: actor.userId, changedAt: at }
  const template: ActivityTemplate = { id: uuidv7(now), version: 1, ...contentOf(body), ...stamps }
  await open(actor).commit(
    entries.saving(keys.activityTemplate(actor.workspaceId, template.id), template),
    traced(actor, { action: "added", ...about(template), fields: changesOf(undefined, contentOf(body)) }, now),
  )
  return activityTemplateAnswer(template)
}

export async function change(actor: Actor, id: string, body: TemplateChange, now = Date.now()) {
  if (body.type !== undefined) await checkType(actor, body.type)
  return retrying(async () => {
    const before = await need(actor, id)
    const { id: _, add_time, update_time, added_by_user_id, ...known } = activityTemplateAnswer(before)
    const { version, addedAt, addedBy } = before
    const content = contentOf({ ...known, ...body })
    const after: ActivityTemplate = { id, version: version + 1, ...content, addedAt, addedBy, changedAt: instant(now) }
    await open(actor).commit(
      entries.saving(keys.activityTemplate(actor.workspaceId, id), after),
      traced(actor, { action: "changed", ...about(after), fields: changesOf(before, after) }, now),
    )
    return activityTemplateAnswer(after)
  })
}

export async function remove(actor: Actor, id: string, now = Date.now()): Promise<{ id: string }> {
  await retrying(async () => {
    const before = await need(actor, id)
    await open(actor).commit(
      entries.removing(keys.activityTemplate(actor.workspaceId, id), before),
      traced(actor, { action: "deleted", ...about(before) }, now),
    )
  })
  return { id }
}

function contentOf(body: TemplateBody) {
  return {
    name: body.name,
    type: body.type,
    subject: body.subject,
    ...(body.duration != null && { duration: body.duration }),
    ...(body.priority != null && { priority: body.priority }),
    ...(body.note != null && body.note !== "" && { note: body.note }),
    inDays: body.due_in_days,
    ...(body.due_time != null && { at: body.due_time }),
  }
}
