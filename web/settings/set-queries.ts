/** What the permission sets' page reads and writes. */
import type { HeldSet } from "../../shared/api/permission-sets.ts"
import type { App, Permission } from "../../shared/permission.ts"
import { call } from "../app/client.ts"
import { queryClient } from "../app/queries.ts"
import { saved } from "../app/saved.ts"

const KEY = ["permissionSets"] as const

export const setsQuery = { queryKey: KEY, queryFn: () => call("GET /api/v2/permissionSets") } as const

export const APPS: Record<App, string> = {
  global: "Everywhere",
  sales: "Deals",
  projects: "Projects",
  account_settings: "Account settings",
}

type Wanted = { app: App; name: string; description: string; actions: Permission[]; userIds: readonly number[] }

export async function saveSet(before: HeldSet | undefined, wanted: Wanted): Promise<void> {
  try {
    await saved(write(before, wanted))
  } finally {
    await queryClient.invalidateQueries({ queryKey: KEY })
  }
}

async function write(before: HeldSet | undefined, { app, userIds, ...body }: Wanted): Promise<void> {
  const set =
    before === undefined
      ? await call("POST /api/v2/permissionSets", { body: { ...body, app } })
      : await call("PATCH /api/v2/permissionSets/{id}", { params: { id: before.id }, body })
  if (set.type !== "custom") return
  for (const user_id of userIds.filter((one) => !set.user_ids.includes(one)))
    await call("POST /api/v2/permissionSets/{id}/assignments", { params: { id: set.id }, body: { user_id } })
  for (const user_id of set.user_ids.filter((one) => !userIds.includes(one)))
    await call("DELETE /api/v2/permissionSets/{id}/assignments/{user_id}", { params: { id: set.id, user_id } })
}

export async function deleteSet(id: string): Promise<void> {
  await saved(call("DELETE /api/v2/permissionSets/{id}", { params: { id } }))
  await queryClient.invalidateQueries({ queryKey: KEY })
}
