import type { VisibleTo } from "../../shared/permission.ts"
import type { Choosable } from "../../shared/record.ts"
import { DEFAULT_VISIBILITY, groupOf } from "../../shared/visibility-group.ts"
import type { Setup } from "../data/setup.ts"

/** Who sees a new record of someone's, where nobody says. */
export function defaultVisibility({ users, groups }: Setup, kind: Choosable, ownerId: number): VisibleTo {
  return groups.get(groupOf(groups, users.get(ownerId) ?? {}))?.defaults[kind] ?? DEFAULT_VISIBILITY
}
