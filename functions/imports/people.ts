import { nameKey } from "../../shared/organization.ts"
import type { User } from "../../shared/workspace.ts"
import type { Setup } from "../data/setup.ts"

/** Who in the workspace has an e-mail address or, failing that, a name; someone active before others. */
export function knownUser(setup: Setup, who: { name: string; email?: string | undefined }): User | undefined {
  const email = who.email?.toLowerCase()
  const users = [...setup.users.values()]
  const byName = users.filter((user) => nameKey(user.name) === nameKey(who.name))
  return (
    users.find((user) => email !== undefined && user.email === email) ??
    byName.find((user) => user.status === "active") ??
    byName[0]
  )
}
