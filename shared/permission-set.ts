/** The two roles that there are, as sets of permissions. */
import { PERMISSIONS, type Role } from "./permission.ts"

export type PermissionSet = { id: string; role: Role; name: string; description: string; type: "admin" | "regular" }

export const PERMISSION_SETS: readonly PermissionSet[] = [
  {
    id: "6c1f0d1e-0000-5000-8000-000000000001",
    role: "admin",
    name: "Admin",
    description: "Sees and changes everything, and shapes the workspace: people, pipelines, fields and settings",
    type: "admin",
  },
  {
    id: "6c1f0d1e-0000-5000-8000-000000000002",
    role: "regular",
    name: "Regular user",
    description: "Works with the records that they may see",
    type: "regular",
  },
]

export function permissionSetOf(role: Role): string {
  return PERMISSION_SETS.find((set) => set.role === role)?.id ?? ""
}

/** Names of what a role may do. */
export function contentsOf(role: Role): string[] {
  return Object.entries(PERMISSIONS).flatMap(([name, roles]) => (roles.some((one) => one === role) ? [name] : []))
}
