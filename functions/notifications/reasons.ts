/** Who is to be told of an event, and why: never the one who did it. */
import type { CrmEvent } from "../../shared/event.ts"
import { mentionsIn } from "../../shared/note.ts"
import type { NotificationKind } from "../../shared/notification.ts"

export type Reason = { userId: number; kind: NotificationKind }
/** Who owns or follows the deal that an event is about, if it is about one. */
export type Watchers = readonly number[]

type Fields = Record<string, unknown>

const fieldsOf = (value: unknown): Fields => (typeof value === "object" && value !== null ? (value as Fields) : {})

/** Whether the deal's owner and followers matter: asked before they are looked up. */
export function concernsWatchers({ name }: CrmEvent): boolean {
  return name === "deal.won" || name === "deal.lost" || name === "note.added"
}

export function reasonsFor(event: CrmEvent, watchers: Watchers): Reason[] {
  const all = event.name === "import.finished" ? starter(event) : others(event, watchers)
  return [...new Map(all.map((reason) => [`${reason.userId} ${reason.kind}`, reason])).values()]
}

/** An import is long: whoever started it is told that it is over. */
function starter({ byUserId }: CrmEvent): Reason[] {
  return [{ userId: byUserId, kind: "import" }]
}

function others(event: CrmEvent, watchers: Watchers): Reason[] {
  // what nobody did, nobody is told of: samples
  if (event.via === "system") return []
  const mentioned = mentionedIn(event)
  const all: Reason[] = [
    ...mentioned.map((userId) => ({ userId, kind: "mention" as const })),
    ...assigned(event),
    ...watching(event, watchers, mentioned),
  ]
  return all.filter(({ userId }) => userId !== event.byUserId)
}

function mentionedIn({ name, data }: CrmEvent): number[] {
  if (name !== "note.added" && name !== "note.changed") return []
  const now = mentionsIn(String(fieldsOf(data.current).content ?? ""))
  const { content } = fieldsOf(data.previous)
  if (name === "note.changed" && content === undefined) return []
  const before = mentionsIn(String(content ?? ""))
  return now.filter((id) => !before.includes(id))
}

function assigned({ name, data }: CrmEvent): Reason[] {
  if (!/^(deal|person|organization|activity)\./.test(name) || name.endsWith(".deleted")) return []
  const { owner_id: owner } = fieldsOf(data.current)
  const isNew = name.endsWith(".added") || "owner_id" in fieldsOf(data.previous)
  return isNew && typeof owner === "number" ? [{ userId: owner, kind: "assigned" }] : []
}

function watching({ name }: CrmEvent, watchers: Watchers, mentioned: readonly number[]): Reason[] {
  const kind = name === "deal.won" ? "won" : name === "deal.lost" ? "lost" : name === "note.added" ? "note" : undefined
  if (kind === undefined) return []
  return watchers.filter((id) => !mentioned.includes(id)).map((userId) => ({ userId, kind }))
}
