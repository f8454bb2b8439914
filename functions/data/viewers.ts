/** The people of a workspace as those who look at its records, worked out once for each state of its setup. */
import type { Viewer } from "../../shared/permission.ts"
import { viewerIn } from "../../shared/sight.ts"
import type { User } from "../../shared/workspace.ts"
import type { Setup } from "./setup.ts"

const known = new WeakMap<Setup, Map<number, Viewer>>()

export function viewerOf(setup: Setup, user: User): Viewer {
  const own = known.get(setup) ?? new Map<number, Viewer>()
  known.set(setup, own)
  const viewer = own.get(user.id) ?? viewerIn(setup, user)
  own.set(user.id, viewer)
  return viewer
}

export function activeViewers(setup: Setup): Viewer[] {
  return [...setup.users.values()].filter((user) => user.status === "active").map((user) => viewerOf(setup, user))
}
