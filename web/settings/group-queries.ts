/** What the visibility groups' page reads and writes. */
import type { SETTINGS } from "../../shared/api/v1/roles.ts"
import type { GroupInTree } from "../../shared/api/visibility-groups.ts"
import type { VisibleTo } from "../../shared/permission.ts"
import type { Choosable } from "../../shared/record.ts"
import { call } from "../app/client.ts"
import { queryClient } from "../app/queries.ts"
import { saved } from "../app/saved.ts"

const KEY = ["visibilityGroups"] as const

export const groupsQuery = { queryKey: KEY, queryFn: () => call("GET /api/v2/visibilityGroups") } as const

/** Each group before those under it. */
export function inTree(all: readonly GroupInTree[], under: number | null = null): GroupInTree[] {
  return all.filter((one) => one.parent_id === under).flatMap((one) => [one, ...inTree(all, one.id)])
}

/** The groups that one may be put under: none that is itself or under it. */
export function placesFor(all: readonly GroupInTree[], group: GroupInTree | undefined): GroupInTree[] {
  if (group === undefined) return [...all]
  const below = new Set(inTree(all, group.id).map(({ id }) => id))
  return all.filter((one) => one.id !== group.id && !below.has(one.id))
}

export type Wanted = {
  name: string
  parentId: number | null
  userIds: readonly number[]
  defaults: Partial<Record<Choosable, VisibleTo>>
  hiddenPipelineIds: readonly number[]
}

const SETTING_OF: Record<Choosable, keyof typeof SETTINGS> = {
  deal: "deal_default_visibility",
  lead: "lead_default_visibility",
  person: "person_default_visibility",
  organization: "org_default_visibility",
  product: "product_default_visibility",
}

/** Saves what differs of a group, and adds it where it is not there. */
export async function saveGroup(before: GroupInTree | undefined, wanted: Wanted): Promise<void> {
  try {
    await saved(write(before, wanted))
  } finally {
    await queryClient.invalidateQueries({ queryKey: KEY })
  }
}

async function write(before: GroupInTree | undefined, wanted: Wanted): Promise<void> {
  const body = { name: wanted.name, parent_role_id: wanted.parentId }
  const id = before?.id ?? (await call("POST /v1/roles", { body })).id
  const params = { id }
  if (before !== undefined && (before.name !== body.name || before.parent_id !== body.parent_role_id))
    await call("PUT /v1/roles/{id}", { params, body })
  const people = before?.user_ids ?? []
  for (const user_id of wanted.userIds.filter((one) => !people.includes(one)))
    await call("POST /v1/roles/{id}/assignments", { params, body: { user_id } })
  for (const user_id of people.filter((one) => !wanted.userIds.includes(one)))
    await call("DELETE /v1/roles/{id}/assignments", { params, body: { user_id } })
  for (const [kind, value] of Object.entries(wanted.defaults) as [Choosable, VisibleTo][]) {
    if (before?.defaults[kind] === value) continue
    await call("POST /v1/roles/{id}/settings", { params, body: { setting_key: SETTING_OF[kind], value } })
  }
  const hidden = before?.hidden_pipeline_ids ?? []
  const remove = wanted.hiddenPipelineIds.filter((one) => !hidden.includes(one))
  const add = hidden.filter((one) => !wanted.hiddenPipelineIds.includes(one))
  if (add.length + remove.length > 0)
    await call("PUT /v1/roles/{id}/pipelines", { params, body: { visible_pipeline_ids: { add, remove } } })
}

export async function deleteGroup(id: number, toId: number): Promise<void> {
  await saved(call("DELETE /v1/roles/{id}", { params: { id }, query: { to_role_id: toId } }))
  await queryClient.invalidateQueries({ queryKey: KEY })
}
