import { createHash } from "node:crypto"
import type { CrmEvent } from "../../shared/event.ts"
import type { Notification, NotificationKind } from "../../shared/notification.ts"
import { tell, tellTogether } from "../data/notifications.ts"
import { currentSetup } from "../data/setup.ts"
import { open } from "../data/store.ts"
import { activeViewers } from "../data/viewers.ts"
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
  if (reasons.length === 0) return
  for (const viewer of activeViewers(await currentSetup(event.workspaceId))) {
    const own = reasons.filter(({ userId }) => userId === viewer.userId)
    if (own.length === 0 || !subject.isSeenBy(viewer)) continue
    for (const { kind } of own) await tellOf(event, subject, viewer.userId, kind)
  }
}

/** What is given to somebody together with others is told with them. */
async function tellOf(event: CrmEvent, subject: Subject, userId: number, kind: NotificationKind): Promise<void> {
  const { workspaceId, together } = event
  const told = notificationOf(event, subject, userId, kind)
  if (together === undefined || kind !== "assigned") return tell(workspaceId, told)
  const [at = told.at] = together.split("#")
  await tellTogether(workspaceId, { ...told, at, id: `${at}#${hashOf(`${together}:${kind}`)}` }, event.id)
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
  return hashOf(`${change}:${kind}`)
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16)
}

export const handler = subscriber(notify)
