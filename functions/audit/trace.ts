/**
 * Acts on what is no record (tokens, apps, webhooks …) leave a trace in the same transaction; the projector makes the audit log's
 * line of it. No secret has a place here.
 */
import * as z from "zod"
import { AuditEntry, kept } from "../../shared/audit.ts"
import { instant } from "../../shared/time.ts"
import type { Write } from "../data/commit.ts"
import { keys } from "../data/patterns.ts"
import { uuidv7 } from "../platform/uuid.ts"
import type { By } from "../records/stamp.ts"

export const Trace = z.object({ sk: z.string(), entry: AuditEntry })

/** Days that a trace stays: the stream has long carried it by then. */
const DAYS = 2

type Act = Pick<AuditEntry, "action" | "object" | "objectId" | "name"> & { fields?: AuditEntry["fields"] }

export function traced(by: By & { workspaceId: string }, act: Act, now: number): Write {
  const { workspaceId, userId, via, through } = by
  const entry: AuditEntry = {
    at: instant(now),
    by: userId,
    via,
    ...(through && { through }),
    ...act,
    fields: kept(act.fields ?? []),
  }
  const ttl = Math.floor(now / 1000) + DAYS * 86_400
  return { put: { ...keys.trace(workspaceId, uuidv7(now)), kind: "trace", entry, ttl } }
}
