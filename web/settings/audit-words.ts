/** A line of the audit log in words. */
import type { AuditLine, AuditSource } from "../../shared/api/audit.ts"
import type { AuditAction, AuditField } from "../../shared/audit.ts"
import { NOUN } from "../../shared/record.ts"

/** What is changed, by the log's word for it. */
export const OBJECTS: Record<string, string> = {
  ...NOUN,
  board: "project board",
  phase: "project phase",
  deal_product: "product of a deal",
  deal_installment: "installment of a deal",
  goal: "goal",
  team: "team",
  savedPipeline: "pipeline template",
  activityTemplate: "activity template",
  token: "API token",
  oauthApp: "app",
  webhook: "webhook",
  hook: "inbound hook",
  import: "import",
  samples: "samples",
  comment: "comment",
  callLog: "call",
  mailMessage: "mail",
  mailThread: "mail thread",
  organizationRelationship: "relationship",
  auditLog: "audit log",
}

export const ACTIONS: Record<AuditAction, string> = {
  added: "added",
  changed: "changed",
  deleted: "deleted",
  restored: "restored",
  merged: "merged away",
  revoked: "revoked",
  rotated: "gave a new secret to",
  authorized: "allowed",
  invited: "invited",
  exported: "exported",
  "signed in": "signed in",
}

export const SOURCES: Record<AuditSource, string> = {
  app: "In the app",
  token: "An API token",
  oauth: "An app",
  import: "An import",
  system: "By itself",
  api: "The API",
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

export const OBJECT_OPTIONS = Object.entries(OBJECTS).map(([value, label]) => ({ value, label: capital(label) }))
export const ACTION_OPTIONS = Object.entries(ACTIONS).map(([value, label]) => ({ value, label: capital(label) }))
export const SOURCE_OPTIONS = Object.entries(SOURCES).map(([value, label]) => ({ value, label }))

/** `Ann changed stage Won`. */
export function sentence(line: AuditLine): string {
  const who = line.user_name ?? `User ${line.user_id}`
  if (line.action === "signed in") return `${who} signed in`
  if (line.action === "exported") return `${who} exported ${line.object_name}`
  const name = line.object_name === "" ? line.object_id : line.object_name
  return `${who} ${ACTIONS[line.action]} ${OBJECTS[line.object] ?? line.object} ${name}`
}

/** `Deal probability 50 → 60`; of what is new `Scopes: deals:read`. */
export function changeText({ key, from, to }: AuditField, isNew: boolean): string {
  const name = /^[0-9a-f]{40}$/.test(key) ? "a custom field" : key.replaceAll("_", " ")
  if (isNew && from === null) return `${capital(name)}: ${valueText(to)}`
  return `${capital(name)} ${valueText(from)} → ${valueText(to)}`
}

function valueText(value: AuditField["from"]): string {
  if (value === null || value === "") return "nothing"
  if (Array.isArray(value) && value.every((one) => typeof one !== "object")) return value.join(", ")
  return typeof value === "object" ? JSON.stringify(value) : String(value)
}

const TIME = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" })

/** `28 Nov 2026, 09:12 · API token Script`. */
export function whence(line: AuditLine): string {
  const through =
    line.via === "token" ? `API token ${line.via_name}` : line.via === "oauth" ? `App ${line.via_name}` : undefined
  return [TIME.format(new Date(line.time)), through ?? SOURCES[line.via]].join(" · ")
}
