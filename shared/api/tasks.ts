import * as z from "zod"
import { MOST_ASSIGNEES, type Task } from "../task.ts"
import { GivenDay } from "../time.ts"
import { BodyId, ById, Deleted, Paging, QueryBoolean, QueryId, Title } from "./fields.ts"
import { route } from "./route.ts"

export const TaskAnswer = z.object({
  id: z.int(),
  title: z.string(),
  creator_id: z.int(),
  description: z.string().nullable(),
  project_id: z.int(),
  is_done: z.boolean(),
  is_milestone: z.boolean(),
  due_date: z.string().nullable(),
  start_date: z.string().nullable(),
  parent_task_id: z.int().nullable(),
  assignee_ids: z.array(z.int()),
  priority: z.int().nullable(),
  add_time: z.string(),
  update_time: z.string(),
  marked_as_done_time: z.string().nullable(),
})
export type TaskAnswer = z.infer<typeof TaskAnswer>

export function taskAnswer(task: Task): TaskAnswer {
  return {
    id: task.id,
    title: task.title,
    creator_id: task.creatorId,
    description: task.description ?? null,
    project_id: task.projectId,
    is_done: task.done,
    is_milestone: task.milestone,
    due_date: task.dueOn ?? null,
    start_date: task.startsOn ?? null,
    parent_task_id: task.parentTaskId ?? null,
    assignee_ids: task.assigneeIds,
    priority: task.priority ?? null,
    add_time: task.addedAt,
    update_time: task.changedAt,
    marked_as_done_time: task.doneAt ?? null,
  }
}

/** Even v2 takes 0 and 1 here; and answers booleans. */
const Flag = z.literal([0, 1], { error: "must be 0 or 1" })

const TaskBody = z.strictObject({
  title: Title,
  project_id: BodyId,
  parent_task_id: BodyId.nullable(),
  description: z.string().max(65_000).nullable(),
  done: Flag,
  milestone: Flag,
  due_date: GivenDay.nullable(),
  start_date: GivenDay.nullable(),
  assignee_id: BodyId.nullable(),
  assignee_ids: z.array(BodyId).max(MOST_ASSIGNEES, `must be at most ${MOST_ASSIGNEES}`),
  priority: z.int().min(0).nullable(),
})
export const NewTask = TaskBody.partial().required({ title: true, project_id: true })
export type NewTask = z.infer<typeof NewTask>
export const TaskChange = TaskBody.partial().refine(
  (body) => Object.keys(body).length > 0,
  "must change at least one field",
)
export type TaskChange = z.infer<typeof TaskChange>

/** A task's id, or null for those that are part of no other. */
export const QueryParent = z.union([z.literal("null").transform(() => null), QueryId], {
  error: "must be null or a whole number",
})

export const TaskQuery = z.strictObject({
  is_done: QueryBoolean.optional(),
  is_milestone: QueryBoolean.optional(),
  assignee_id: QueryId.optional(),
  project_id: QueryId.optional(),
  parent_task_id: QueryParent.optional(),
  ...Paging,
})
export type TaskQuery = z.infer<typeof TaskQuery>

export const tasks = {
  list: route({
    method: "GET",
    path: "/api/v2/tasks",
    summary: "List tasks",
    permission: "records.see",
    cost: 10,
    query: TaskQuery,
    answer: z.array(TaskAnswer),
    envelope: "page",
  }),
  create: route({
    method: "POST",
    path: "/api/v2/tasks",
    summary: "Add a task to a project",
    permission: "projects.add",
    cost: 5,
    body: NewTask,
    answer: TaskAnswer,
    envelope: "one",
    status: 201,
  }),
  get: route({
    method: "GET",
    path: "/api/v2/tasks/{id}",
    summary: "Get a task",
    permission: "records.see",
    cost: 1,
    params: ById,
    answer: TaskAnswer,
    envelope: "one",
  }),
  update: route({
    method: "PATCH",
    path: "/api/v2/tasks/{id}",
    summary: "Change fields of a task",
    permission: "projects.edit",
    cost: 5,
    params: ById,
    body: TaskChange,
    answer: TaskAnswer,
    envelope: "one",
  }),
  remove: route({
    method: "DELETE",
    path: "/api/v2/tasks/{id}",
    summary: "Move a task and its subtasks to the trash, where they stay for 30 days",
    permission: "projects.delete",
    cost: 3,
    params: ById,
    answer: Deleted,
    envelope: "one",
  }),
}
