/** Who changed what, when and from where: a line for each change of a workspace. */
import * as z from "zod"
import { Through } from "./record.ts"
import { Instant } from "./time.ts"

export const AuditVia = z.enum(["app", "api", "import", "system"])

export const AUDIT_ACTIONS = [
  "added",
  "changed",
  "deleted",
  "restored",
  "merged",
  "revoked",
  "rotated",
  "authorized",
  "invited",
  "signed in",
] as const
export const AuditAction = z.enum(AUDIT_ACTIONS)
export type AuditAction = z.infer<typeof AuditAction>

export const AuditField = z.object({ key: z.string(), from: z.json(), to: z.json() })
export type AuditField = z.infer<typeof AuditField>

export const AuditEntry = z.object({
  at: Instant,
  by: z.int(),
  via: AuditVia,
  through: Through.optional(),
  action: AuditAction,
  /** What was changed: `deal`, `stage`, `token` … */
  object: z.string(),
  objectId: z.string(),
  /** What it was called then. */
  name: z.string(),
  fields: z.array(AuditField),
})
export type AuditEntry = z.infer<typeof AuditEntry>

/** Signs of a value that are kept: a line says what changed, it is no copy of it. */
const MOST_SIGNS = 300
const MOST_FIELDS = 40

/** The fields of a change as a line keeps them. */
export function kept(fields: readonly AuditField[]): AuditField[] {
  return fields.slice(0, MOST_FIELDS).map(({ key, from, to }) => ({ key, from: short(from), to: short(to) }))
}

function short(value: AuditField["from"]): AuditField["from"] {
  const text = typeof value === "string" ? value : JSON.stringify(value)
  return text.length <= MOST_SIGNS ? value : `${text.slice(0, MOST_SIGNS)}…`
}
