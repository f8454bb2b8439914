import type { AuditLine, AuditQuery } from "../../shared/api/audit.ts"
import type { Raw } from "../../shared/api/route.ts"
import { BYTE_ORDER_MARK, csvLine } from "../../shared/csv.ts"
import { needMay } from "../../shared/permission.ts"
import { setupOf } from "../data/setup.ts"
import type { Actor } from "../platform/actor.ts"
import { csvPart } from "../platform/csv-part.ts"
import { env } from "../platform/env.ts"
import { noteExport } from "./exporting.ts"
import { type Found, read, viaOf } from "./reading.ts"

type Users = Awaited<ReturnType<typeof setupOf>>["users"]

const days = () => Number(env("AUDIT_DAYS"))

function lineOf({ id, entry }: Found, users: Users): AuditLine {
  return {
    id,
    time: entry.at,
    user_id: entry.by,
    user_name: users.get(entry.by)?.name ?? null,
    via: viaOf(entry),
    via_id: entry.through?.id ?? null,
    via_name: entry.through?.name ?? null,
    action: entry.action,
    object: entry.object,
    object_id: entry.objectId,
    object_name: entry.name,
    changes: entry.fields,
  }
}

export async function list(actor: Actor, query: AuditQuery) {
  const [{ data, nextCursor }, { users }] = await Promise.all([read(actor, { ...query, days: days() }), setupOf(actor)])
  return { data: data.map((found) => lineOf(found, users)), nextCursor }
}

const HEADS = ["Time", "User", "From", "Token or app", "Action", "Object", "ID", "Name", "Changes"]
/** Lines and pages of one export: it must end before the gateway stops waiting. */
const MOST_LINES = 5000
const MOST_PAGES = 10
const PAGE = 500

/** A file of lines, as many as one request may hold. */
export async function exported(actor: Actor, query: Omit<AuditQuery, "limit">): Promise<Raw> {
  needMay(actor, "records.export")
  await noteExport(actor, { object: "auditLog", name: "the audit log", asked: query })
  const parts = [query.cursor === undefined ? BYTE_ORDER_MARK + csvLine(HEADS) : ""]
  let cursor: string | null | undefined = query.cursor
  let count = 0
  for (let page = 0; page < MOST_PAGES && count <= MOST_LINES - PAGE; page++) {
    const found = await list(actor, { ...query, limit: PAGE, cursor: cursor ?? undefined })
    for (const line of found.data) parts.push(csvLine(cellsOf(line)))
    count += found.data.length
    cursor = found.nextCursor
    if (cursor === null) break
  }
  return csvPart({ fileName: "audit-log.csv", lines: parts, next: cursor ?? null })
}

function cellsOf(line: AuditLine): string[] {
  const text = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value))
  return [
    line.time,
    line.user_name ?? String(line.user_id),
    line.via,
    line.via_name ?? "",
    line.action,
    line.object,
    line.object_id,
    line.object_name,
    line.changes.map(({ key, from, to }) => `${key}: ${text(from)} → ${text(to)}`).join("; "),
  ]
}
