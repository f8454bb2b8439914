/** What you do to activities: on the screen at once, taken back and said when the server says no, and undone when you say so. */
import type { ActivityAnswer, ActivityChange, Scope } from "../../shared/api/activities.ts"
import { call } from "../app/client.ts"
import { changing, isChanging } from "../app/own-changes.ts"
import { short, toast } from "../ui/toast.tsx"
import { again, put, take } from "./queries.ts"

type Changed = ActivityAnswer & { next_activity_id?: number | null | undefined }

const why = (error: unknown) => (error instanceof Error ? error.message : "")

async function send(before: ActivityAnswer, change: ActivityChange, scope: Scope = "this"): Promise<Changed> {
  put({ ...before, ...(change as Partial<ActivityAnswer>) })
  try {
    const after = await changing("activity", before.id, () =>
      call("PATCH /api/v2/activities/{id}", { params: { id: before.id }, query: { scope }, body: change }),
    )
    if (!isChanging("activity", before.id)) put(after)
    if (scope === "following") again()
    return after
  } catch (error) {
    put(before)
    throw error
  }
}

/** What `change` replaced. */
function inverse(before: ActivityAnswer, change: ActivityChange): ActivityChange {
  return Object.fromEntries(Object.keys(change).map((name) => [name, before[name]])) as ActivityChange
}

/** Changes an activity; `said` offers the way back. Undefined when the server refused, which has been said. */
export async function change(
  activity: ActivityAnswer,
  change: ActivityChange,
  said?: string,
  scope: Scope = "this",
): Promise<Changed | undefined> {
  const before = { ...activity }
  try {
    const after = await send(before, change, scope)
    if (said !== undefined) toast(said, { undo: () => void undo(after, inverse(before, change), scope) })
    return after
  } catch (error) {
    toast(`${short(before.subject)} was not changed. ${why(error)}`, { kind: "error" })
    return undefined
  }
}

/** The same for a form, which says itself why not. */
export async function changeOrThrow(activity: ActivityAnswer, change: ActivityChange): Promise<void> {
  await send({ ...activity }, change)
}

async function undo(after: ActivityAnswer, back: ActivityChange, scope: Scope = "this"): Promise<void> {
  await send(after, back, scope).catch((error: unknown) =>
    toast(`${short(after.subject)} was not changed back. ${why(error)}`, { kind: "error" }),
  )
}

export async function mark(activity: ActivityAnswer, done: boolean): Promise<Changed | undefined> {
  return change(activity, { done }, `${activity.subject}: ${done ? "done" : "to do again"}`)
}

export async function remove(activity: ActivityAnswer, scope: Scope = "this"): Promise<void> {
  const asked = { params: { id: activity.id }, query: { scope } }
  await changing("activity", activity.id, () => call("DELETE /api/v2/activities/{id}", asked))
  take(activity.id)
  if (scope === "following") again()
  toast(`${short(activity.subject)} was deleted`)
}

/** Requests of a change of many that are under way at once. */
const AT_ONCE = 4

/** The same change to many, each by itself; `told` hears how many are through. */
export async function changeMany(
  activities: readonly ActivityAnswer[],
  changeOf: (activity: ActivityAnswer) => ActivityChange,
  said: (count: number) => string,
  told: (through: number) => void,
): Promise<void> {
  const waiting = activities.map((activity) => ({ ...activity }))
  const changed: { after: ActivityAnswer; back: ActivityChange }[] = []
  const refused: string[] = []
  const work = async () => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
      const body = changeOf(one)
      try {
        changed.push({ after: await send(one, body), back: inverse(one, body) })
      } catch (error) {
        refused.push(`${one.subject}: ${why(error)}`)
      }
      told(changed.length + refused.length)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  if (changed.length > 0)
    toast(said(changed.length), { undo: () => void Promise.all(changed.map(({ after, back }) => undo(after, back))) })
  if (refused.length > 0) {
    const first = refused.slice(0, 3).join(" · ")
    toast(`${refused.length} could not be changed. ${first}`, { kind: "error" })
  }
}
