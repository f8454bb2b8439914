/**
 * What the open deals of each segment add up to, by stage, owner and currency: the totals of a board without its deals. They
 * carry their segment's `v`, and are only replaced by those of the same or a later one.
 */
import type { Row } from "../../shared/columns.ts"
import { STATUS } from "../../shared/facts.ts"
import type { Write } from "./commit.ts"
import { keys } from "./patterns.ts"
import { query } from "./table.ts"

/** Open deals of one stage, owner and currency within a segment. Amounts are minor units. */
export type OpenSum = {
  pipeline: number
  stage: number
  owner: number
  /** Only the owner and admins may see these. */
  restricted: boolean
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
    const restricted = row.visibleTo === 1
    const key = [row.stage, row.owner, restricted, row.currency].join()
    const sum = sums.get(key) ?? {
      pipeline: Number(row.pipeline),
      stage: Number(row.stage),
      owner: Number(row.owner),
      restricted,
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

/** Sums of version `v` of a segment: none are kept where no deal is open. */
export function sumsWrite(w: string, bucket: number, v: number, rows: readonly Row[]): Write {
  const sums = openSums(rows)
  const key = keys.openSums(w, bucket)
  const older = { expression: "attribute_not_exists(pk) OR v <= :v", values: { ":v": v } }
  return sums.length === 0 ? { delete: key, if: older } : { put: { ...key, v, sums }, if: older }
}

const HOUR = 3600

/**
 * The same for whoever writes beside the projector. Where no deal is open the item stays for an hour, so that sums of an earlier
 * version that are still on their way find a later one.
 */
export function rebuiltSumsWrite(w: string, bucket: number, v: number, rows: readonly Row[], now: number): Write {
  const sums = openSums(rows)
  const ttl = Math.floor(now / 1000) + HOUR
  return { put: { ...keys.openSums(w, bucket), v, sums, ...(sums.length === 0 && { ttl }) } }
}

/** What the open deals of a workspace add up to, in as many parts as segments hold open deals. */
export async function readOpenSums(w: string): Promise<OpenSum[]> {
  const sums: OpenSum[] = []
  let after: Record<string, unknown> | undefined
  do {
    const page = await query({
      pk: { name: "pk", value: keys.allOpenSums(w) },
      consistent: false,
      ...(after && { after }),
    })
    for (const item of page.items) sums.push(...(item.sums as OpenSum[]))
    after = page.next
  } while (after !== undefined)
  return sums
}
