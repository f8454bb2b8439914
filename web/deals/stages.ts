/** How long a deal stood in which stage. */
import type { DealDetail } from "../../shared/api/deals.ts"

const DAY = 86_400_000

/** Milliseconds by stage, over all visits; the last one goes on until the deal was closed, or until now. */
export function stays(deal: Pick<DealDetail, "visits" | "close_time">, now = Date.now()): Map<number, number> {
  const end = deal.close_time === null ? now : Date.parse(deal.close_time)
  const sums = new Map<number, number>()
  deal.visits.forEach((visit, i) => {
    const next = deal.visits[i + 1]
    const until = next === undefined ? end : Date.parse(next.time)
    const stay = Math.max(0, until - Date.parse(visit.time))
    sums.set(visit.stage_id, (sums.get(visit.stage_id) ?? 0) + stay)
  })
  return sums
}

export function showStay(stay: number | undefined): string {
  if (stay === undefined) return ""
  const days = Math.floor(stay / DAY)
  return days === 1 ? "1 day" : `${days} days`
}
