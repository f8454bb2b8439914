/** A notification in words, where it leads, and how long ago it was. */
import type { NotificationAnswer } from "../../shared/api/notifications.ts"

const WORDS: Record<NotificationAnswer["kind"], string> = {
  mention: "mentioned you on",
  assigned: "gave you",
  won: "won",
  lost: "lost",
  note: "wrote a note on",
  import: "finished the import",
}

export function wordsOf(one: NotificationAnswer): string {
  return WORDS[one.kind]
}

/** What it is about, in words: one by its title, several by how many they are. */
export function subjectOf({ record_ids: all, title }: NotificationAnswer): string {
  return all.length > 1 ? `${all.length} deals` : title
}

export function hrefOf(one: NotificationAnswer): string {
  if (one.of === "import") return `/import/${one.record_id}`
  if (one.record_ids.length > 1) {
    const all = [{ field: "id", operator: "in", value: one.record_ids }]
    return `/list?status=all&where=${encodeURIComponent(JSON.stringify({ all, any: [] }))}`
  }
  if (one.deal_id !== null) return `/deals/${one.deal_id}`
  if (one.person_id !== null) return `/persons/${one.person_id}`
  if (one.org_id !== null) return `/organizations/${one.org_id}`
  return "/activities"
}

const STEPS: readonly (readonly [number, Intl.RelativeTimeFormatUnit])[] = [
  [60, "second"],
  [3600, "minute"],
  [86_400, "hour"],
  [7 * 86_400, "day"],
]
const UNIT: Partial<Record<Intl.RelativeTimeFormatUnit, number>> = { minute: 60, hour: 3600, day: 86_400 }

export function agoOf(time: string, now = Date.now()): string {
  const seconds = Math.max(0, Math.round((now - Date.parse(time)) / 1000))
  const unit = STEPS.find(([most]) => seconds < most)?.[1]
  if (unit === undefined) return new Date(time).toLocaleDateString([], { day: "numeric", month: "short" })
  if (unit === "second") return "just now"
  const words = new Intl.RelativeTimeFormat("en", { numeric: "auto", style: "short" })
  return words.format(-Math.floor(seconds / (UNIT[unit] ?? 1)), unit)
}
