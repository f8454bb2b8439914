/** Projects, their boards and phases as API v1 answers them. */
import * as z from "zod"
import type { Activity } from "../../activity.ts"
import { type Board, type Phase, type Project, ProjectStatus } from "../../project.ts"
import { v1Time } from "./refs.ts"

/** A project as v1 shows it; custom fields stand beside these, under their keys. */
export const V1Project = z.looseObject({
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

export const V1Board = z.object({
  id: z.int(),
  name: z.string(),
  order_nr: z.int(),
  add_time: z.string().nullable(),
  update_time: z.string().nullable(),
})

export const V1Phase = V1Board.extend({ board_id: z.int() })

export function v1Board(board: Board): z.infer<typeof V1Board> {
  const { id, name, order, addedAt, changedAt } = board
  return { id, name, order_nr: order, add_time: v1Time(addedAt), update_time: v1Time(changedAt) }
}

export function v1Phase(phase: Phase): z.infer<typeof V1Phase> {
  return { ...v1Board(phase), board_id: phase.boardId }
}

export const V1Activity = z.looseObject({ id: z.int(), subject: z.string(), type: z.string(), done: z.boolean() })

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
