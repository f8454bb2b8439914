import * as z from "zod"
import { PROJECT_STATUSES, ProjectStatus } from "../../project.ts"
import { QueryNames, Title } from "../fields.ts"
import { TemplateAnswer } from "../project-answer.ts"
import { GroupAnswer } from "../projects.ts"
import { route } from "../route.ts"
import { V1Boolean, V1ById, V1Cursor, V1DayOrNull, V1Gone, V1Id, V1IdList, V1IdOrNull, V1IntOrNull } from "./fields.ts"
import { V1Activity, V1Board, V1Phase, V1Project } from "./project.ts"
import { V1Task } from "./tasks.ts"

const ProjectBody = z.looseObject({
  title: Title,
  board_id: V1Id,
  phase_id: V1Id,
  description: z.string().max(65_000).nullable(),
  status: ProjectStatus,
  owner_id: V1Id,
  start_date: V1DayOrNull,
  end_date: V1DayOrNull,
  deal_ids: V1IdList,
  org_id: V1IdOrNull,
  person_id: V1IdOrNull,
  labels: V1IdList,
  health_status: V1IntOrNull,
})

const NewProject = ProjectBody.partial().required({ title: true }).extend({ template_id: V1Id.optional() })

const ProjectChange = ProjectBody.partial()

export type V1ProjectChange = z.infer<typeof ProjectChange>

const PlanItem = z.object({
  item_id: z.int(),
  item_type: z.enum(["task", "activity"]),
  phase_id: z.int().nullable(),
  group_id: z.int().nullable(),
})

const PlanBody = z.object({ phase_id: V1IdOrNull.optional(), group_id: V1IdOrNull.optional() })
export type PlanBody = z.infer<typeof PlanBody>

export type PlanItem = z.infer<typeof PlanItem>

/** What v1 answers beside a list of few. */
const whole = { permission: "records.see", cost: 20, envelope: "v1" } as const

export const v1Projects = {
  list: route({
    method: "GET",
    path: "/v1/projects",
    summary: "List projects",
    permission: "records.see",
    cost: 20,
    query: z.object({
      ...V1Cursor,
      filter_id: V1Id.optional(),
      status: QueryNames([...PROJECT_STATUSES, "deleted"]).optional(),
      phase_id: V1Id.optional(),
      include_archived: V1Boolean.default(false),
    }),
    answer: z.array(V1Project),
    envelope: "page",
  }),
  add: route({
    method: "POST",
    path: "/v1/projects",
    summary: "Add a project",
    permission: "projects.add",
    cost: 10,
    body: NewProject,
    answer: V1Project,
    envelope: "v1",
    status: 201,
  }),
  get: route({
    ...whole,
    method: "GET",
    path: "/v1/projects/{id}",
    summary: "Get a project",
    cost: 2,
    params: V1ById,
    answer: V1Project,
  }),
  update: route({
    method: "PUT",
    path: "/v1/projects/{id}",
    summary: "Change fields of a project",
    permission: "projects.edit",
    cost: 10,
    params: V1ById,
    body: ProjectChange,
    answer: V1Project,
    envelope: "v1",
  }),
  remove: route({
    method: "DELETE",
    path: "/v1/projects/{id}",
    summary: "Move a project to the trash, where it stays for 30 days",
    permission: "projects.delete",
    cost: 6,
    params: V1ById,
    answer: V1Gone,
    envelope: "v1",
  }),
  archive: route({
    method: "POST",
    path: "/v1/projects/{id}/archive",
    summary: "Archive a project",
    permission: "projects.edit",
    cost: 10,
    params: V1ById,
    answer: V1Project,
    envelope: "v1",
  }),
  plan: route({
    ...whole,
    method: "GET",
    path: "/v1/projects/{id}/plan",
    summary: "The plan of a project: its tasks and activities with their phases and groups",
    params: V1ById,
    answer: z.array(PlanItem),
  }),
  planActivity: route({
    method: "PUT",
    path: "/v1/projects/{id}/plan/activities/{activityId}",
    summary: "Put an activity of a project into a phase or group",
    permission: "projects.edit",
    cost: 10,
    params: V1ById.extend({ activityId: V1Id }),
    body: PlanBody,
    answer: PlanItem,
    envelope: "v1",
  }),
  planTask: route({
    method: "PUT",
    path: "/v1/projects/{id}/plan/tasks/{taskId}",
    summary: "Put a task of a project into a phase or group",
    permission: "projects.edit",
    cost: 10,
    params: V1ById.extend({ taskId: V1Id }),
    body: PlanBody,
    answer: PlanItem,
    envelope: "v1",
  }),
  groups: route({
    ...whole,
    method: "GET",
    path: "/v1/projects/{id}/groups",
    summary: "List the groups of a project's plan",
    params: V1ById,
    answer: z.array(GroupAnswer),
  }),
  tasks: route({
    method: "GET",
    path: "/v1/projects/{id}/tasks",
    summary: "List the tasks of a project",
    permission: "records.see",
    cost: 20,
    params: V1ById,
    query: z.object(V1Cursor),
    answer: z.array(V1Task),
    envelope: "page",
  }),
  activities: route({
    method: "GET",
    path: "/v1/projects/{id}/activities",
    summary: "List the activities of a project",
    permission: "records.see",
    cost: 20,
    params: V1ById,
    query: z.object(V1Cursor),
    answer: z.array(V1Activity),
    envelope: "page",
  }),
  boards: route({
    ...whole,
    method: "GET",
    path: "/v1/projects/boards",
    summary: "List project boards",
    answer: z.array(V1Board),
  }),
  board: route({
    ...whole,
    method: "GET",
    path: "/v1/projects/boards/{id}",
    summary: "Get a project board",
    cost: 2,
    params: V1ById,
    answer: V1Board,
  }),
  phases: route({
    ...whole,
    method: "GET",
    path: "/v1/projects/phases",
    summary: "List the phases of a project board",
    query: z.object({ board_id: V1Id }),
    answer: z.array(V1Phase),
  }),
  phase: route({
    ...whole,
    method: "GET",
    path: "/v1/projects/phases/{id}",
    summary: "Get a phase",
    cost: 2,
    params: V1ById,
    answer: V1Phase,
  }),
  templates: route({
    method: "GET",
    path: "/v1/projectTemplates",
    summary: "List project templates",
    permission: "records.see",
    cost: 20,
    query: z.object(V1Cursor),
    answer: z.array(TemplateAnswer),
    envelope: "page",
  }),
  template: route({
    ...whole,
    method: "GET",
    path: "/v1/projectTemplates/{id}",
    summary: "Get a project template",
    cost: 2,
    params: V1ById,
    answer: TemplateAnswer,
  }),
}
