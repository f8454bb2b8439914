/**
 * The audit log, the newest first. It stands by day and is read day by day; who narrows it reads what is left out as well, so that
 * a request reads a bounded number of days and lines, and may find less than a page of them with more to come.
 */
import * as z from "zod"
import type { AuditQuery } from "../../shared/api/audit.ts"
import { AuditEntry } from "../../shared/audit.ts"
import { addDays } from "../../shared/time.ts"
import { fromCursor, toCursor } from "../data/cursor.ts"
import { keys } from "../data/patterns.ts"
import { query } from "../data/table.ts"
import type { Actor } from "../platform/actor.ts"

const MOST_DAYS = 40
const MOST_LINES = 2000
/** Lines that one Query brings. */
const STEP = 250

const Position = z.object({ day: z.iso.date(), after: z.string().max(300).optional() })

export type Found = { id: string; entry: AuditEntry }
/** What is asked for; `days` is how far back there is anything. */
type Asked = AuditQuery & { days: number }

export async function read(actor: Actor, asked: Asked, now = Date.now()) {
  const w = actor.workspaceId
  const today = new Date(now).toISOString().slice(0, 10)
  const first = asked.from?.slice(0, 10) ?? addDays(today, -asked.days)
  const last = asked.until === undefined || asked.until.slice(0, 10) > today ? today : asked.until.slice(0, 10)
  let place: z.output<typeof Position> | undefined = fromCursor(asked.cursor, Position) ?? { day: last }
  const data: Found[] = []
  let [days, lines] = [0, 0]
  while (place !== undefined && place.day >= first && days < MOST_DAYS && lines < MOST_LINES) {
    const { day, after }: z.output<typeof Position> = place
    const pk = keys.auditDay(w, day)
    const page = await query({
      pk: { name: "pk", value: pk },
      backwards: true,
      limit: STEP,
      consistent: false,
      ...(after !== undefined && { after: { pk, sk: after } }),
    })
    days += page.next === undefined ? 1 : 0
    lines += page.items.length
    for (const item of page.items) {
      const entry = AuditEntry.parse(item.entry)
      if (!fits(entry, asked)) continue
      if (data.length === asked.limit) {
        // the line before this one was the page's last
        return { data, nextCursor: toCursor({ day, after: previous(page.items, item.sk) ?? after }) }
      }
      data.push({ id: item.sk, entry })
    }
    const end = page.items.at(-1)?.sk
    place = page.next === undefined || end === undefined ? { day: addDays(day, -1) } : { day, after: end }
  }
  const isOver = place === undefined || place.day < first
  return { data, nextCursor: isOver ? null : toCursor(place) }
}

function previous(items: readonly { sk: string }[], sk: string): string | undefined {
  return items[items.findIndex((item) => item.sk === sk) - 1]?.sk
}

function fits(entry: AuditEntry, asked: Asked): boolean {
  return (
    (asked.from === undefined || entry.at >= asked.from) &&
    (asked.until === undefined || entry.at < asked.until) &&
    (asked.user_id === undefined || entry.by === asked.user_id) &&
    (asked.object === undefined || entry.object === asked.object) &&
    (asked.object_id === undefined || entry.objectId === asked.object_id) &&
    (asked.action === undefined || entry.action === asked.action) &&
    (asked.via === undefined || viaOf(entry) === asked.via)
  )
}

export function viaOf({ via, through }: AuditEntry) {
  return through === undefined ? via : through.kind
}
