/** What sample data is made from. The same plan makes the same records, so one that was begun can be finished later. */
import * as z from "zod"
import { Currency } from "../../shared/money.ts"
import { type Base, Id } from "../../shared/record.ts"
import { Day, Zone } from "../../shared/time.ts"

const Labels = z.array(Id)

export const SampleSetup = z.object({
  founderId: Id,
  currency: Currency,
  zone: Zone,
  /** The pipeline that is there, with its stages in order. */
  sales: z.object({ pipelineId: Id, stageIds: z.array(Id).min(1) }),
  /** Where another pipeline goes. */
  nextOrder: z.int(),
  /** Ids of labels, from the warmest to the coldest. */
  labels: z.object({ deal: Labels, person: Labels, organization: Labels }),
  /** The first free id of each kind. */
  first: z.object({
    user: Id,
    pipeline: Id,
    stage: Id,
    field: Id,
    organization: Id,
    person: Id,
    deal: Id,
    activity: Id,
    note: Id,
  }),
})
export type SampleSetup = z.infer<typeof SampleSetup>

export const Plan = z.object({ seed: z.int(), today: Day, setup: SampleSetup })
export type Plan = z.infer<typeof Plan>

/** What every sample record starts with. As of an import, nobody is told of each by itself: neither webhooks nor people. */
export function sampled(id: number, by: number, addedAt: string, changedAt = addedAt): Base {
  return { id, version: 1, addedAt, changedAt, changedBy: by, via: "import" }
}

export function owned(ownerId: number) {
  return { ownerId, creatorId: ownerId, visibleTo: 3 as const }
}
