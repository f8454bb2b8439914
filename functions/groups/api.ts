import { visibilityGroups as api, groupInTree } from "../../shared/api/visibility-groups.ts"
import { setupOf } from "../data/setup.ts"
import { domain } from "../platform/http.ts"

export const visibilityGroups = domain(api, {
  list: async ({ actor }) => {
    const { groups: all, users } = await setupOf(actor)
    const sorted = [...all.values()].sort((a, b) => a.id - b.id)
    return sorted.map((group) => groupInTree(all, users.values(), group))
  },
})
