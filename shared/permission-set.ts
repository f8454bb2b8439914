/** Permission sets: of each app someone holds one, and may what the sets they hold grant. */
import * as z from "zod"
import { App, PERMISSIONS, type Permission } from "./permission.ts"
import { Base } from "./record.ts"
import type { User } from "./workspace.ts"

export const ALL_PERMISSIONS = Object.keys(PERMISSIONS) as Permission[]
const PermissionName = z.enum(ALL_PERMISSIONS)

/** Kept as what it has more and less than the regular set has by itself, so that permissions to come find their place. */
export const PermissionSet = Base.extend({
  app: App,
  name: z.string().min(1).max(120),
  description: z.string().max(500),
  type: z.enum(["admin", "regular", "custom"]),
  more: z.array(PermissionName),
  less: z.array(PermissionName),
})
export type PermissionSet = z.infer<typeof PermissionSet>

/** Ids of the sets that every workspace has; the admins' are fixed. */
export const FIRST_CUSTOM_ID = 101

type Fixed = Pick<PermissionSet, "id" | "app" | "name" | "description"> & { type: "admin" | "regular" }

export const FIXED_SETS: readonly Fixed[] = [
  fixed(1, "global", "admin", "Global admin", "Sees and edits contacts, activities, reports and the settings of these"),
  fixed(
    2,
    "global",
    "regular",
    "Global regular user",
    "Works with contacts, activities and reports. New people have it",
  ),
  fixed(3, "sales", "admin", "Deals admin", "Works with deals, leads and products, and shapes the pipelines"),
  fixed(4, "sales", "regular", "Deals regular user", "Works with deals, leads and products. New people have it"),
  fixed(5, "projects", "admin", "Projects admin", "Works with projects, and shapes their boards"),
  fixed(6, "projects", "regular", "Projects regular user", "Works with projects. New people have it"),
  fixed(7, "account_settings", "admin", "Account settings", "The company, its people, groups and permission sets"),
]

function fixed(id: number, app: App, type: Fixed["type"], name: string, description: string): Fixed {
  return { id, app, type, name, description }
}

export function fixedSet(one: Fixed, addedAt: string): PermissionSet {
  const at = { version: 1, addedAt, changedAt: addedAt, changedBy: 0, via: "system" } as const
  return { ...one, more: [], less: [], ...at }
}

export function permissionsOf(app: App): Permission[] {
  return ALL_PERMISSIONS.filter((name) => PERMISSIONS[name].app === app)
}

/** What a set grants. */
export function actionsOf({
  app,
  type,
  more,
  less,
}: Pick<PermissionSet, "app" | "type" | "more" | "less">): Permission[] {
  const all = permissionsOf(app)
  if (type === "admin") return all
  return all.filter((name) => more.includes(name) || (PERMISSIONS[name].regular && !less.includes(name)))
}

/** The same the other way: how a set is kept that grants some actions. */
export function keptAs(app: App, actions: readonly Permission[]): Pick<PermissionSet, "more" | "less"> {
  const all = permissionsOf(app)
  return {
    more: all.filter((name) => actions.includes(name) && !PERMISSIONS[name].regular),
    less: all.filter((name) => !actions.includes(name) && PERMISSIONS[name].regular),
  }
}

type Holder = Pick<User, "role" | "setIds">

/** The sets someone holds: of each app the one they were given, or else the regular one; admins hold the admins' sets. */
export function setsOf(sets: ReadonlyMap<number, PermissionSet>, { role, setIds }: Holder): PermissionSet[] {
  const own = [...sets.values()]
  if (role === "admin") return own.filter((set) => set.type === "admin")
  return App.options.flatMap((app) => {
    const given = sets.get(setIds?.[app] ?? 0)
    const set = given?.app === app ? given : own.find((one) => one.app === app && one.type === "regular")
    return set === undefined ? [] : [set]
  })
}

export function rightsOf(
  sets: ReadonlyMap<number, PermissionSet>,
  holder: Holder,
): ReadonlySet<Permission> | "everything" {
  return holder.role === "admin" ? "everything" : new Set(setsOf(sets, holder).flatMap(actionsOf))
}

const PREFIX = "6c1f0d1e-0000-5000-8000-"

/** What the API knows a set by. */
export function setUuid(id: number): string {
  return PREFIX + id.toString(16).padStart(12, "0")
}

export function setIdIn(uuid: string): number | undefined {
  return /^6c1f0d1e-0000-5000-8000-[0-9a-f]{12}$/.test(uuid)
    ? Number.parseInt(uuid.slice(PREFIX.length), 16)
    : undefined
}
