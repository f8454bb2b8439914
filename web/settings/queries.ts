import type { Setup } from "../../shared/api/workspaces.ts"
import type { Permission } from "../../shared/permission.ts"

/** Whether you may, as the server will say. */
export function allowed(setup: Setup, permission: Permission): boolean {
  return setup.may.includes(permission)
}
