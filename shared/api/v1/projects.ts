import * as z from "zod"
import type { Activity } from "../../activity.ts"
import type { Board, Phase, Project } from "../../project.ts"
import { PROJECT_STATUSES, ProjectStatus } from "../../project.ts"
import { QueryNames, Title } from "../fields.ts"
import { GroupAnswer, TemplateAnswer } from "../projects.ts"
import { route } from "../route.ts"
import { V1Boolean, V1ById, V1Cursor, V1DayOrNull, V1Gone, V1Id, V1IdList, V1IdOrNull, V1IntOrNull } from "./fields.ts"
import { v1Time } from "./refs.ts"
import { V1Task } from "./tasks.ts"

/** A project as v1 shows it; custom fields stand beside these, under their keys. */
const V1Project = z.looseObject({
  id: z.int(),
  title: z.string(),
  description: z.string().nullable(),
  status: ProjectStatus,
  status_change_time: z.string().nullable(),
  start_date: z.string().nullable(),
  end_date: z.string().nullable(),
  owner_id: z.int(),
  add_time: z.string().nullable(),
  update_time: z.string().nullable(),
  labels: z.array(z.int()),
  health_status: z.int().nullable(),
  archive_time: z.string().nullable(),
  deal_ids: z.array(z.int()),
  person_id: z.int().nullable(),
  org_id: z.int().nullable(),
  board_id: z.int(),
  phase_id: z.int(),
})

export function v1Project(project: Project): z.infer<typeof V1Project> {
  return {
    id: project.id,
    title: project.title,
    description: project.description ?? null,
    status: project.status,
    status_change_time: v1Time(project.statusChangedAt),
    start_date: project.startsOn ?? null,
    end_date: project.endsOn ?? null,
    owner_id: project.ownerId,
    add_time: v1Time(project.addedAt),
    update_time: v1Time(project.changedAt),
    labels: project.labelIds,
    health_status: project.health ?? null,
    archive_time: v1Time(project.archivedAt),
    deal_ids: project.dealIds,
    person_id: project.personIds[0] ?? null,
    org_id: project.organizationIds[0] ?? null,
    board_id: project.boardId,
    phase_id: project.phaseId,
  }
}

const V1Board = z.object({
  id: z.int(),
  name: z.string(),
  order_nr: z.int(),
  add_time: z.string().nullable(),
  update_time: z.string().nullable(),
})
const V1Phase = V1Board.extend({ board_id: z.int() })

export function v1Board(board: Board): z.infer<typeof V1Board> {
  const { id, name, order, addedAt, changedAt } = board
  return { id, name, order_nr: order, add_time: v1Time(addedAt), update_time: v1Time(changedAt) }
}

export function v1Phase(phase: Phase): z.infer<typeof V1Phase> {
  return { ...v1Board(phase), board_id: phase.boardId }
}

const V1Activity = z.looseObject({ id: z.int(), subject: z.string(), type: z.string(), done: z.boolean() })

export function v1ProjectActivity(activity: Activity, workspaceId: string): z.infer<typeof V1Activity> {
  return {
    id: activity.id,
    company_id: Number(workspaceId),
    user_id: activity.ownerId,
    done: activity.done,
    type: activity.type,
    subject: activity.subject,
    due_date: activity.dueOn,
    due_time: activity.dueAt ?? "",
    duration: activity.duration ?? "",
    busy_flag: activity.busy,
    add_time: v1Time(activity.addedAt),
    update_time: v1Time(activity.changedAt),
    marked_as_done_time: v1Time(activity.doneAt) ?? "",
    public_description: activity.publicDescription ?? "",
    note: activity.note ?? "",
    location: activity.location?.value ?? null,
    org_id: activity.organizationId ?? null,
    person_id: activity.personId ?? null,
    deal_id: activity.dealId ?? null,
    lead_id: activity.leadUuid ?? null,
    project_id: activity.projectId ?? null,
    active_flag: activity.deletedAt === undefined,
    update_user_id: activity.changedBy,
    created_by_user_id: activity.creatorId,
    assigned_to_user_id: activity.ownerId,
  }
}

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
