import { RIGHT_KEYS, type StageBody } from "../../shared/api/pipelines.ts"
import { STAGE_RIGHTS, type StageAccess } from "../../shared/pipeline.ts"
import { Problem } from "../../shared/problem.ts"
import type { Setup } from "../data/setup.ts"

/** What a request says of a stage's access; nothing where everyone may do everything. */
export function accessIn(setup: Setup, asked: StageBody["access"]): { access?: StageAccess } {
  const access: StageAccess = {}
  for (const right of STAGE_RIGHTS) {
    const key = RIGHT_KEYS[right]
    const some = asked?.[key] ?? undefined
    if (some === undefined) continue
    check(`access.${key}.group_ids`, some.group_ids, setup.groups, "visibility group")
    check(`access.${key}.user_ids`, some.user_ids, setup.users, "user")
    access[right] = { groupIds: [...new Set(some.group_ids)], userIds: [...new Set(some.user_ids)] }
  }
  return Object.keys(access).length === 0 ? {} : { access }
}

function check(field: string, ids: readonly number[], known: ReadonlyMap<number, unknown>, noun: string): void {
  const unknown = ids.find((id) => !known.has(id))
  if (unknown === undefined) return
  const why = `no ${noun} has the id ${unknown}`
  throw new Problem("invalid", `${field}: ${why}`, { [field]: why })
}
