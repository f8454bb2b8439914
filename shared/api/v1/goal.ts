/** A goal as v1 shows it, and as it is asked for. */
import * as z from "zod"
import { refuse } from "../../comparison.ts"
import { currencies } from "../../currencies.ts"
import { type Goal, GoalKind } from "../../goal.ts"
import { GivenDay } from "../../time.ts"
import { V1Id, V1IdList, V1IdOrNull, V1Number } from "./fields.ts"

export const Assignee = z.enum(["person", "company", "team"])
const Interval = z.enum(["weekly", "monthly", "quarterly", "yearly"])

export const V1Goal = z.object({
  id: z.string(),
  owner_id: z.int(),
  title: z.string(),
  type: z.object({
    name: GoalKind,
    params: z.object({
      pipeline_id: z.array(z.int()).nullable(),
      stage_id: z.int().optional(),
      activity_type_id: z.array(z.int()).nullable(),
    }),
  }),
  assignee: z.object({ type: Assignee, id: z.int() }),
  interval: Interval,
  duration: z.object({ start: z.string(), end: z.string().nullable() }),
  expected_outcome: z.object({
    target: z.number(),
    tracking_metric: z.enum(["quantity", "sum"]),
    currency_id: z.int().optional(),
  }),
  is_active: z.boolean(),
  report_ids: z.array(z.string()),
})

const idOf = (code: string | undefined) => currencies().find((currency) => currency.code === code)?.id

export function v1Goal(goal: Goal, companyId: number, today: string): z.infer<typeof V1Goal> {
  const currencyId = goal.metric === "sum" ? idOf(goal.currency) : undefined
  return {
    id: goal.id,
    owner_id: goal.ownerId,
    title: goal.title,
    type: {
      name: goal.kind,
      params: {
        pipeline_id: goal.pipelineIds ?? null,
        ...(goal.stageId !== undefined && { stage_id: goal.stageId }),
        activity_type_id: goal.activityTypeIds ?? null,
      },
    },
    assignee: goal.userId === undefined ? { type: "company", id: companyId } : { type: "person", id: goal.userId },
    interval: goal.interval,
    duration: { start: goal.startOn, end: goal.endOn ?? null },
    expected_outcome: {
      target: goal.target,
      tracking_metric: goal.metric,
      ...(currencyId !== undefined && { currency_id: currencyId }),
    },
    is_active: goal.startOn <= today && (goal.endOn === undefined || today <= goal.endOn),
    report_ids: [],
  }
}

const Params = z.object({
  pipeline_id: V1IdList.optional(),
  stage_id: z.preprocess((value) => (Array.isArray(value) ? value[0] : value), V1IdOrNull).optional(),
  activity_type_id: V1IdList.optional(),
})
export const GoalBody = z.object({
  title: z.string().trim().max(255).optional(),
  assignee: z.object({ id: V1Id, type: z.enum(["person", "company"], "must be person or company") }),
  type: z.object({ name: GoalKind, params: Params.default({}) }),
  expected_outcome: z.object({
    target: V1Number,
    tracking_metric: z.enum(["quantity", "sum"]),
    currency_id: V1IdOrNull.optional(),
  }),
  duration: z.object({ start: GivenDay, end: GivenDay.nullish() }),
  interval: Interval,
})
export const GoalChange = GoalBody.partial()
export type V1GoalBody = z.infer<typeof GoalChange>

type Given = Omit<Goal, "id" | "version" | "ownerId" | "addedAt" | "changedAt">

/** The goal that a body means; what it does not say stays as it was. */
export function goalOf(body: V1GoalBody, before: Partial<Given>, currency: string): Given {
  const { type, assignee, expected_outcome: expected, duration } = body
  const { pipeline_id: pipelines = [], stage_id, activity_type_id: types = [] } = type?.params ?? {}
  const aim =
    type === undefined
      ? before
      : {
          kind: type.name,
          ...(pipelines.length > 0 && { pipelineIds: pipelines }),
          ...(stage_id != null && type.name === "deals_progressed" && { stageId: stage_id }),
          ...(types.length > 0 && type.name.startsWith("activities_") && { activityTypeIds: types }),
        }
  const { kind = "deals_won", pipelineIds, stageId, activityTypeIds } = aim
  const userId = assignee === undefined ? before.userId : assignee.type === "person" ? assignee.id : undefined
  const endOn = duration === undefined ? before.endOn : (duration.end ?? undefined)
  const metric = expected?.tracking_metric ?? before.metric ?? "quantity"
  return {
    title: body.title ?? before.title ?? "",
    kind,
    ...(pipelineIds && { pipelineIds }),
    ...(stageId !== undefined && { stageId }),
    ...(activityTypeIds && { activityTypeIds }),
    ...(userId !== undefined && { userId }),
    interval: body.interval ?? before.interval ?? "monthly",
    startOn: duration?.start ?? before.startOn ?? "",
    ...(endOn !== undefined && { endOn }),
    target: expected?.target ?? before.target ?? 0,
    metric,
    ...(metric === "sum" && { currency: currencyOf(expected?.currency_id) ?? before.currency ?? currency }),
  }
}

function currencyOf(id: number | null | undefined): string | undefined {
  if (id == null) return undefined
  const known = currencies().find((currency) => currency.id === id)
  if (known === undefined) throw refuse("expected_outcome.currency_id", `no currency has the id ${id}`)
  return known.code
}
