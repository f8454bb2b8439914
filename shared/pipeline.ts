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

/** Groups and people: a person is meant who is one of these, or is in one of the groups. */
const Some = z.object({ groupIds: z.array(Id), userIds: z.array(Id) })

/** What a stage may be kept for some to do: what is not said is for everyone, and admins are never kept from anything. */
export const STAGE_RIGHTS = ["see", "moveIn", "moveOut", "edit"] as const
export type StageRight = (typeof STAGE_RIGHTS)[number]
export const StageAccess = z.object({ see: Some, moveIn: Some, moveOut: Some, edit: Some }).partial()
export type StageAccess = z.infer<typeof StageAccess>

export const Stage = Base.extend({
  name: z.string().min(1).max(255),
  pipelineId: Id,
  order: z.int(),
  /** Chance, in per cent, that a deal in this stage is won. */
  probability: z.int().min(0).max(100),
  /** Days without a sign of life after which a deal rots; undefined where rotting is off. */
  rottenAfterDays: z.int().min(1).max(3650).optional(),
  color: Tone.optional(),
  access: StageAccess.optional(),
})
export type Stage = z.infer<typeof Stage>

/** What a pipeline starts with unless its stages are known. */
export const DEFAULT_STAGES = PIPELINE_TEMPLATES[0].stages

/** Whether a stage's right is someone's, in their group. */
export function isGranted(stage: Pick<Stage, "access">, right: StageRight, who: { userId: number; groupId: number }) {
  const some = stage.access?.[right]
  return some === undefined || some.userIds.includes(who.userId) || some.groupIds.includes(who.groupId)
}
