/** What you may do on the board: what you may not is not offered, or says why. */
import type { StageAnswer } from "../../shared/api/pipelines.ts"
import type { Setup } from "../../shared/api/workspaces.ts"
import type { Permission } from "../../shared/permission.ts"

export function granted(setup: Setup, stage: StageAnswer | undefined, right: "move_in" | "move_out" | "edit"): boolean {
  const some = stage?.access?.[right]
  const { id, role, group_id } = setup.me
  if (some == null || role === "admin") return true
  return some.user_ids.includes(id) || some.group_ids.includes(group_id)
}

export type Act = "move" | "edit" | "delete" | "assign"

const ALSO: Partial<Record<Act, [Permission, string]>> = {
  delete: ["deals.delete", "delete deals"],
  assign: ["owner.change", "change who owns a deal"],
}

/** Why something may be done with none of some deals; undefined where it may be with any. */
export function refusal(
  setup: Setup,
  deals: readonly { stage_id: number }[],
  act: Act,
  to?: StageAnswer,
): string | undefined {
  const { may } = setup
  const role = (words: string) => `Your role does not let you ${words}`
  const leaving = deals.filter(({ stage_id }) => stage_id !== to?.id)
  const [permission, words = ""] = ALSO[act] ?? []
  if (leaving.length === 0) return undefined
  if (!may.includes("records.edit")) return role("edit deals")
  if (deals.length > 1 && !may.includes("records.bulk")) return role("change several deals at once")
  if (permission !== undefined && !may.includes(permission)) return role(words)
  if (!granted(setup, to, "move_in")) return `You may not move deals into ${to?.name}`
  const stages = leaving.map(({ stage_id }) => setup.stages.find(({ id }) => id === stage_id))
  if (stages.some((stage) => granted(setup, stage, act === "move" ? "move_out" : "edit"))) return undefined
  return `You may not ${act === "move" ? "move deals out of" : "edit deals in"} ${stages[0]?.name}`
}
