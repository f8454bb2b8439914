/** What open deals add up to by stage, owner and currency, and who may be told of it. */
import type { Row } from "./columns.ts"
import { STATUS } from "./fact-sources.ts"
import { canSee, type Viewer, VisibleTo } from "./permission.ts"

/** Open deals of one stage, owner, currency and of those who see them, within a segment. Amounts are minor units. */
export type OpenSum = {
  pipeline: number
  stage: number
  owner: number
  visibleTo: VisibleTo
  /** People who see these though they are visible to others only. */
  followers?: number[]
  currency: string
  count: number
  value: number
  /** Value of the deals that have no chance of their own: their stage's applies. */
  valueByStage: number
  /** Value times chance, of those that have their own. */
  weighted: number
}

export function openSums(rows: readonly Row[]): OpenSum[] {
  const sums = new Map<string, OpenSum>()
  for (const row of rows) {
    if (row.status !== STATUS.open || (row.gone ?? null) !== null || (row.archived ?? null) !== null) continue
    const visibleTo = VisibleTo.safeParse(row.visibleTo).data ?? 1
    const followers = visibleTo !== 7 && Array.isArray(row.followers) ? row.followers.toSorted((a, b) => a - b) : []
    const key = [row.stage, row.owner, visibleTo, row.currency, ...followers].join()
    const sum = sums.get(key) ?? {
      pipeline: Number(row.pipeline),
      stage: Number(row.stage),
      owner: Number(row.owner),
      visibleTo,
      ...(followers.length > 0 && { followers }),
      currency: String(row.currency),
      count: 0,
      value: 0,
      valueByStage: 0,
      weighted: 0,
    }
    const value = Number(row.value)
    sum.count++
    sum.value += value
    if (typeof row.probability === "number") sum.weighted += Math.round((value * row.probability) / 100)
    else sum.valueByStage += value
    sums.set(key, sum)
  }
  return [...sums.values()]
}

export function seesSum(viewer: Viewer, { owner, visibleTo, followers, pipeline, stage }: OpenSum): boolean {
  const followed = followers?.map((userId) => ({ userId }))
  return canSee(viewer, { ownerId: owner, visibleTo, followers: followed, pipelineId: pipeline, stageId: stage })
}
