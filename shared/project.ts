import * as z from "zod"
import { Base, Custom, Follower, Id, Unhidden } from "./record.ts"
import { Day, Instant } from "./time.ts"

export const PROJECT_STATUSES = ["open", "completed", "canceled"] as const
export const ProjectStatus = z.enum(PROJECT_STATUSES)

/** A board of projects; its columns are phases. */
export const Board = Base.extend({ name: z.string().min(1).max(255), order: z.int() })
export type Board = z.infer<typeof Board>

export const Phase = Base.extend({ name: z.string().min(1).max(255), boardId: Id, order: z.int() })
export type Phase = z.infer<typeof Phase>

/** A heading of a project's plan. */
export const Group = z.object({ id: Id, name: z.string().min(1).max(255), order: z.int() })
export type Group = z.infer<typeof Group>

/** What a template's task becomes: days count from the project's start. */
export const PlannedTask = z.object({
  title: z.string().min(1).max(255),
  description: z.string().max(65_000).optional(),
  milestone: z.boolean(),
  startsAfter: z.int().min(0).optional(),
  dueAfter: z.int().min(0).optional(),
})
export type PlannedTask = z.infer<typeof PlannedTask>

export const ProjectTemplate = Base.extend({
  title: z.string().min(1).max(255),
  description: z.string().max(65_000).optional(),
  boardId: Id,
  ownerId: Id,
  groups: z.array(z.string().min(1).max(255)),
  tasks: z.array(PlannedTask),
})
export type ProjectTemplate = z.infer<typeof ProjectTemplate>

/** Records of one kind that a project is linked to: all of its links change in one transaction. */
export const MOST_LINKS = 15

export const Project = Unhidden.extend({
  title: z.string().min(1).max(255),
  description: z.string().max(65_000).optional(),
  status: ProjectStatus,
  statusChangedAt: Instant.optional(),
  boardId: Id,
  phaseId: Id,
  startsOn: Day.optional(),
  endsOn: Day.optional(),
  dealIds: z.array(Id).max(MOST_LINKS),
  personIds: z.array(Id).max(MOST_LINKS),
  organizationIds: z.array(Id).max(MOST_LINKS),
  labelIds: z.array(Id),
  health: z.int().optional(),
  archivedAt: Instant.optional(),
  groups: z.array(Group),
  followers: z.array(Follower).optional(),
  custom: Custom,
})
export type Project = z.infer<typeof Project>
