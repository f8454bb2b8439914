/** A pipeline kept as a template: its stages and rules, to begin other pipelines with. */
import * as z from "zod"
import { FieldOf, Outcome } from "./field.ts"
import { Stage } from "./pipeline.ts"
import { Id } from "./record.ts"
import { Instant } from "./time.ts"

export const MOST_TEMPLATES = 50

/** What a field is to be in a stage. */
const FieldRule = z.object({ of: FieldOf, key: z.string(), important: z.boolean(), required: z.boolean() })

const SavedStage = Stage.pick({
  name: true,
  probability: true,
  rottenAfterDays: true,
  color: true,
  access: true,
}).extend({ fields: z.array(FieldRule) })
export type SavedStage = z.infer<typeof SavedStage>

export const SavedPipeline = z.object({
  id: z.uuid(),
  version: z.int(),
  name: z.string(),
  probabilityEnabled: z.boolean(),
  stages: z.array(SavedStage),
  /** What must be filled in before a deal is won or lost. */
  outcomes: z.array(z.object({ of: FieldOf, key: z.string(), outcomes: z.array(Outcome) })),
  /** Fields that are shown in some pipelines only, this one among them. */
  shows: z.array(z.object({ of: FieldOf, key: z.string() })),
  addedAt: Instant,
  addedBy: Id,
  changedAt: Instant,
})
export type SavedPipeline = z.infer<typeof SavedPipeline>
