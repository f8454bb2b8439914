import { createHash } from "node:crypto"
import type { CrmEvent } from "../../shared/event.ts"
import type { Notification, NotificationKind } from "../../shared/notification.ts"
import { tell } from "../data/notifications.ts"
import { open } from "../data/store.ts"
import { subscriber } from "../platform/subscriber.ts"
import { concernsWatchers, reasonsFor } from "./reasons.ts"
import { type Subject, subjectOf } from "./subject.ts"

/** Tells people what others did that concerns them. Most events concern nobody, and cost no read. */
async function notify(event: CrmEvent): Promise<void> {
  if (!concernsWatchers(event) && reasonsFor(event, []).length === 0) return
  const store = open(event)
  const subject = await subjectOf(store, event)
  if (subject === undefined) return
  const reasons = reasonsFor(event, watchersOf(subject))
  const users = await store.getMany("user", [...new Set(reasons.map(({ userId }) => userId))])
  for (const user of users) {
    if (user.status !== "active" || !subject.isSeenBy(user)) continue
    for (const { kind } of reasons.filter(({ userId }) => userId === user.id)) {
      await tell(event.workspaceId, notificationOf(event, subject, user.id, kind))
    }
  }
}

function watchersOf({ deal }: Subject): number[] {
  if (deal === undefined) return []
  return [...new Set([deal.ownerId, ...(deal.followers ?? []).map(({ userId }) => userId)])]
}

function notificationOf(event: CrmEvent, { about }: Subject, userId: number, kind: NotificationKind): Notification {
  const { at, byUserId } = event
  return { ...about, id: `${at}#${nameOf(event, kind)}`, kind, userId, byUserId, at }
}

/** The same for every event of one change, so that nobody is told the same twice. */
function nameOf({ eventId, name, id, version }: CrmEvent, kind: NotificationKind): string {
  const change = name === "import.finished" ? eventId : `${name.split(".")[0]}:${id}:${version}`
  return createHash("sha256").update(`${change}:${kind}`).digest("hex").slice(0, 16)
}

export const handler = subscriber(notify)
