import type { NewTask, TaskChange, TaskQuery } from "../../shared/api/tasks.ts"
import { refuse } from "../../shared/comparison.ts"
import { canSee } from "../../shared/permission.ts"
import { Problem } from "../../shared/problem.ts"
import type { Project } from "../../shared/project.ts"
import type { Condition } from "../../shared/report.ts"
import type { Task } from "../../shared/task.ts"
import { instant } from "../../shared/time.ts"
import { type Setup, setupOf } from "../data/setup.ts"
import { open, retrying, type Store } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"
import { list as listRecords } from "../records/list.ts"
import { conditionsOf, type Listed } from "../records/listing.ts"
import { changed, created } from "../records/stamp.ts"
import { inTurns } from "../records/turns.ts"

/** A task that is there, in a project that the actor may see. */
export async function need(store: Store, actor: Actor, id: number): Promise<Task> {
  const task = await store.get("task", id)
  if (task === undefined || task.deletedAt !== undefined) throw gone(id)
  if ((await seen(store, actor, task.projectId)) === undefined) throw gone(id)
  return task
}

const gone = (id: number) => new Problem("not_found", `Task ${id} was not found`)

async function seen(store: Store, actor: Actor, projectId: number): Promise<Project | undefined> {
  const project = await store.get("project", projectId)
  return project === undefined || project.deletedAt !== undefined || !canSee(actor, project) ? undefined : project
}

export async function list(actor: Actor, query: TaskQuery): Promise<Listed<Task>> {
  const { is_done, is_milestone, assignee_id, project_id, parent_task_id, limit, cursor } = query
  const conditions: Condition[] = conditionsOf({
    is_done,
    is_milestone,
    assignee_id,
    parent_task_id: parent_task_id ?? undefined,
  })
  if (parent_task_id === null) conditions.push({ field: "parent_task_id", operator: "empty" })
  const parent = project_id === undefined ? undefined : { kind: "project" as const, id: project_id }
  const page = await listRecords(actor, {
    kind: "task",
    parent,
    conditions,
    sortBy: "id",
    direction: "asc",
    limit,
    cursor,
  })
  const ids = [...new Set(page.records.map((task) => task.projectId))]
  const projects = await open(actor).getMany("project", ids, false)
  const shown = new Set(
    projects.filter((one) => one.deletedAt === undefined && canSee(actor, one)).map((one) => one.id),
  )
  return { ...page, records: page.records.filter((task) => shown.has(task.projectId)) }
}

export async function add(actor: Actor, body: NewTask, now = Date.now()): Promise<Task> {
  const store = open(actor)
  const setup = await setupOf(actor)
  const project = await seen(store, actor, body.project_id)
  if (project === undefined) throw refuse("project_id", `no project has the id ${body.project_id}`)
  await checkParent(store, body.parent_task_id ?? undefined, project.id)
  const [id = 0] = await store.ids("task")
  const done = body.done === 1
  const task: Task = {
    ...created(actor, id, now),
    title: body.title,
    projectId: project.id,
    done,
    ...(done && { doneAt: instant(now) }),
    milestone: body.milestone === 1,
    assigneeIds: assigneesOf(setup, body) ?? [],
    phaseId: project.phaseId,
    ownerId: actor.userId,
    creatorId: actor.userId,
    visibleTo: 7,
    ...details(body),
  }
  await store.commit(...store.saving("task", task))
  return task
}

type Change = TaskChange & { deleted?: boolean; plan?: Pick<Task, "phaseId" | "groupId"> }

export async function change(actor: Actor, id: number, body: Change, now = Date.now()): Promise<Task> {
  const store = open(actor)
  const setup = await setupOf(actor)
  return retrying(async () => {
    const before = await need(store, actor, id)
    const projectId = body.project_id ?? before.projectId
    if ((await seen(store, actor, projectId)) === undefined)
      throw refuse("project_id", `no project has the id ${projectId}`)
    const parentTaskId = body.parent_task_id === undefined ? before.parentTaskId : (body.parent_task_id ?? undefined)
    if (parentTaskId === id) throw refuse("parent_task_id", "is the task itself")
    if (body.parent_task_id !== undefined || projectId !== before.projectId) {
      await checkParent(store, parentTaskId, projectId, id)
    }
    const done = body.done === undefined ? before.done : body.done === 1
    const after: Task = {
      ...before,
      title: body.title ?? before.title,
      projectId,
      done,
      doneAt: done ? (before.doneAt ?? instant(now)) : undefined,
      milestone: body.milestone === undefined ? before.milestone : body.milestone === 1,
      assigneeIds: assigneesOf(setup, body) ?? before.assigneeIds,
      ...details(body),
      ...body.plan,
      ...changed(before, actor, now),
      ...(body.deleted === true && { deletedAt: instant(now) }),
    }
    await store.commit(...store.saving("task", after, before))
    return after
  })
}

const WIDTH = 8
/** Tasks of a project that are looked at for parts of one. */
const MOST_TASKS = 2000

/** Takes its subtasks along, and theirs. */
export async function remove(actor: Actor, id: number): Promise<{ id: number }> {
  const store = open(actor)
  const task = await need(store, actor, id)
  const { items } = await store.edges("project", task.projectId, "task#", { limit: MOST_TASKS })
  const all = await store.getMany(
    "task",
    items.map((edge) => Number(edge.id)),
  )
  const parts = new Set([id])
  for (const one of all) if (one.parentTaskId !== undefined && parts.has(one.parentTaskId)) parts.add(one.id)
  for (const one of all) if (one.parentTaskId !== undefined && parts.has(one.parentTaskId)) parts.add(one.id)
  await inTurns(
    [...parts].filter((one) => one !== id),
    WIDTH,
    (one) => change(actor, one, { deleted: true }),
  )
  await change(actor, id, { deleted: true })
  return { id }
}

/** Tasks are two deep: what a task is part of is itself no part of another. */
async function checkParent(store: Store, parentId: number | undefined, projectId: number, id?: number): Promise<void> {
  if (parentId === undefined) return
  const parent = await store.get("task", parentId)
  if (parent === undefined || parent.deletedAt !== undefined || parent.projectId !== projectId) {
    throw refuse("parent_task_id", `no task of project ${projectId} has the id ${parentId}`)
  }
  if (parent.parentTaskId !== undefined || parent.id === id) throw refuse("parent_task_id", "is itself part of a task")
}

function assigneesOf({ users }: Setup, body: TaskChange): number[] | undefined {
  const given = body.assignee_ids ?? (body.assignee_id === undefined ? undefined : [body.assignee_id ?? []].flat())
  const unknown = given?.find((id) => !users.has(id))
  if (unknown !== undefined) throw refuse("assignee_ids", `${unknown} is not a user of this workspace`)
  return given && [...new Set(given)]
}

function details(body: TaskChange): Partial<Task> {
  return {
    ...(body.description !== undefined && { description: body.description || undefined }),
    ...(body.parent_task_id !== undefined && { parentTaskId: body.parent_task_id ?? undefined }),
    ...(body.start_date !== undefined && { startsOn: body.start_date ?? undefined }),
    ...(body.due_date !== undefined && { dueOn: body.due_date ?? undefined }),
    ...(body.priority !== undefined && { priority: body.priority ?? undefined }),
  }
}
