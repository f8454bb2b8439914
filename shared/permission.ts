/** Who may do and see what: the one function behind verbs, search, reports, live push and exports. */
import * as z from "zod"
import { Problem } from "./problem.ts"

export const Role = z.enum(["admin", "regular"])
export type Role = z.infer<typeof Role>

/** What permission sets are of, as Pipedrive cuts them. */
export const App = z.enum(["global", "sales", "projects", "account_settings"])
export type App = z.infer<typeof App>

type Granted = {
  app: App
  /** What people read. */
  label: string
  /** Pipedrive's word for it. */
  name: `can_${string}`
  /** Whether the regular set of the app holds it until an admin says otherwise. */
  regular: boolean
}

const of = (app: App, name: Granted["name"], label: string, regular = true): Granted => ({ app, name, label, regular })

/** All that may be granted. Each is asked for by a route, or by a verb: `needMay`. */
export const PERMISSIONS = {
  "records.see": of("global", "can_see_items", "See records"),
  "records.add": of("global", "can_add_items", "Add deals, leads, contacts, activities, notes and files"),
  "records.edit": of("global", "can_edit_items", "Edit deals, leads, contacts, activities and notes"),
  "records.delete": of("global", "can_delete_notes", "Delete notes, files, calls and mail"),
  "records.bulk": of("global", "can_bulk_edit_items", "Change or delete several at once"),
  "records.import": of("global", "can_use_import", "Import"),
  "records.export": of("global", "can_export_data_from_lists", "Export lists, reports and logs as files"),
  "persons.delete": of("global", "can_delete_people", "Delete persons"),
  "persons.merge": of("global", "can_merge_people", "Merge persons"),
  "organizations.delete": of("global", "can_delete_organizations", "Delete organizations"),
  "organizations.merge": of("global", "can_merge_organizations", "Merge organizations"),
  "activities.delete": of("global", "can_delete_activities", "Delete activities"),
  "owner.change": of("global", "can_change_owner_of_items", "Change who owns a record"),
  "visibility.change": of("global", "can_change_visibility_of_items", "Change who sees a record"),
  "reports.see": of("global", "can_see_statistics", "See reports and statistics"),
  "statistics.others": of("global", "can_see_other_users_statistics", "See other people's statistics"),
  "filters.share": of("global", "can_share_filters", "Share filters"),
  "filters.edit": of("global", "can_edit_shared_filters", "Edit filters that others share", false),
  "users.see": of("global", "can_see_other_users", "See the people of the workspace"),
  "tokens.own": of("global", "can_use_api", "Use the API by tokens"),
  "webhooks.edit": of("global", "can_use_webhooks", "Set up webhooks", false),
  "fields.edit": of("global", "can_edit_custom_fields", "Add and edit fields", false),
  "deals.delete": of("sales", "can_delete_deals", "Delete deals and leads"),
  "deals.merge": of("sales", "can_merge_deals", "Merge deals"),
  "deals.convert": of("sales", "can_convert_deals_to_leads", "Convert leads to deals, and back"),
  "deals.closedTime": of("sales", "can_edit_deals_closed_date", "Say when a deal was won or lost"),
  "products.add": of("sales", "can_add_products", "Add products"),
  "products.edit": of("sales", "can_edit_products", "Edit products and prices"),
  "products.delete": of("sales", "can_delete_products", "Delete products"),
  "pipelines.edit": of("sales", "can_edit_pipelines", "Edit pipelines and stages", false),
  "projects.add": of("projects", "can_add_projects", "Add projects and tasks"),
  "projects.edit": of("projects", "can_edit_projects", "Edit projects and tasks"),
  "projects.delete": of("projects", "can_delete_projects", "Delete projects and tasks"),
  "projects.shape": of("projects", "can_edit_project_boards", "Edit project boards and templates", false),
  "workspace.edit": of("account_settings", "can_edit_company", "Edit the company's settings", false),
  "users.edit": of("account_settings", "can_manage_users", "Invite, edit and deactivate people", false),
  "groups.edit": of("account_settings", "can_manage_visibility_groups", "Edit visibility groups", false),
  "sets.edit": of("account_settings", "can_manage_permission_sets", "Edit permission sets", false),
  "apps.edit": of("account_settings", "can_manage_apps", "Register apps, and end what people allow them", false),
  "audit.see": of("account_settings", "can_see_audit_log", "See the audit log", false),
  "hooks.edit": of("account_settings", "can_manage_inbound_hooks", "Edit inbound hooks", false),
  "samples.add": of("account_settings", "can_add_samples", "Fill the workspace with samples", false),
} as const satisfies Record<string, Granted>

export type Permission = keyof typeof PERMISSIONS

/** Whoever acts: the person, what they see and may do, and the way they came (`app`, `api`, `import` …), for the audit. */
export type Actor = {
  workspaceId: string
  userId: number
  role: Role
  sight: Viewer["sight"]
  rights: ReadonlySet<Permission> | "everything"
  via: "app" | "api" | "import" | "system"
  /** What this change has in common with the others of its request. */
  together?: string
  /** IANA zone in which this person's days begin. */
  zone: string
  /** Currency of new amounts. */
  currency: string
}

export function may({ rights }: Pick<Actor, "rights">, permission: Permission): boolean {
  return rights === "everything" || rights.has(permission)
}

/** Throws `forbidden` where somebody may not. */
export function needMay(actor: Pick<Actor, "rights">, permission: Permission): void {
  if (may(actor, permission)) return
  throw new Problem("forbidden", `Your role does not allow this: ${permission}`)
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
