import * as z from "zod"
import { GoalKind } from "../../goal.ts"
import { Day } from "../../time.ts"
import { route } from "../route.ts"
import { V1Boolean, V1Id, V1IdList, V1Number } from "./fields.ts"
import { Assignee, GoalBody, GoalChange, V1Goal } from "./goal.ts"

const GoalsQuery = z.object({
  "type.name": GoalKind.optional(),
  title: z.string().optional(),
  is_active: V1Boolean.default(true),
  "assignee.id": V1Id.optional(),
  "assignee.type": Assignee.optional(),
  "expected_outcome.target": V1Number.optional(),
  "expected_outcome.tracking_metric": z.enum(["quantity", "sum"]).optional(),
  "expected_outcome.currency_id": V1Id.optional(),
  "type.params.pipeline_id": V1IdList.optional(),
  "type.params.stage_id": V1Id.optional(),
  "type.params.activity_type_id": V1IdList.optional(),
  "period.start": Day.optional(),
  "period.end": Day.optional(),
})
export type V1GoalsQuery = z.infer<typeof GoalsQuery>

const ByGoal = z.object({ id: z.string().regex(/^[0-9a-f]{32}$/, "must be the id of a goal") })
const OneGoal = z.object({ goal: V1Goal })
const Period = z.object({ "period.start": Day, "period.end": Day })

export const v1Goals = {
  create: route({
    method: "POST",
    path: "/v1/goals",
    summary: "Set a goal",
    permission: "reports.see",
    cost: 10,
    body: GoalBody,
    answer: OneGoal,
    envelope: "v1",
  }),
  find: route({
    method: "GET",
    path: "/v1/goals/find",
    summary: "Find goals: those that last today unless said otherwise",
    permission: "reports.see",
    cost: 20,
    query: GoalsQuery,
    answer: z.object({ goals: z.array(V1Goal) }),
    envelope: "v1",
  }),
  update: route({
    method: "PUT",
    path: "/v1/goals/{id}",
    summary: "Change a goal",
    permission: "reports.see",
    cost: 10,
    params: ByGoal,
    body: GoalChange,
    answer: OneGoal,
    envelope: "v1",
  }),
  remove: route({
    method: "DELETE",
    path: "/v1/goals/{id}",
    summary: "Delete a goal",
    permission: "reports.see",
    cost: 6,
    params: ByGoal,
    answer: z.null(),
    envelope: "v1",
  }),
  results: route({
    method: "GET",
    path: "/v1/goals/{id}/results",
    summary: "How far a goal has come within a period",
    permission: "reports.see",
    cost: 20,
    params: ByGoal,
    query: Period,
    answer: OneGoal.extend({ progress: z.number() }),
    envelope: "v1",
  }),
}
