import * as z from "zod"
import { MOST_LINKS, PROJECT_STATUSES, ProjectStatus } from "../project.ts"
import { GivenDay } from "../time.ts"
import { BodyCustom, BodyId, ById, Deleted, Paging, QueryId, QueryNames, Title } from "./fields.ts"
import { ProjectAnswer, TemplateAnswer } from "./project-answer.ts"
import { route } from "./route.ts"

const Links = z.array(BodyId).max(MOST_LINKS, `must be at most ${MOST_LINKS}`)

const Text = z.string().max(65_000)

const ProjectBody = z.strictObject({
  title: Title,
  description: Text.nullable(),
  status: ProjectStatus,
  board_id: BodyId,
  phase_id: BodyId,
  owner_id: BodyId,
  start_date: GivenDay.nullable(),
  end_date: GivenDay.nullable(),
  deal_ids: Links,
  person_ids: Links,
  org_ids: Links,
  label_ids: z.array(BodyId).max(100),
  health_status: z.int().nullable(),
  custom_fields: BodyCustom,
})

export const NewProject = ProjectBody.partial().required({ title: true }).extend({ template_id: BodyId.optional() })
export type NewProject = z.infer<typeof NewProject>

export const ProjectChange = ProjectBody.partial().refine(
  (body) => Object.keys(body).length > 0,
  "must change at least one field",
)
export type ProjectChange = z.infer<typeof ProjectChange>

const Statuses = QueryNames([...PROJECT_STATUSES, "deleted"]).refine(
  (names) => names.length === 1 || !names.includes("deleted"),
  "deleted cannot be asked for with others",
)

const ArchivedQuery = z.strictObject({
  filter_id: QueryId.optional(),
  status: Statuses.optional(),
  phase_id: QueryId.optional(),
  ...Paging,
})

export const ProjectQuery = ArchivedQuery.extend({
  deal_id: QueryId.optional(),
  person_id: QueryId.optional(),
  org_id: QueryId.optional(),
})
export type ProjectQuery = z.infer<typeof ProjectQuery>

const Values = z.record(z.string(), z.json())

const ProjectStep = z.object({
  change_source: z.string(),
  change_source_user_agent: z.string().nullable(),
  time: z.string(),
  new_values: Values,
  old_values: Values,
  actor_user_id: z.int(),
})
export type ProjectStep = z.infer<typeof ProjectStep>

const NewTemplate = z.strictObject({
  title: Title,
  description: Text.optional(),
  projects_board_id: BodyId,
  groups: z.array(Title).max(50).optional(),
  tasks: z
    .array(
      z.strictObject({
        title: Title,
        description: Text.optional(),
        is_milestone: z.boolean().optional(),
        starts_after_days: z.int().min(0).max(3650).optional(),
        due_after_days: z.int().min(0).max(3650).optional(),
      }),
    )
    .max(80, "must be at most 80")
    .optional(),
})
export type NewTemplate = z.infer<typeof NewTemplate>

export const GroupAnswer = z.object({ id: z.int(), name: z.string(), order_nr: z.int() })

export const projects = {
  list: route({
    method: "GET",
    path: "/api/v2/projects",
    summary: "List projects that are not archived",
    permission: "records.see",
    cost: 10,
    query: ProjectQuery,
    answer: z.array(ProjectAnswer),
    envelope: "page",
  }),
  listArchived: route({
    method: "GET",
    path: "/api/v2/projects/archived",
    summary: "List archived projects",
    permission: "records.see",
    cost: 10,
    query: ArchivedQuery,
    answer: z.array(ProjectAnswer),
    envelope: "page",
  }),
  create: route({
    method: "POST",
    path: "/api/v2/projects",
    summary: "Add a project, with the tasks of a template if one is named",
    permission: "projects.add",
    cost: 5,
    body: NewProject,
    answer: ProjectAnswer,
    envelope: "one",
    status: 201,
  }),
  get: route({
    method: "GET",
    path: "/api/v2/projects/{id}",
    summary: "Get a project",
    permission: "records.see",
    cost: 1,
    params: ById,
    answer: ProjectAnswer,
    envelope: "one",
  }),
  update: route({
    method: "PATCH",
    path: "/api/v2/projects/{id}",
    summary: "Change fields of a project",
    permission: "projects.edit",
    cost: 5,
    params: ById,
    body: ProjectChange,
    answer: ProjectAnswer,
    envelope: "one",
  }),
  remove: route({
    method: "DELETE",
    path: "/api/v2/projects/{id}",
    summary: "Move a project to the trash, where it stays for 30 days",
    permission: "projects.delete",
    cost: 3,
    params: ById,
    answer: Deleted,
    envelope: "one",
  }),
  archive: route({
    method: "POST",
    path: "/api/v2/projects/{id}/archive",
    summary: "Archive a project",
    permission: "projects.edit",
    cost: 3,
    params: ById,
    answer: ProjectAnswer,
    envelope: "one",
  }),
  users: route({
    method: "GET",
    path: "/api/v2/projects/{id}/permittedUsers",
    summary: "Users who may see a project",
    permission: "records.see",
    cost: 5,
    params: ById,
    answer: z.array(z.int()),
    envelope: "one",
  }),
  changelog: route({
    method: "GET",
    path: "/api/v2/projects/{id}/changelog",
    summary: "Changes of a project, newest first",
    permission: "records.see",
    cost: 10,
    params: ById,
    query: z.strictObject(Paging),
    answer: z.array(ProjectStep),
    envelope: "page",
  }),
  addGroup: route({
    method: "POST",
    path: "/api/v2/projects/{id}/groups",
    summary: "Add a group, a heading of the plan, to a project",
    permission: "projects.edit",
    cost: 5,
    params: ById,
    body: z.strictObject({ name: Title }),
    answer: GroupAnswer,
    envelope: "one",
    status: 201,
  }),
  listTemplates: route({
    method: "GET",
    path: "/api/v2/projectTemplates",
    summary: "List project templates",
    permission: "records.see",
    cost: 10,
    query: z.strictObject(Paging),
    answer: z.array(TemplateAnswer),
    envelope: "page",
  }),
  getTemplate: route({
    method: "GET",
    path: "/api/v2/projectTemplates/{id}",
    summary: "Get a project template",
    permission: "records.see",
    cost: 1,
    params: ById,
    answer: TemplateAnswer,
    envelope: "one",
  }),
  addTemplate: route({
    method: "POST",
    path: "/api/v2/projectTemplates",
    summary: "Add a project template: groups and tasks, whose days count from a project's start",
    permission: "projects.shape",
    cost: 5,
    body: NewTemplate,
    answer: TemplateAnswer,
    envelope: "one",
    status: 201,
  }),
  removeTemplate: route({
    method: "DELETE",
    path: "/api/v2/projectTemplates/{id}",
    summary: "Remove a project template; projects made by it stay",
    permission: "projects.shape",
    cost: 3,
    params: ById,
    answer: Deleted,
    envelope: "one",
  }),
}
