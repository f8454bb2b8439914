/** Projects and their templates, as API v2 answers them. */
import * as z from "zod"
import { type Project, ProjectStatus, type ProjectTemplate } from "../project.ts"

export const ProjectAnswer = z.looseObject({
  id: z.int(),
  title: z.string(),
  description: z.string().nullable(),
  status: ProjectStatus,
  board_id: z.int(),
  phase_id: z.int(),
  owner_id: z.int(),
  start_date: z.string().nullable(),
  end_date: z.string().nullable(),
  deal_ids: z.array(z.int()),
  person_ids: z.array(z.int()),
  org_ids: z.array(z.int()),
  label_ids: z.array(z.int()),
  health_status: z.int().nullable(),
  add_time: z.string(),
  update_time: z.string(),
  status_change_time: z.string().nullable(),
  archive_time: z.string().nullable(),
  custom_fields: z.record(z.string(), z.json()),
})
export type ProjectAnswer = z.infer<typeof ProjectAnswer>

export function projectAnswer(project: Project, customKeys: readonly string[]): ProjectAnswer {
  return {
    id: project.id,
    title: project.title,
    description: project.description ?? null,
    status: project.status,
    board_id: project.boardId,
    phase_id: project.phaseId,
    owner_id: project.ownerId,
    start_date: project.startsOn ?? null,
    end_date: project.endsOn ?? null,
    deal_ids: project.dealIds,
    person_ids: project.personIds,
    org_ids: project.organizationIds,
    label_ids: project.labelIds,
    health_status: project.health ?? null,
    add_time: project.addedAt,
    update_time: project.changedAt,
    status_change_time: project.statusChangedAt ?? null,
    archive_time: project.archivedAt ?? null,
    custom_fields: Object.fromEntries(customKeys.map((key) => [key, project.custom[key] ?? null])),
  }
}

export const TemplateAnswer = z.object({
  id: z.int(),
  title: z.string(),
  description: z.string().nullable(),
  projects_board_id: z.int(),
  owner_id: z.int(),
  add_time: z.string(),
  update_time: z.string(),
})
export type TemplateAnswer = z.infer<typeof TemplateAnswer>

export function templateAnswer(template: ProjectTemplate): TemplateAnswer {
  return {
    id: template.id,
    title: template.title,
    description: template.description ?? null,
    projects_board_id: template.boardId,
    owner_id: template.ownerId,
    add_time: template.addedAt,
    update_time: template.changedAt,
  }
}
