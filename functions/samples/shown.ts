/** What records show of each other: the next activity, the last sign of life, and labels that follow from deals. */
import { type Activity, dueKey } from "../../shared/activity.ts"
import type { Deal, NextActivity } from "../../shared/deal.ts"
import type { Note } from "../../shared/note.ts"

type Link = "dealId" | "personId" | "organizationId"

/** Gives each record the open activity of its own that is due first; the older one when two are due together. */
export function withNext<T extends { id: number }>(
  records: readonly T[],
  activities: readonly Activity[],
  link: Link,
): (T & { nextActivity?: NextActivity })[] {
  const first = new Map<number, Activity>()
  for (const activity of activities.filter((one) => !one.done)) {
    const id = activity[link]
    if (id === undefined) continue
    const known = first.get(id)
    if (known === undefined || due(activity) < due(known)) first.set(id, activity)
  }
  return records.map((record) => {
    const next = first.get(record.id)
    return next === undefined ? record : { ...record, nextActivity: nextOf(next) }
  })
}

const due = ({ dueOn, dueAt }: Activity): string => dueKey({ on: dueOn, at: dueAt })

function nextOf({ id, dueOn, dueAt, type, subject }: Activity): NextActivity {
  return { id, on: dueOn, ...(dueAt && { at: dueAt }), type, subject }
}

/** Gives each deal the time of its last change, note or done activity. */
export function withTouch(deals: readonly Deal[], activities: readonly Activity[], notes: readonly Note[]): Deal[] {
  const touched = new Map(deals.map((deal) => [deal.id, deal.changedAt]))
  const touch = (id: number | undefined, at: string | undefined) => {
    if (id !== undefined && at !== undefined && at > (touched.get(id) ?? "")) touched.set(id, at)
  }
  for (const activity of activities) touch(activity.dealId, activity.doneAt)
  for (const note of notes) touch(note.dealId, note.changedAt)
  return deals.map((deal) => ({ ...deal, touchedAt: touched.get(deal.id) ?? deal.changedAt }))
}

/** Labels contacts by their deals: customer, then hot, warm and cold, as far as the workspace has such labels. */
export function withLabels<T extends { id: number }>(
  records: readonly T[],
  deals: readonly Deal[],
  link: "personId" | "organizationId",
  labels: readonly number[],
): (T & { labelIds: number[] })[] {
  return records.map((record) => {
    const own = deals.filter((deal) => deal[link] === record.id)
    const rank = own.some((deal) => deal.status === "won") ? 0 : own.some((deal) => deal.status === "open") ? 1 : 3
    const warmth = rank === 1 && own.every((deal) => deal.visits.length < 3) ? 2 : rank
    return { ...record, labelIds: labels.slice(warmth, warmth + 1) }
  })
}
