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
  "groups.edit": ["admin"],
  "tokens.own": ["admin", "regular"],
  "webhooks.edit": ["admin"],
  "samples.add": ["admin"],
} as const satisfies Record<string, readonly Role[]>

export type Permission = keyof typeof PERMISSIONS

/** Whoever acts: the person, their rights, and the way they came (`app`, `api`, `import` …), for the audit. */
export type Actor = {
  workspaceId: string
  userId: number
  role: Role
  sight: Viewer["sight"]
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

/** What decides who sees a record; only deals stand in a pipeline and a stage. */
export type Visible = {
  ownerId: number
  visibleTo: VisibleTo
  followers?: readonly { userId: number }[] | undefined
  pipelineId?: number | undefined
  stageId?: number | undefined
}

/** What a person sees of others' records, worked out of the workspace's groups once for each state of these. */
export type Sight = {
  groupId: number
  /** Owners whose records they see, by whom these are visible to. */
  owners: Record<1 | 3 | 5, ReadonlySet<number>>
  hiddenPipelines: ReadonlySet<number>
  hiddenStages: ReadonlySet<number>
}

/** Who looks: admins see everything. */
export type Viewer = { userId: number; sight: Sight | "everything" }

/**
 * A record is seen by everyone (7), or by its owner's group (3), by that and its sub-groups (5), or by its owner alone (1); in
 * all of these also by its followers, by the groups above its owner's, and by admins. A deal moreover only by those to whom
 * its pipeline and its stage are not hidden.
 */
export function canSee({ userId, sight }: Viewer, record: Visible): boolean {
  if (sight === "everything") return true
  const { ownerId, visibleTo, followers, pipelineId, stageId } = record
  if (pipelineId !== undefined && sight.hiddenPipelines.has(pipelineId)) return false
  if (stageId !== undefined && sight.hiddenStages.has(stageId)) return false
  if (visibleTo === 7 || sight.owners[visibleTo].has(ownerId)) return true
  return followers?.some((one) => one.userId === userId) ?? false
}

export function canSeePipeline({ sight }: Pick<Viewer, "sight">, pipelineId: number): boolean {
  return sight === "everything" || !sight.hiddenPipelines.has(pipelineId)
}

export function canSeeStage({ sight }: Pick<Viewer, "sight">, stage: { id: number; pipelineId: number }): boolean {
  return sight === "everything" || !(sight.hiddenPipelines.has(stage.pipelineId) || sight.hiddenStages.has(stage.id))
}

/** The audiences of a live change: who of a workspace's active people may be told of this record. */
export function audienceOf(people: readonly Viewer[], record: Visible): string[] {
  const regular = people.filter((one) => one.sight !== "everything")
  const seeing = regular.filter((one) => canSee(one, record))
  if (seeing.length === regular.length) return ["all"]
  return [...seeing.map(({ userId }) => `user:${userId}`), "role:admin"]
}

/** The audiences a person belongs to; a change reaches them when the two lists share an entry. */
export function audiencesOf(actor: Pick<Actor, "userId" | "role">): string[] {
  return ["all", `user:${actor.userId}`, `role:${actor.role}`]
}
