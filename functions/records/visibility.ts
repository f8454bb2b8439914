import { needMay, type VisibleTo } from "../../shared/permission.ts"
import type { Choosable } from "../../shared/record.ts"
import { DEFAULT_VISIBILITY, groupOf } from "../../shared/visibility-group.ts"
import type { Setup } from "../data/setup.ts"
import type { Actor } from "../platform/actor.ts"

/** Who sees a new record of someone's, where nobody says. */
export function defaultVisibility({ users, groups }: Setup, kind: Choosable, ownerId: number): VisibleTo {
  return groups.get(groupOf(groups, users.get(ownerId) ?? {}))?.defaults[kind] ?? DEFAULT_VISIBILITY
}

/** The same where somebody may say, if theirs is to choose. */
export function chosenVisibility(
  actor: Actor,
  setup: Setup,
  kind: Choosable,
  ownerId: number,
  asked: VisibleTo | undefined,
): VisibleTo {
  const usual = defaultVisibility(setup, kind, ownerId)
  if (asked !== undefined && asked !== usual) needMay(actor, "visibility.change")
  return asked ?? usual
}

type Held = { ownerId: number; visibleTo: VisibleTo }

/** Throws where a change gives a record to someone, or to other eyes, and that is not the actor's to do. */
export function needHandOver(actor: Actor, before: Held, after: Held): void {
  if (before.ownerId !== after.ownerId) needMay(actor, "owner.change")
  if (before.visibleTo !== after.visibleTo) needMay(actor, "visibility.change")
}
