/** The sample team, its second pipeline and a field of its own. */
import type { Field } from "../../shared/field.ts"
import type { Pipeline, Stage } from "../../shared/pipeline.ts"
import type { User } from "../../shared/workspace.ts"
import type { Calendar } from "./calendar.ts"
import { SOURCES } from "./offers.ts"
import { type SampleSetup, sampled } from "./plan.ts"
import type { Random } from "./random.ts"
import { COLLEAGUES, FOUNDER, type Seller } from "./team.ts"

const PARTNER_STAGES = [
  { name: "Introduced", probability: 15, rottenAfterDays: 28 },
  { name: "Exploring Fit", probability: 35, rottenAfterDays: 28 },
  { name: "Terms Discussed", probability: 60, rottenAfterDays: 21 },
  { name: "Agreement Drafted", probability: 85, rottenAfterDays: 21 },
] as const

export type Team = { id: number; seller: Seller; joined: number }[]

/** The founder and colleagues as they sell, and the moments at which they joined. */
export function teamOf({ founderId, first }: SampleSetup, { now }: Calendar): Team {
  const colleagues = COLLEAGUES.map((seller, i) => ({ id: first.user + i, seller }))
  return [{ id: founderId, seller: FOUNDER }, ...colleagues].map((one) => ({
    ...one,
    joined: Math.floor(now * one.seller.joined),
  }))
}

export function colleagues(setup: SampleSetup, calendar: Calendar): User[] {
  return COLLEAGUES.map(({ name, joined }, i) => ({
    ...sampled(setup.first.user + i, setup.founderId, calendar.at(Math.floor(calendar.now * joined))),
    name,
    role: "regular",
    status: "pending",
    zone: setup.zone,
    currency: setup.currency,
  }))
}

/** The partnerships pipeline and its stages. */
export function partnerships(setup: SampleSetup, calendar: Calendar): { pipeline: Pipeline; stages: Stage[] } {
  const { first, founderId, nextOrder } = setup
  const base = (id: number) => sampled(id, founderId, calendar.at(0))
  return {
    pipeline: { ...base(first.pipeline), name: "Partnerships", order: nextOrder, probabilityEnabled: true },
    stages: PARTNER_STAGES.map((stage, i) => ({
      ...base(first.stage + i),
      ...stage,
      pipelineId: first.pipeline,
      order: i + 1,
    })),
  }
}

/** Where a deal came from. */
export function sourceField(random: Random, { first, founderId }: SampleSetup, calendar: Calendar): Field {
  return {
    ...sampled(first.field, founderId, calendar.at(0)),
    of: "deal",
    key: random.hex(40),
    name: "Source",
    type: "enum",
    options: SOURCES.map(({ label }, i) => ({ id: i + 1, label })),
  }
}
