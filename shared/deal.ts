import * as z from "zod"
import { GoodsSummary } from "./deal-goods.ts"
import { Money } from "./money.ts"
import { Custom, Follower, Id, Merged, Owned } from "./record.ts"
import { Day, Instant } from "./time.ts"

export const DealStatus = z.enum(["open", "won", "lost"])
export type DealStatus = z.infer<typeof DealStatus>

/** The activity that is due next: `on` is its day, `at` its time of day (UTC, HH:MM) if it has one. */
export const NextActivity = z.object({
  id: Id,
  on: Day,
  at: z.string().optional(),
  type: z.string(),
  subject: z.string(),
})
export type NextActivity = z.infer<typeof NextActivity>

/** A stay in a stage: which, and since when. The last visit is where the deal is now. */
export const Visit = z.object({ stageId: Id, at: Instant })
export type Visit = z.infer<typeof Visit>

/** A person who takes part in a deal beside its main one. */
export const DealParticipant = z.object({ personId: Id, at: Instant, by: Id })
export type DealParticipant = z.infer<typeof DealParticipant>

export const MOST_PARTICIPANTS = 100

/** Visits kept per deal; when there are more, the oldest but the first are dropped. */
export const VISITS_KEPT = 64

export const Deal = Owned.extend({
  title: z.string().min(1).max(255),
  value: Money,
  status: DealStatus,
  pipelineId: Id,
  stageId: Id,
  visits: z.array(Visit),
  stageChangedAt: Instant.optional(),
  personId: Id.optional(),
  personName: z.string().optional(),
  organizationId: Id.optional(),
  organizationName: z.string().optional(),
  probability: z.number().min(0).max(100).optional(),
  expectedCloseOn: Day.optional(),
  wonAt: Instant.optional(),
  lostAt: Instant.optional(),
  closedAt: Instant.optional(),
  firstWonAt: Instant.optional(),
  /** Won, lost and close days in the workspace's zone. */
  wonOn: Day.optional(),
  lostOn: Day.optional(),
  lostReason: z.string().max(255).optional(),
  lostComment: z.string().max(1000).optional(),
  labelIds: z.array(Id),
  archivedAt: Instant.optional(),
  /** Once it has products, which its value follows then. */
  goods: GoodsSummary.optional(),
  /** The lead it was made of. */
  madeOfLead: z.string().optional(),
  origin: z.string(),
  channelId: z.string().optional(),
  nextActivity: NextActivity.optional(),
  /** Last sign of life, which rotting counts from: a change, a note, an activity done. */
  touchedAt: Instant,
  followers: z.array(Follower).optional(),
  participants: z.array(DealParticipant).optional(),
  ...Merged,
  importId: z.string().optional(),
  custom: Custom,
})
export type Deal = z.infer<typeof Deal>
