import type { Activity } from "../../shared/activity.ts"
import type { ActivityChange, NewActivity } from "../../shared/api/activities.ts"
import { canSee, needMay } from "../../shared/permission.ts"
import { Problem } from "../../shared/problem.ts"
import { dayIn, instant } from "../../shared/time.ts"
import { activityTypes } from "../activity-types/activity-types.ts"
import type { Write } from "../data/commit.ts"
import { type Setup, setupOf } from "../data/setup.ts"
import { open, retrying, type Store } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"
import { linkedLead, parentsOf } from "../records/parents.ts"
import { linked, ownerOf } from "../records/references.ts"
import { changed, created } from "../records/stamp.ts"

export async function need(store: Store, actor: Actor, id: number): Promise<Activity> {
  const activity = await store.get("activity", id)
  if (activity === undefined || !canSee(actor, activity)) throw new Problem("not_found", `Activity ${id} was not found`)
  return activity
}

/** What an activity is besides what a request says. */
type As = (activity: Activity) => Activity
const same: As = (activity) => activity

/** `beside` are writes that go together with the activity's. */
export async function add(
  actor: Actor,
  body: NewActivity,
  now = Date.now(),
  beside: (activity: Activity) => Write[] = () => [],
  as: As = same,
): Promise<Activity> {
  const store = open(actor)
  const setup = await setupOf(actor)
  const [links, [id = 0]] = await Promise.all([linksOf(store, actor, body), store.ids("activity")])
  const type = typeOf(setup, body.type ?? activityTypes(setup)[0]?.key ?? "call")
  const done = body.done ?? false
  const activity = as({
    ...created(actor, id, now),
    subject: body.subject || type.name,
    type: type.key,
    ownerId: ownerOf(setup, actor, body.owner_id),
    creatorId: actor.userId,
    visibleTo: 7,
    participants: [],
    ...links,
    dueOn: body.due_date ?? dayIn(actor.zone, now),
    busy: body.busy ?? false,
    done,
    ...(done && { doneAt: instant(now) }),
    ...details(body),
  })
  await store.commit(...store.saving("activity", activity), ...beside(activity))
  return activity
}

export async function change(
  actor: Actor,
  id: number,
  body: ActivityChange & { deleted?: boolean },
  now = Date.now(),
  beside: (activity: Activity) => Write[] = () => [],
  as: As = same,
): Promise<Activity> {
  const store = open(actor)
  const setup = await setupOf(actor)
  return retrying(async () => {
    const before = await need(store, actor, id)
    const after = as(await changedActivity(store, actor, setup, before, body, now))
    await store.commit(...store.saving("activity", after, before), ...beside(after))
    return after
  })
}

/** What is planned next for the record an activity belongs to: its deal, or else its person or organization. */
export async function nextAfter(actor: Actor, activity: Activity): Promise<number | null> {
  const [parent] = parentsOf(activity)
  if (parent === undefined) return null
  const { items } = await open(actor).edges(parent.kind, parent.id, "activity#open#", { limit: 1 })
  return items[0] === undefined ? null : Number(items[0].id)
}

export async function remove(actor: Actor, id: number): Promise<{ id: number }> {
  needMay(actor, "activities.delete")
  const activity = await need(open(actor), actor, id)
  if (activity.deletedAt !== undefined) throw new Problem("not_found", `Activity ${id} was not found`)
  await change(actor, id, { deleted: true })
  return { id }
}

async function changedActivity(
  store: Store,
  actor: Actor,
  setup: Setup,
  before: Activity,
  body: ActivityChange & { deleted?: boolean },
  now: number,
): Promise<Activity> {
  const done = body.done ?? before.done
  const { doneAt: _, ...undone } = before
  return {
    ...(done ? before : undone),
    ...(await linksOf(store, actor, body)),
    subject: body.subject || before.subject,
    type: body.type === undefined ? before.type : typeOf(setup, body.type).key,
    ownerId: body.owner_id === undefined ? before.ownerId : ownerOf(setup, actor, body.owner_id),
    dueOn: body.due_date ?? before.dueOn,
    busy: body.busy ?? before.busy,
    done,
    ...(done && { doneAt: before.doneAt ?? instant(now) }),
    ...details(body),
    ...changed(before, actor, now),
    ...(body.deleted === true && { deletedAt: instant(now) }),
  }
}

type Linked = "dealId" | "personId" | "organizationId" | "leadUuid" | "projectId" | "phaseId" | "groupId"
type Links = Partial<Pick<Activity, Linked>> & Pick<Activity, "participants">

/** The records a request links the activity to. The first participant, or the primary one, is its person. */
async function linksOf(store: Store, actor: Actor, body: ActivityChange): Promise<Partial<Links>> {
  const given = body.participants?.map((one) => ({ personId: one.person_id, primary: one.primary }))
  const people =
    body.person_id == null
      ? given
      : [
          { personId: body.person_id, primary: true },
          ...(given ?? []).filter((one) => one.personId !== body.person_id).map((one) => ({ ...one, primary: false })),
        ]
  const main = people?.find((one) => one.primary) ?? people?.[0]
  await Promise.all([
    linked(store, actor, "deal", body.deal_id ?? undefined, "deal_id"),
    linked(store, actor, "organization", body.org_id ?? undefined, "org_id"),
    linked(store, actor, "project", body.project_id ?? undefined, "project_id"),
    linkedLead(store, actor, body.lead_id ?? undefined),
    ...(people ?? []).map((one) => linked(store, actor, "person", one.personId, "participants")),
  ])
  const cleared = body.person_id === null && people === undefined
  return {
    ...(body.deal_id !== undefined && { dealId: body.deal_id ?? undefined }),
    ...(body.org_id !== undefined && { organizationId: body.org_id ?? undefined }),
    ...(body.lead_id !== undefined && { leadUuid: body.lead_id ?? undefined }),
    ...(body.project_id !== undefined && {
      projectId: body.project_id ?? undefined,
      phaseId: undefined,
      groupId: undefined,
    }),
    ...(people !== undefined && {
      participants: people.map((one) => ({ personId: one.personId, primary: one === main })),
      personId: main?.personId,
    }),
    ...(cleared && { participants: [], personId: undefined }),
  }
}

function details(body: ActivityChange): Partial<Activity> {
  return {
    ...(body.due_time !== undefined && { dueAt: body.due_time ?? undefined }),
    ...(body.duration !== undefined && { duration: body.duration ?? undefined }),
    ...(body.outcome !== undefined && { outcome: body.outcome || undefined }),
    ...(body.priority !== undefined && { priority: body.priority ?? undefined }),
    ...(body.location !== undefined && { location: body.location ?? undefined }),
    ...(body.public_description !== undefined && { publicDescription: body.public_description ?? undefined }),
    ...(body.note !== undefined && { note: body.note ?? undefined }),
  }
}

function typeOf(setup: Setup, key: string) {
  const types = activityTypes(setup)
  const type = types.find((one) => one.key === key)
  if (type === undefined) {
    const known = types.map((one) => one.key).join(", ")
    throw new Problem("invalid", `type: must be one of ${known}`, { type: `must be one of ${known}` })
  }
  return type
}
