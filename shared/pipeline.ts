import * as z from "zod"
import { PIPELINE_TEMPLATES } from "./pipeline-templates.ts"
import { Base, Id } from "./record.ts"

/** Colours that people give things; the theme says what each looks like. */
export const Tone = z.enum(["grey", "blue", "green", "red", "yellow", "purple", "orange", "teal"])
export type Tone = z.infer<typeof Tone>

export const Pipeline = Base.extend({
  name: z.string().min(1).max(255),
  order: z.int(),
  probabilityEnabled: z.boolean(),
})
export type Pipeline = z.infer<typeof Pipeline>

export const Stage = Base.extend({
  name: z.string().min(1).max(255),
  pipelineId: Id,
  order: z.int(),
  /** Chance, in per cent, that a deal in this stage is won. */
  probability: z.int().min(0).max(100),
  /** Days without a sign of life after which a deal rots; undefined where rotting is off. */
  rottenAfterDays: z.int().min(1).max(3650).optional(),
  color: Tone.optional(),
})
export type Stage = z.infer<typeof Stage>

/** What a pipeline starts with unless its stages are known. */
export const DEFAULT_STAGES = PIPELINE_TEMPLATES[0].stages
