/** What a workspace has few of: itself, its people, pipelines, stages and fields. Read in one Query and kept while its version stands. */
import type { ActivityType } from "../../shared/activity-types.ts"
import { type Field, isCustom } from "../../shared/field.ts"
import type { LeadLabel } from "../../shared/lead.ts"
import { canSeePipeline, canSeeStage, type Viewer } from "../../shared/permission.ts"
import { FIXED_SETS, fixedSet, type PermissionSet } from "../../shared/permission-set.ts"
import type { Pipeline, Stage } from "../../shared/pipeline.ts"
import { Problem } from "../../shared/problem.ts"
import type { Board, Phase, ProjectTemplate } from "../../shared/project.ts"
import { SetupKind } from "../../shared/record.ts"
import { DEFAULT_GROUP_ID, defaultGroup, type VisibilityGroup } from "../../shared/visibility-group.ts"
import type { User, Workspace } from "../../shared/workspace.ts"
import type { Write } from "./commit.ts"
import { recordOf } from "./kinds.ts"
import { keys } from "./patterns.ts"
import { open } from "./store.ts"
import { get } from "./table.ts"

export type Setup = {
  workspace: Workspace
  users: Map<number, User>
  pipelines: Map<number, Pipeline>
  stages: Map<number, Stage>
  fields: Field[]
  /** Those that a workspace added, changed or took away; the rest stand in the code. */
  activityTypes: Map<number, ActivityType>
  leadLabels: Map<number, LeadLabel>
  boards: Map<number, Board>
  phases: Map<number, Phase>
  projectTemplates: Map<number, ProjectTemplate>
  /** The default group is always there. */
  groups: Map<number, VisibilityGroup>
  /** Those that every workspace has are always there. */
  permissionSets: Map<number, PermissionSet>
}

const kept = new Map<string, { version: number; setup: Setup }>()

/** The setup as of the version that the actor's request found. */
export async function setupOf(actor: { workspaceId: string; setupVersion: number }): Promise<Setup> {
  const known = kept.get(actor.workspaceId)
  if (known !== undefined && known.version === actor.setupVersion) return known.setup
  const { setup, version } = await read(actor.workspaceId)
  if (kept.size > 200) kept.clear()
  kept.set(actor.workspaceId, { version, setup })
  return setup
}

/** The setup as it is at this moment, for work that no request began, and the version to ask for it again by. */
export async function freshSetup(workspaceId: string): Promise<{ setup: Setup; version: number }> {
  const found = await read(workspaceId)
  kept.set(workspaceId, found)
  return found
}

/** The setup as it is at this moment where it may be known already: one small read then. */
export async function currentSetup(workspaceId: string): Promise<Setup> {
  const version = await get(keys.setupVersion(workspaceId))
  return setupOf({ workspaceId, setupVersion: Number(version?.count ?? 0) })
}

/** The same for what works on changes of any workspace: one that is gone has none, and holds nobody else's changes up. */
export async function setupIfThere(workspaceId: string): Promise<Setup | undefined> {
  try {
    return await currentSetup(workspaceId)
  } catch (error) {
    if (error instanceof Problem && error.code === "not_found") return undefined
    throw error
  }
}

async function read(workspaceId: string): Promise<{ setup: Setup; version: number }> {
  const items = await open({ workspaceId }).setup()
  const users = new Map<number, User>()
  const pipelines = new Map<number, Pipeline>()
  const stages = new Map<number, Stage>()
  const fields: Field[] = []
  const activityTypes = new Map<number, ActivityType>()
  const leadLabels = new Map<number, LeadLabel>()
  const boards = new Map<number, Board>()
  const phases = new Map<number, Phase>()
  const projectTemplates = new Map<number, ProjectTemplate>()
  const groups = new Map<number, VisibilityGroup>()
  const permissionSets = new Map<number, PermissionSet>()
  let workspace: Workspace | undefined
  let version = 0
  for (const item of items) {
    if (item.sk === keys.setupVersion(workspaceId).sk) {
      version = Number(item.count)
      continue
    }
    const kind = SetupKind.parse(item.kind)
    if (kind === "workspace") workspace = recordOf("workspace", item)
    else if (kind === "user") put(users, recordOf("user", item))
    else if (kind === "pipeline") put(pipelines, recordOf("pipeline", item))
    else if (kind === "stage") put(stages, recordOf("stage", item))
    else if (kind === "activityType") put(activityTypes, recordOf("activityType", item))
    else if (kind === "leadLabel") put(leadLabels, recordOf("leadLabel", item))
    else if (kind === "board") put(boards, recordOf("board", item))
    else if (kind === "phase") put(phases, recordOf("phase", item))
    else if (kind === "projectTemplate") put(projectTemplates, recordOf("projectTemplate", item))
    else if (kind === "permissionSet") put(permissionSets, recordOf("permissionSet", item))
    else if (kind === "visibilityGroup") put(groups, recordOf("visibilityGroup", item))
    else {
      const field = recordOf("field", item)
      if (field.deletedAt === undefined) fields.push(field)
    }
  }
  if (workspace === undefined) throw new Problem("not_found", "This workspace is not there")
  if (!groups.has(DEFAULT_GROUP_ID)) groups.set(DEFAULT_GROUP_ID, defaultGroup(workspace.addedAt))
  for (const one of FIXED_SETS) if (!permissionSets.has(one.id)) put(permissionSets, fixedSet(one, workspace.addedAt))
  const few = { activityTypes, leadLabels, boards, phases, projectTemplates, groups, permissionSets }
  return { setup: { workspace, users, pipelines, stages, fields, ...few }, version }
}

function put<T extends { id: number }>(map: Map<number, T>, record: T): void {
  map.set(record.id, record)
}

/** The write that every change of a setup record goes with: whoever kept the setup reads it again. Given a version, it has to be that. */
export function setupChanged(workspaceId: string, from?: number): Write {
  const write = { add: keys.setupVersion(workspaceId), attribute: "count", by: 1 }
  if (from === undefined) return write
  return { ...write, if: { expression: "#add = :from", values: { ":from": from } } }
}

export function customKeys(setup: Setup, of: Field["of"]): string[] {
  return setup.fields.filter((field) => field.of === of && isCustom(field)).map((field) => field.key)
}

export function liveStages(setup: Setup, pipelineId: number) {
  return [...setup.stages.values()]
    .filter((stage) => stage.pipelineId === pipelineId && stage.deletedAt === undefined)
    .sort((a, b) => a.order - b.order || a.id - b.id)
}

export function livePipelines(setup: Setup) {
  return [...setup.pipelines.values()]
    .filter((pipeline) => pipeline.deletedAt === undefined)
    .sort((a, b) => a.order - b.order || a.id - b.id)
}

/** The pipelines, and the stages of one, that are not hidden to someone. */
export function seenPipelines(setup: Setup, viewer: Pick<Viewer, "sight">) {
  return livePipelines(setup).filter((pipeline) => canSeePipeline(viewer, pipeline.id))
}

export function seenStages(setup: Setup, viewer: Pick<Viewer, "sight">, pipelineId: number) {
  return liveStages(setup, pipelineId).filter((stage) => canSeeStage(viewer, stage))
}
