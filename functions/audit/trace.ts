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

/** What every change of an entry sets. */
const SILENT = new Set(["version", "changedAt", "changedBy", "deletedAt", "sk", "pk"])

/** The fields in which an entry differs; of a new one those that it has. */
export function changesOf<T extends object>(before: T | undefined, after: T): AuditEntry["fields"] {
  const from = new Map<string, unknown>(Object.entries(before ?? {}))
  const to = new Map<string, unknown>(Object.entries(after))
  const plain = (value: unknown) => z.json().parse(value ?? null)
  return [...new Set([...from.keys(), ...to.keys()])]
    .filter((key) => !SILENT.has(key) && JSON.stringify(from.get(key) ?? null) !== JSON.stringify(to.get(key) ?? null))
    .map((key) => ({ key, from: plain(from.get(key)), to: plain(to.get(key)) }))
}
