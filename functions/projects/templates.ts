import type { NewTemplate } from "../../shared/api/projects.ts"
import { Problem } from "../../shared/problem.ts"
import type { Group, ProjectTemplate } from "../../shared/project.ts"
import type { Task } from "../../shared/task.ts"
import { addDays, instant } from "../../shared/time.ts"
import { type Setup, setupChanged, setupOf } from "../data/setup.ts"
import { open, type Store } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"
import { changed, created } from "../records/stamp.ts"

const MOST_TEMPLATES = 100

type Planned = { groups: Group[]; tasks: Task[] }

export function liveTemplates({ projectTemplates }: Setup): ProjectTemplate[] {
  return [...projectTemplates.values()].filter((one) => one.deletedAt === undefined).sort((a, b) => a.id - b.id)
}

export async function template(actor: Actor, id: number): Promise<ProjectTemplate> {
  const found = liveTemplates(await setupOf(actor)).find((one) => one.id === id)
  if (found === undefined) throw new Problem("not_found", `Project template ${id} was not found`)
  return found
}

export async function add(actor: Actor, body: NewTemplate, now = Date.now()): Promise<ProjectTemplate> {
  const store = open(actor)
  const setup = await setupOf(actor)
  const board = setup.boards.get(body.projects_board_id)
  if (board === undefined || board.deletedAt !== undefined) {
    const why = `no board has the id ${body.projects_board_id}`
    throw new Problem("invalid", `projects_board_id: ${why}`, { projects_board_id: why })
  }
  if (liveTemplates(setup).length >= MOST_TEMPLATES) {
    throw new Problem("conflict", `A workspace has at most ${MOST_TEMPLATES} project templates; delete some first`)
  }
  const [id = 0] = await store.ids("projectTemplate")
  const record: ProjectTemplate = {
    ...created(actor, id, now),
    title: body.title,
    ...(body.description && { description: body.description }),
    boardId: board.id,
    ownerId: actor.userId,
    groups: body.groups ?? [],
    tasks: (body.tasks ?? []).map((task) => ({
      title: task.title,
      ...(task.description && { description: task.description }),
      milestone: task.is_milestone ?? false,
      ...(task.starts_after_days !== undefined && { startsAfter: task.starts_after_days }),
      ...(task.due_after_days !== undefined && { dueAfter: task.due_after_days }),
    })),
  }
  await store.commit(...store.saving("projectTemplate", record), setupChanged(actor.workspaceId))
  return record
}

export async function remove(actor: Actor, id: number, now = Date.now()): Promise<{ id: number }> {
  const store = open(actor)
  const before = await template(actor, id)
  const after = { ...before, ...changed(before, actor, now), deletedAt: instant(now) }
  await store.commit(...store.saving("projectTemplate", after, before), setupChanged(actor.workspaceId))
  return { id }
}

/** The groups and tasks that a new project has by its template. */
export async function plannedBy(
  store: Store,
  actor: Actor,
  of: ProjectTemplate | undefined,
  project: { id: number; from: string; phaseId: number },
  now: number,
): Promise<Planned> {
  if (of === undefined) return { groups: [], tasks: [] }
  const [groupIds, taskIds] = await Promise.all([
    of.groups.length === 0 ? [] : store.ids("group", of.groups.length),
    of.tasks.length === 0 ? [] : store.ids("task", of.tasks.length),
  ])
  return {
    groups: of.groups.map((name, i) => ({ id: groupIds[i] ?? 0, name, order: i + 1 })),
    tasks: of.tasks.map(({ title, description, milestone, startsAfter, dueAfter }, i) => ({
      ...created(actor, taskIds[i] ?? 0, now),
      title,
      ...(description && { description }),
      projectId: project.id,
      done: false,
      milestone,
      ...(startsAfter !== undefined && { startsOn: addDays(project.from, startsAfter) }),
      ...(dueAfter !== undefined && { dueOn: addDays(project.from, dueAfter) }),
      assigneeIds: [],
      phaseId: project.phaseId,
      ownerId: actor.userId,
      creatorId: actor.userId,
      visibleTo: 7 as const,
    })),
  }
}
