/**
 * What the open deals of each segment add up to, by stage, owner and currency: the totals of a board without its deals. They
 * carry their segment's `v`, and are only replaced by those of the same or a later one.
 */
import type { Row } from "../../shared/columns.ts"
import { type OpenSum, openSums } from "../../shared/open-sums.ts"
import type { Write } from "./commit.ts"
import { keys } from "./patterns.ts"
import { query } from "./table.ts"

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
    for (const item of page.items) sums.push(...(item.sums as Kept[]).map(known))
    after = page.next
  } while (after !== undefined)
  return sums
}

/** Those written before groups were told apart say only whether their deals are the owner's alone. */
type Kept = OpenSum & { restricted?: boolean }

function known({ restricted, ...sum }: Kept): OpenSum {
  return { ...sum, visibleTo: sum.visibleTo ?? (restricted === true ? 1 : 3) }
}
