import type { NewProject, ProjectChange } from "../../shared/api/projects.ts"
import { refuse } from "../../shared/comparison.ts"
import { canSee } from "../../shared/permission.ts"
import { Problem } from "../../shared/problem.ts"
import type { Group, Project } from "../../shared/project.ts"
import type { Task } from "../../shared/task.ts"
import { dayIn, instant } from "../../shared/time.ts"
import { writeAll } from "../data/commit.ts"
import { comingIn } from "../data/phases.ts"
import { currentSetup, type Setup } from "../data/setup.ts"
import { open, retrying, type Store } from "../data/store.ts"
import { chunks } from "../data/table.ts"
import type { Actor } from "../platform/actor.ts"
import { customOf, labelsOf, linked, ownerOf } from "../records/references.ts"
import { changed, created } from "../records/stamp.ts"
import { liveBoards, livePhases } from "./boards.ts"
import { plannedBy } from "./templates.ts"

export async function need(store: Store, actor: Actor, id: number): Promise<Project> {
  const project = await store.get("project", id)
  if (project === undefined || !canSee(actor, project)) throw gone(id)
  return project
}

const gone = (id: number) => new Problem("not_found", `Project ${id} was not found`)

type Whole = { project: Project; tasks: readonly Task[] }

/** A transaction holds 100 writes: a project with all its links has up to 49, and a task is two. */
const TASKS_AT_ONCE = 25
/** Times that a project tries to come into a phase into which many come at once. */
const INTO_ONE_PHASE = 20

/**
 * A project with what its template plans for it. Tasks that are more than a transaction holds are written before: nobody sees a task
 * whose project is not there, so that a project comes with its whole plan or not at all.
 */
export async function add(actor: Actor, body: NewProject, now = Date.now()): Promise<Project> {
  const store = open(actor)
  const { project, tasks } = await planned(store, actor, body, now)
  const before = tasks.slice(TASKS_AT_ONCE)
  for (const some of chunks(before, TASKS_AT_ONCE))
    await store.commit(...some.flatMap((task) => store.saving("task", task)))
  const withIt = tasks.slice(0, TASKS_AT_ONCE).flatMap((task) => store.saving("task", task))
  try {
    await retrying(async () => {
      placeOf(await currentSetup(actor.workspaceId), { board_id: project.boardId, phase_id: project.phaseId })
      await store.commit(...store.saving("project", project), ...comingIn(actor.workspaceId, project), ...withIt)
    }, INTO_ONE_PHASE)
  } catch (error) {
    // whatever else went wrong, the project may be there
    if (error instanceof Problem) await forget(store, before)
    throw error
  }
  return project
}

async function planned(store: Store, actor: Actor, body: NewProject, now: number): Promise<Whole> {
  const setup = await currentSetup(actor.workspaceId)
  const template = body.template_id === undefined ? undefined : templateOf(setup, body.template_id)
  const place = placeOf(setup, { board_id: template?.boardId, ...body })
  const [links, [id = 0]] = await Promise.all([linksOf(store, actor, body), store.ids("project")])
  const base: Project = {
    ...created(actor, id, now),
    title: body.title,
    status: body.status ?? "open",
    ...place,
    ownerId: ownerOf(setup, actor, body.owner_id),
    creatorId: actor.userId,
    visibleTo: 7,
    dealIds: [],
    personIds: [],
    organizationIds: [],
    ...links,
    labelIds: labelsOf(setup, "project", [], body.label_ids),
    groups: [],
    custom: customOf(setup, "project", {}, body.custom_fields),
    ...details(body),
  }
  checkDays(base)
  const from = base.startsOn ?? dayIn(actor.zone, now)
  const { groups, tasks } = await plannedBy(store, actor, template, { id, from, phaseId: base.phaseId }, now)
  return { project: { ...base, groups }, tasks }
}

/** Tasks of a project that did not come to be. */
async function forget(store: Store, tasks: readonly Task[]): Promise<void> {
  const items = tasks.flatMap((task) => {
    const { item, edges } = store.itemsOf("task", task)
    return [item, ...edges]
  })
  await writeAll(items.map(({ pk, sk }) => ({ delete: { pk, sk } })))
}

function templateOf({ projectTemplates }: Setup, id: number) {
  const template = projectTemplates.get(id)
  if (template === undefined || template.deletedAt !== undefined) {
    throw refuse("template_id", `no project template has the id ${id}`)
  }
  return template
}

export async function change(
  actor: Actor,
  id: number,
  body: ProjectChange & { archived?: boolean; deleted?: boolean; group?: Group },
  now = Date.now(),
): Promise<Project> {
  const store = open(actor)
  return retrying(async () => {
    const setup = await currentSetup(actor.workspaceId)
    const before = await need(store, actor, id)
    if (before.deletedAt !== undefined) throw gone(id)
    const moves = body.board_id !== undefined || body.phase_id !== undefined
    const status = body.status ?? before.status
    const after: Project = {
      ...before,
      title: body.title ?? before.title,
      status,
      ...(status !== before.status && { statusChangedAt: instant(now) }),
      ...(moves && placeOf(setup, body, before)),
      ownerId: body.owner_id === undefined ? before.ownerId : ownerOf(setup, actor, body.owner_id),
      ...(await linksOf(store, actor, body)),
      labelIds: labelsOf(setup, "project", before.labelIds, body.label_ids),
      custom: customOf(setup, "project", before.custom, body.custom_fields),
      groups: body.group === undefined ? before.groups : [...before.groups, placed(before, body.group)],
      ...details(body),
      ...(body.archived === true && { archivedAt: before.archivedAt ?? instant(now) }),
      ...changed(before, actor, now),
      ...(body.deleted === true && { deletedAt: instant(now) }),
    }
    checkDays(after)
    const comes = after.phaseId === before.phaseId ? [] : comingIn(actor.workspaceId, after)
    await store.commit(...store.saving("project", after, before), ...comes)
    return after
  }, INTO_ONE_PHASE)
}

export async function remove(actor: Actor, id: number): Promise<{ id: number }> {
  await change(actor, id, { deleted: true })
  return { id }
}

const MOST_GROUPS = 100

export async function addGroup(actor: Actor, projectId: number, name: string): Promise<Group> {
  const [id = 0] = await open(actor).ids("group")
  const { groups } = await change(actor, projectId, { group: { id, name, order: 1 } })
  return groups.find((group) => group.id === id) ?? { id, name, order: groups.length }
}

function placed({ groups }: Project, group: Group): Group {
  if (groups.length >= MOST_GROUPS) throw new Problem("conflict", `A project has at most ${MOST_GROUPS} groups`)
  return { ...group, order: groups.length + 1 }
}

type Asked = { board_id?: number | undefined; phase_id?: number | undefined }

/** The phase a request means: the one it names, else the first of its board, else of the first board. */
function placeOf(setup: Setup, asked: Asked, current?: Project): { boardId: number; phaseId: number } {
  if (asked.phase_id !== undefined) {
    const phase = setup.phases.get(asked.phase_id)
    if (phase === undefined || phase.deletedAt !== undefined) {
      throw refuse("phase_id", `no phase has the id ${asked.phase_id}`)
    }
    if (asked.board_id !== undefined && asked.board_id !== phase.boardId) {
      throw refuse("phase_id", `is not a phase of board ${asked.board_id}`)
    }
    return { boardId: phase.boardId, phaseId: phase.id }
  }
  const boardId = asked.board_id ?? current?.boardId ?? liveBoards(setup)[0]?.id
  if (boardId !== undefined && boardId === current?.boardId) return { boardId, phaseId: current.phaseId }
  const board = boardId === undefined ? undefined : setup.boards.get(boardId)
  const [first] = board === undefined || board.deletedAt !== undefined ? [] : livePhases(setup, board.id)
  if (first === undefined) throw refuse("board_id", "is not a board with phases")
  return { boardId: first.boardId, phaseId: first.id }
}

async function linksOf(store: Store, actor: Actor, body: ProjectChange): Promise<Partial<Project>> {
  const all = <K extends "deal" | "person" | "organization">(
    kind: K,
    ids: readonly number[] | undefined,
    field: string,
  ) => Promise.all([...new Set(ids ?? [])].map(async (id) => (await linked(store, actor, kind, id, field))?.id ?? id))
  const [dealIds, personIds, organizationIds] = await Promise.all([
    all("deal", body.deal_ids, "deal_ids"),
    all("person", body.person_ids, "person_ids"),
    all("organization", body.org_ids, "org_ids"),
  ])
  return {
    ...(body.deal_ids && { dealIds }),
    ...(body.person_ids && { personIds }),
    ...(body.org_ids && { organizationIds }),
  }
}

function details(body: ProjectChange): Partial<Project> {
  return {
    ...(body.description !== undefined && { description: body.description || undefined }),
    ...(body.start_date !== undefined && { startsOn: body.start_date ?? undefined }),
    ...(body.end_date !== undefined && { endsOn: body.end_date ?? undefined }),
    ...(body.health_status !== undefined && { health: body.health_status ?? undefined }),
  }
}

function checkDays({ startsOn, endsOn }: Project): void {
  if (startsOn !== undefined && endsOn !== undefined && endsOn < startsOn) {
    throw refuse("end_date", "must not be before start_date")
  }
}
