import * as z from "zod"
import { AuditAction, AuditField } from "../audit.ts"
import { Paging, QueryId, QueryInstant } from "./fields.ts"
import { route } from "./route.ts"

/** Where a change came from: the app itself, an API token, an app of someone else's, an import, or what follows by itself. */
export const AuditSource = z.enum(["app", "api", "token", "oauth", "import", "system"])
export type AuditSource = z.infer<typeof AuditSource>

export const AuditLine = z.object({
  id: z.string(),
  time: z.string(),
  user_id: z.int(),
  user_name: z.string().nullable(),
  via: AuditSource,
  via_id: z.string().nullable(),
  via_name: z.string().nullable(),
  action: AuditAction,
  object: z.string(),
  object_id: z.string(),
  object_name: z.string(),
  changes: z.array(AuditField),
})
export type AuditLine = z.infer<typeof AuditLine>

const Narrowing = {
  from: QueryInstant.optional(),
  until: QueryInstant.optional(),
  user_id: QueryId.optional(),
  object: z.string().max(40).optional(),
  object_id: z.string().max(80).optional(),
  action: AuditAction.optional(),
  via: AuditSource.optional(),
}

const AuditQuery = z.strictObject({ ...Paging, ...Narrowing })
export type AuditQuery = z.infer<typeof AuditQuery>

export const audit = {
  list: route({
    method: "GET",
    path: "/api/v2/auditLogs",
    summary: "Who changed what, when and from where, the newest first; a page may be short and still have a cursor",
    permission: "audit.see",
    cost: 20,
    query: AuditQuery,
    answer: z.array(AuditLine),
    envelope: "page",
  }),
  export: route({
    method: "GET",
    path: "/api/v2/auditLogs/export",
    summary: "The same as CSV, up to 5000 lines; the header x-next-cursor says where the next ones begin",
    permission: "audit.see",
    cost: 80,
    query: z.strictObject({ ...Narrowing, cursor: Paging.cursor }),
    answer: z.string(),
    envelope: "raw",
  }),
}
