import type { AuditSource } from "../../shared/api/audit.ts"
import type { AuditAction } from "../../shared/audit.ts"
import { call } from "../app/client.ts"
import { fileOf } from "../app/file-parts.ts"

/** What the log is narrowed by; "" is everything. Days are whole and in UTC, as the log's are. */
export type Narrowed = {
  user: string
  object: string
  action: AuditAction | ""
  via: AuditSource | ""
  from: string
  until: string
}

export const EVERYTHING: Narrowed = { user: "", object: "", action: "", via: "", from: "", until: "" }

function queryOf({ user, object, action, via, from, until }: Narrowed) {
  const after = until === "" ? "" : new Date(Date.parse(until) + 86_400_000).toISOString().slice(0, 10)
  return {
    ...(user !== "" && { user_id: user }),
    ...(object !== "" && { object }),
    ...(action !== "" && { action }),
    ...(via !== "" && { via }),
    ...(from !== "" && { from: `${from}T00:00:00Z` }),
    ...(after !== "" && { until: `${after}T00:00:00Z` }),
  }
}

export function auditPage(narrowed: Narrowed, cursor: string | undefined) {
  return call("GET /api/v2/auditLogs", { query: { ...queryOf(narrowed), limit: 50, ...(cursor && { cursor }) } })
}

/** The whole of it as CSV. */
export function auditFile(narrowed: Narrowed): Promise<Blob> {
  return fileOf("/api/v2/auditLogs/export", queryOf(narrowed))
}
