/** What can happen to a deal, as pure functions from deal to deal. Who, when and the version are stamped by the verb. */
import { type Deal, type DealStatus, VISITS_KEPT } from "./deal.ts"
import { dayIn } from "./time.ts"

/** Whether boards show the deal in its stage. */
export function isOnBoard({ status, archivedAt, deletedAt }: Deal): boolean {
  return status === "open" && archivedAt === undefined && deletedAt === undefined
}

/** The deal in another stage (of the same or another pipeline) since `at`. */
export function move(deal: Deal, to: { stageId: number; pipelineId: number }, at: string): Deal {
  if (deal.stageId === to.stageId && deal.pipelineId === to.pipelineId) return deal
  const visits = [...deal.visits, { stageId: to.stageId, at }]
  const [first] = visits
  const kept = visits.length <= VISITS_KEPT || first === undefined ? visits : [first, ...visits.slice(1 - VISITS_KEPT)]
  return { ...deal, ...to, visits: kept, stageChangedAt: at }
}

export function win(deal: Deal, at: string, zone: string): Deal {
  const { lostAt: _a, lostOn: _b, lostReason: _c, lostComment: _d, ...rest } = deal
  return { ...rest, status: "won", wonAt: at, wonOn: dayIn(zone, at), closedAt: at, firstWonAt: deal.firstWonAt ?? at }
}

export function lose(deal: Deal, at: string, zone: string, reason: string | undefined, comment?: string): Deal {
  const { wonAt: _a, wonOn: _b, lostReason: _c, lostComment: _d, ...rest } = deal
  return {
    ...rest,
    status: "lost",
    lostAt: at,
    lostOn: dayIn(zone, at),
    closedAt: at,
    ...(reason && { lostReason: reason }),
    ...(comment && { lostComment: comment }),
  }
}

export function reopen(deal: Deal): Deal {
  const { wonAt: _a, wonOn: _b, lostAt: _c, lostOn: _d, lostReason: _e, lostComment: _f, closedAt: _g, ...rest } = deal
  return { ...rest, status: "open" }
}

type Settling = {
  status: DealStatus
  at: string
  zone: string
  reason?: string | undefined
  comment?: string | undefined
  again: boolean
}

/** Brings a deal to a status; nothing changes when it is there already and no other time is given. */
export function settle(deal: Deal, to: Settling): Deal {
  if (deal.status === to.status && !to.again) {
    if (to.status !== "lost" || (to.reason === undefined && to.comment === undefined)) return deal
    return {
      ...deal,
      ...(to.reason !== undefined && { lostReason: to.reason }),
      ...(to.comment !== undefined && { lostComment: to.comment }),
    }
  }
  if (to.status === "won") return win(deal, to.at, to.zone)
  if (to.status === "lost")
    return lose(deal, to.at, to.zone, to.reason ?? deal.lostReason, to.comment ?? deal.lostComment)
  return reopen(deal)
}
