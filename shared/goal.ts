import * as z from "zod"
import { Id } from "./record.ts"
import { Day, Instant } from "./time.ts"

export const GoalKind = z.enum([
  "deals_started",
  "deals_progressed",
  "deals_won",
  "activities_added",
  "activities_completed",
  "revenue_forecast",
])
export type GoalKind = z.infer<typeof GoalKind>

/** What somebody, or everyone, wants to come to in each interval. */
export const Goal = z.object({
  /** A UUID of version 7 without its dashes. */
  id: z.string().regex(/^[0-9a-f]{32}$/),
  version: z.int().positive(),
  ownerId: Id,
  title: z.string().max(255),
  kind: GoalKind,
  /** Without them, in all pipelines and with activities of all types. */
  pipelineIds: z.array(Id).optional(),
  stageId: Id.optional(),
  activityTypeIds: z.array(Id).optional(),
  /** Whose it is; without one it is everyone's. */
  userId: Id.optional(),
  interval: z.enum(["weekly", "monthly", "quarterly", "yearly"]),
  startOn: Day,
  endOn: Day.optional(),
  target: z.number(),
  /** A number of records, or what they are worth in a currency. */
  metric: z.enum(["quantity", "sum"]),
  currency: z.string().optional(),
  addedAt: Instant,
  changedAt: Instant,
})
export type Goal = z.infer<typeof Goal>

export const IS_OF_DEALS: Record<GoalKind, boolean> = {
  deals_started: true,
  deals_progressed: true,
  deals_won: true,
  revenue_forecast: true,
  activities_added: false,
  activities_completed: false,
}
