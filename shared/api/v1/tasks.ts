import * as z from "zod"
import { MOST_ASSIGNEES, type Task } from "../../task.ts"
import { Title } from "../fields.ts"
import { route } from "../route.ts"
import { QueryParent } from "../tasks.ts"
import { V1Boolean, V1ById, V1Cursor, V1DayOrNull, V1Gone, V1Id, V1IdList, V1IdOrNull } from "./fields.ts"
import { v1Time } from "./refs.ts"

export const V1Task = z.object({
  id: z.int(),
  title: z.string(),
  creator_id: z.int(),
  description: z.string().nullable(),
  done: z.union([z.literal(0), z.literal(1)]),
  due_date: z.string().nullable(),
  parent_task_id: z.int().nullable(),
  assignee_id: z.int().nullable(),
  assignee_ids: z.array(z.int()),
  add_time: z.string().nullable(),
  update_time: z.string().nullable(),
  marked_as_done_time: z.string().nullable(),
  project_id: z.int(),
})

export function v1Task(task: Task): z.infer<typeof V1Task> {
  return {
    id: task.id,
    title: task.title,
    creator_id: task.creatorId,
    description: task.description ?? null,
    done: task.done ? 1 : 0,
    due_date: task.dueOn ?? null,
    parent_task_id: task.parentTaskId ?? null,
    assignee_id: task.assigneeIds[0] ?? null,
    assignee_ids: task.assigneeIds,
    add_time: v1Time(task.addedAt),
    update_time: v1Time(task.changedAt),
    marked_as_done_time: v1Time(task.doneAt),
    project_id: task.projectId,
  }
}

const TaskBody = z.object({
  title: Title,
  project_id: V1Id,
  description: z.string().max(65_000).nullable(),
  parent_task_id: V1IdOrNull,
  assignee_id: V1IdOrNull,
  assignee_ids: V1IdList.refine((ids) => ids.length <= MOST_ASSIGNEES, `must be at most ${MOST_ASSIGNEES}`),
  done: V1Boolean,
  due_date: V1DayOrNull,
})
const NewTask = TaskBody.partial().required({ title: true, project_id: true })
const TaskChange = TaskBody.partial()
export type V1TaskChange = z.infer<typeof TaskChange>

export const v1Tasks = {
  list: route({
    method: "GET",
    path: "/v1/tasks",
    summary: "List tasks",
    permission: "records.see",
    cost: 20,
    query: z.object({
      ...V1Cursor,
      assignee_id: V1Id.optional(),
      project_id: V1Id.optional(),
      parent_task_id: QueryParent.optional(),
      done: V1Boolean.optional(),
    }),
    answer: z.array(V1Task),
    envelope: "page",
  }),
  add: route({
    method: "POST",
    path: "/v1/tasks",
    summary: "Add a task to a project",
    permission: "projects.add",
    cost: 10,
    body: NewTask,
    answer: V1Task,
    envelope: "v1",
    status: 201,
  }),
  get: route({
    method: "GET",
    path: "/v1/tasks/{id}",
    summary: "Get a task",
    permission: "records.see",
    cost: 2,
    params: V1ById,
    answer: V1Task,
    envelope: "v1",
  }),
  update: route({
    method: "PUT",
    path: "/v1/tasks/{id}",
    summary: "Change fields of a task",
    permission: "projects.edit",
    cost: 10,
    params: V1ById,
    body: TaskChange,
    answer: V1Task,
    envelope: "v1",
  }),
  remove: route({
    method: "DELETE",
    path: "/v1/tasks/{id}",
    summary: "Move a task and its subtasks to the trash, where they stay for 30 days",
    permission: "projects.delete",
    cost: 6,
    params: V1ById,
    answer: V1Gone,
    envelope: "v1",
  }),
}
