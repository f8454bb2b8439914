/** The plan of a project: which of its tasks and activities belong to which phase and group. */
import type { PlanBody, PlanItem } from "../../shared/api/v1/projects.ts"
import { refuse } from "../../shared/comparison.ts"
import { Problem } from "../../shared/problem.ts"
import type { Project } from "../../shared/project.ts"
import type { Everything } from "../data/kinds.ts"
import { setupOf } from "../data/setup.ts"
import { open, retrying } from "../data/store.ts"
import type { Actor } from "../platform/actor.ts"
import { changed } from "../records/stamp.ts"
import { livePhases } from "./boards.ts"
import { need } from "./projects.ts"

type Kind = PlanItem["item_type"]

/** Items of each kind that a plan shows. */
const MOST = 500

export async function plan(actor: Actor, projectId: number): Promise<PlanItem[]> {
  const store = open(actor)
  await need(store, actor, projectId)
  const [tasks, activities] = await Promise.all([itemsOf("task"), itemsOf("activity")])
  return [...tasks, ...activities]

  async function itemsOf(kind: Kind): Promise<PlanItem[]> {
    const { items } = await store.edges("project", projectId, `${kind}#`, { limit: MOST })
    const records = await store.getMany(
      kind,
      items.map((edge) => Number(edge.id)),
    )
    return records.map((record) => planItem(kind, record))
  }
}

export async function place(
  actor: Actor,
  projectId: number,
  kind: Kind,
  id: number,
  body: PlanBody,
): Promise<PlanItem> {
  const store = open(actor)
  const project = await need(store, actor, projectId)
  await check(actor, project, body)
  return retrying(async () => {
    const before = await store.get(kind, id)
    if (before === undefined || before.deletedAt !== undefined || before.projectId !== projectId) {
      throw new Problem("not_found", `Project ${projectId} has no ${kind} ${id}`)
    }
    const after = {
      ...before,
      ...(body.phase_id !== undefined && { phaseId: body.phase_id ?? undefined }),
      ...(body.group_id !== undefined && { groupId: body.group_id ?? undefined }),
      ...changed(before, actor, Date.now()),
    }
    await store.commit(...store.saving(kind, after as Everything[Kind], before))
    return planItem(kind, after)
  })
}

async function check(actor: Actor, project: Project, { phase_id, group_id }: PlanBody): Promise<void> {
  const phases = livePhases(await setupOf(actor), project.boardId)
  if (phase_id != null && !phases.some((one) => one.id === phase_id)) {
    throw refuse("phase_id", `is not a phase of board ${project.boardId}`)
  }
  if (group_id != null && !project.groups.some((one) => one.id === group_id)) {
    throw refuse("group_id", `is not a group of project ${project.id}`)
  }
}

type Planned = { id: number; phaseId?: number | undefined; groupId?: number | undefined }

function planItem(kind: Kind, { id, phaseId, groupId }: Planned): PlanItem {
  return { item_id: id, item_type: kind, phase_id: phaseId ?? null, group_id: groupId ?? null }
}
