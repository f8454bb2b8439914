/** What activities may begin with. */
import { ActivityTemplate, MOST_TEMPLATES } from "../../shared/activity-template.ts"
import {
  type ActivityTemplateAnswer,
  activityTemplateAnswer,
  type TemplateBody,
  type TemplateChange,
} from "../../shared/api/activity-settings.ts"
import { Problem } from "../../shared/problem.ts"
import { keys } from "../data/patterns.ts"
import { setupOf } from "../data/setup.ts"
import type { Actor } from "../platform/actor.ts"
import { keptEntries } from "../records/kept-entries.ts"
import { activityTypes } from "./activity-types.ts"

const templates = keptEntries({
  kind: "activityTemplate",
  schema: ActivityTemplate,
  most: MOST_TEMPLATES,
  noun: "Template",
  all: keys.activityTemplates,
  one: keys.activityTemplate,
})

export async function list(actor: Actor): Promise<ActivityTemplateAnswer[]> {
  return (await templates.list(actor)).map(activityTemplateAnswer).sort((a, b) => a.name.localeCompare(b.name))
}

async function checkType(actor: Actor, type: string): Promise<void> {
  if (activityTypes(await setupOf(actor)).some(({ key }) => key === type)) return
  throw new Problem("invalid", "type: is no type of activity", { type: "is no type of activity" })
}

export async function add(actor: Actor, body: TemplateBody, now = Date.now()): Promise<ActivityTemplateAnswer> {
  await checkType(actor, body.type)
  return activityTemplateAnswer(await templates.add(actor, contentOf(body), now))
}

export async function change(actor: Actor, id: string, body: TemplateChange, now = Date.now()) {
  if (body.type !== undefined) await checkType(actor, body.type)
  const changed = (before: ActivityTemplate) => contentOf({ ...activityTemplateAnswer(before), ...body })
  return activityTemplateAnswer(await templates.change(actor, id, changed, now))
}

export const remove = (actor: Actor, id: string, now = Date.now()) => templates.remove(actor, id, now)

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
