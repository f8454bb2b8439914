import type { Base } from "../../shared/record.ts"
import { instant } from "../../shared/time.ts"
import type { Actor } from "../platform/actor.ts"

export type By = Pick<Actor, "userId" | "via" | "through">

/** What every new record starts with. */
export function created(by: By, id: number, now: number): Base {
  const at = instant(now)
  return { id, version: 1, addedAt: at, changedAt: at, changedBy: by.userId, via: by.via, through: by.through }
}

/** What every change sets. */
export function changed(
  record: Base,
  by: By,
  now: number,
): Pick<Base, "version" | "changedAt" | "changedBy" | "via" | "through"> {
  const { userId, via, through } = by
  return { version: record.version + 1, changedAt: instant(now), changedBy: userId, via, through }
}
