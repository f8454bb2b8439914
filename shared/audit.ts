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
  "exported",
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

/** Signs of a value and of a line that are kept: it says what changed, it is no copy of it. */
const MOST_SIGNS = 300
const MOST_IN_LINE = 4000

/** The fields of a change as a line keeps them. */
export function kept(fields: readonly AuditField[]): AuditField[] {
  let signs = 0
  return fields.flatMap(({ key, from, to }) => {
    const field = { key, from: short(from), to: short(to) }
    signs += JSON.stringify(field).length
    return signs > MOST_IN_LINE ? [] : [field]
  })
}

function short(value: AuditField["from"]): AuditField["from"] {
  const text = typeof value === "string" ? value : JSON.stringify(value)
  return text.length <= MOST_SIGNS ? value : `${text.slice(0, MOST_SIGNS)}…`
}
