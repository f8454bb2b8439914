/** The way a deal takes through its pipeline, up to now. */
import { WORKDAY } from "./calendar.ts"
import type { Random } from "./random.ts"
import type { Seller } from "./team.ts"

export type Course = {
  /** Stages by their place in the pipeline, and the moments they were entered at. */
  visits: { stage: number; at: number }[]
  end?: { status: "won" | "lost"; at: number }
}

type Start = { added: number; now: number; stages: number; seller: Seller }

/** Chance that an average seller wins a deal in the end. */
const WINS = 0.56
const STALLS = 0.12
const SKIPS = 0.07
const FALLS_BACK = 0.03
/** Working days in the first stage, and how many more in the last. */
const FIRST_STAGE = 10
const LATER_STAGES = 10

export function course(random: Random, { added, now, stages, seller }: Start): Course {
  const survives = WINS ** (1 / (stages * seller.strength))
  const stall = random.happens(STALLS) ? random.between(0, stages - 1) : -1
  const visits = [{ stage: 0, at: added }]
  let stage = 0
  let at = added
  for (;;) {
    const days = FIRST_STAGE + LATER_STAGES * (stages === 1 ? 1 : stage / (stages - 1))
    const slow = stage === stall ? 4 : 1
    at += Math.max(20, Math.round(random.around(days * seller.pace * slow, 0.7) * WORKDAY))
    if (at >= now - 60) return { visits }
    if (!random.happens(survives)) return { visits, end: { status: "lost", at } }
    if (stage === stages - 1) return { visits, end: { status: "won", at } }
    const step = stage > 0 && random.happens(FALLS_BACK) ? -1 : random.happens(SKIPS) ? 2 : 1
    stage = Math.min(stage + step, stages - 1)
    visits.push({ stage, at })
  }
}

export type Phase = "early" | "middle" | "late"

/** How far a deal with so many stages had come at a moment. */
export function phaseAt({ visits }: Course, stages: number, moment: number): Phase {
  const stage = visits.findLast((visit) => visit.at <= moment)?.stage ?? 0
  const progress = stage / Math.max(1, stages - 1)
  return progress < 0.3 ? "early" : progress < 0.7 ? "middle" : "late"
}
