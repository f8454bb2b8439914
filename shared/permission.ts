/** Who may do and see what: the one function behind verbs, search, reports, live push and exports. */
import * as z from "zod"

export const Role = z.enum(["admin", "regular"])
export type Role = z.infer<typeof Role>

/** `public` routes need no one; `member` any active user of the workspace. */
export const PERMISSIONS = {
  "records.see": ["admin", "regular"],
  "records.add": ["admin", "regular"],
  "records.edit": ["admin", "regular"],
  "records.delete": ["admin", "regular"],
  "records.import": ["admin", "regular"],
  "reports.see": ["admin", "regular"],
  "pipelines.edit": ["admin"],
  "fields.edit": ["admin"],
  "workspace.edit": ["admin"],
  "users.see": ["admin", "regular"],
  "users.edit": ["admin"],
  "tokens.own": ["admin", "regular"],
  "webhooks.edit": ["admin"],
  "samples.add": ["admin"],
  "apps.edit": ["admin"],
  "audit.see": ["admin"],
  "hooks.edit": ["admin"],
} as const satisfies Record<string, readonly Role[]>

export type Permission = keyof typeof PERMISSIONS

/** Whoever acts: the person, their rights, and the way they came (`app`, `api`, `import` …), for the audit. */
export type Actor = {
  workspaceId: string
  userId: number
  role: Role
  via: "app" | "api" | "import" | "system"
  /** IANA zone in which this person's days begin. */
  zone: string
  /** Currency of new amounts. */
  currency: string
}

export function may(actor: Actor, permission: Permission): boolean {
  const roles: readonly Role[] = PERMISSIONS[permission]
  return roles.includes(actor.role)
}

/** Pipedrive's ids for who sees a record: 1 its owner, 3 the owner's group, 5 group and sub-groups, 7 everyone. */
export const VisibleTo = z.literal([1, 3, 5, 7], {
  error: "must be 1 (owner), 3 (group), 5 (sub-groups) or 7 (everyone)",
})
export type VisibleTo = z.infer<typeof VisibleTo>

export type Visible = { ownerId: number; visibleTo: VisibleTo }

/** Until visibility groups are made, everyone is in one group: 3, 5 and 7 mean the whole workspace. */
export function canSee(actor: Pick<Actor, "userId" | "role">, record: Visible): boolean {
  return record.visibleTo !== 1 || record.ownerId === actor.userId || actor.role === "admin"
}

/** The audiences of a live change: who may be told of this record. */
export function audienceOf(record: Visible): string[] {
  return record.visibleTo === 1 ? [`user:${record.ownerId}`, "role:admin"] : ["all"]
}

/** The audiences a person belongs to; a change reaches them when the two lists share an entry. */
export function audiencesOf(actor: Pick<Actor, "userId" | "role">): string[] {
  return ["all", `user:${actor.userId}`, `role:${actor.role}`]
}
