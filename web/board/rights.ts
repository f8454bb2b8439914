/** What you may do on the board: what you may not is not offered. */
import type { StageAnswer } from "../../shared/api/pipelines.ts"
import type { Setup } from "../../shared/api/workspaces.ts"

export function granted(setup: Setup, stage: StageAnswer | undefined, right: "move_in" | "move_out" | "edit"): boolean {
  const some = stage?.access?.[right]
  const { id, role, group_id } = setup.me
  if (some == null || role === "admin") return true
  return some.user_ids.includes(id) || some.group_ids.includes(group_id)
}
